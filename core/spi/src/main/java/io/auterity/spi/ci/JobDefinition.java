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
}
