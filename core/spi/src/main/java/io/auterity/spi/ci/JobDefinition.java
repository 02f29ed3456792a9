package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One job of a pipeline's definition. */
public record JobDefinition(
    @Description("A letter, then letters, digits, - and _") String id,
    @Description(
            "Container image that it runs in; on the runner itself when absent. ${AXIS} stands for"
                + " a value of the matrix")
        @Nullable String image,
    @Description("Labels that its runner must have; the server's usual when absent")
        @Nullable List<String> runners,
    @Description("Ids of jobs that must have gone well before") @Nullable List<String> needs,
    @Description(
            "Axes and their values: the job runs for each combination, and each axis is an"
                + " environment variable of its steps")
        @Nullable Map<String, List<String>> matrix,
    @Description("Environment variables of its steps") @Nullable Map<String, String> variables,
    @Description("Containers that run beside it, by the name that its steps reach them under")
        @Nullable Map<String, ServiceDefinition> services,
    @Description("When it runs; always when absent") @Nullable StepCondition condition,
    @Description("Environment that it deploys to") @Nullable String environment,
    @Description("Ended after so long") @Nullable Integer timeoutMinutes,
    @Description("Whether the repository is checked out first; true when absent")
        @Nullable Boolean checkout,
    @Description(
            "Whether its steps may ask the server for a token that says who they are, for services"
                + " that trust it (OpenID Connect)")
        @Nullable Boolean openId,
    @Description("Question to which a person must say yes before it begins")
        @Nullable String approval,
    @Description("At least one") List<StepDefinition> steps) {
  public JobDefinition {
    Objects.requireNonNull(id);
    runners = runners == null ? null : List.copyOf(runners);
    needs = needs == null ? null : List.copyOf(needs);
    matrix = matrix == null ? null : copied(matrix);
    variables =
        variables == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    services = services == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(services));
    steps = List.copyOf(steps);
  }

  private static Map<String, List<String>> copied(Map<String, List<String>> matrix) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    matrix.forEach((axis, values) -> copy.put(axis, List.copyOf(values)));
    return Collections.unmodifiableMap(copy);
  }

  /** A job of these steps that always runs, on the usual runner. */
  public static Builder builder(String id, List<StepDefinition> steps) {
    return new Builder(id, steps);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(id, steps)
        .image(image)
        .runners(runners)
        .needs(needs)
        .matrix(matrix)
        .variables(variables)
        .services(services)
        .condition(condition)
        .environment(environment)
        .timeoutMinutes(timeoutMinutes)
        .checkout(checkout)
        .openId(openId)
        .approval(approval);
  }

  /** A job piece by piece. */
  public static final class Builder {
    private final String id;
    private final List<StepDefinition> steps;
    private @Nullable String image;
    private @Nullable List<String> runners;
    private @Nullable List<String> needs;
    private @Nullable Map<String, List<String>> matrix;
    private @Nullable Map<String, String> variables;
    private @Nullable Map<String, ServiceDefinition> services;
    private @Nullable StepCondition condition;
    private @Nullable String environment;
    private @Nullable Integer timeoutMinutes;
    private @Nullable Boolean checkout;
    private @Nullable Boolean openId;
    private @Nullable String approval;

    private Builder(String id, List<StepDefinition> steps) {
      this.id = id;
      this.steps = steps;
    }

    public Builder image(@Nullable String value) {
      image = value;
      return this;
    }

    public Builder runners(@Nullable List<String> value) {
      runners = value;
      return this;
    }

    public Builder needs(@Nullable List<String> value) {
      needs = value;
      return this;
    }

    public Builder matrix(@Nullable Map<String, List<String>> value) {
      matrix = value;
      return this;
    }

    public Builder variables(@Nullable Map<String, String> value) {
      variables = value;
      return this;
    }

    public Builder services(@Nullable Map<String, ServiceDefinition> value) {
      services = value;
      return this;
    }

    public Builder condition(@Nullable StepCondition value) {
      condition = value;
      return this;
    }

    public Builder environment(@Nullable String value) {
      environment = value;
      return this;
    }

    public Builder timeoutMinutes(@Nullable Integer value) {
      timeoutMinutes = value;
      return this;
    }

    public Builder checkout(@Nullable Boolean value) {
      checkout = value;
      return this;
    }

    public Builder openId(@Nullable Boolean value) {
      openId = value;
      return this;
    }

    public Builder approval(@Nullable String value) {
      approval = value;
      return this;
    }

    public JobDefinition build() {
      return new JobDefinition(
          id,
          image,
          runners,
          needs,
          matrix,
          variables,
          services,
          condition,
          environment,
          timeoutMinutes,
          checkout,
          openId,
          approval,
          steps);
    }
  }
}
