package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of a job's definition: commands, or a ready-made action. */
public record StepDefinition(
    String name,
    @Description("Container image of this step alone, where the server has such")
        @Nullable String image,
    @Description("Lines of a POSIX shell, which ends at the first that fails")
        @Nullable List<String> commands,
    @Description(
            "Ready-made action instead of commands: of GitHub and Gitea as owner/name@version, of"
                + " Woodpecker the image of a plugin")
        @Nullable String action,
    @Description("What the action is given") @Nullable Map<String, String> settings,
    @Description("Environment variables of this step") @Nullable Map<String, String> variables,
    @Description("Environment variables and the names of the secrets that they hold")
        @Nullable Map<String, String> secrets,
    @Description("When it runs; after success alone when absent")
        @Nullable StepCondition condition) {
  public StepDefinition {
    Objects.requireNonNull(name);
    commands = commands == null ? null : List.copyOf(commands);
    settings = settings == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    variables =
        variables == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    secrets = secrets == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
  }

  /** A step that does nothing yet: give it commands or an action. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(name)
        .image(image)
        .commands(commands)
        .action(action)
        .settings(settings)
        .variables(variables)
        .secrets(secrets)
        .condition(condition);
  }

  /** A step piece by piece. */
  public static final class Builder {
    private final String name;
    private @Nullable String image;
    private @Nullable List<String> commands;
    private @Nullable String action;
    private @Nullable Map<String, String> settings;
    private @Nullable Map<String, String> variables;
    private @Nullable Map<String, String> secrets;
    private @Nullable StepCondition condition;

    private Builder(String name) {
      this.name = name;
    }

    public Builder image(@Nullable String value) {
      image = value;
      return this;
    }

    public Builder commands(@Nullable List<String> value) {
      commands = value;
      return this;
    }

    public Builder action(@Nullable String value) {
      action = value;
      return this;
    }

    public Builder settings(@Nullable Map<String, String> value) {
      settings = value;
      return this;
    }

    public Builder variables(@Nullable Map<String, String> value) {
      variables = value;
      return this;
    }

    public Builder secrets(@Nullable Map<String, String> value) {
      secrets = value;
      return this;
    }

    public Builder condition(@Nullable StepCondition value) {
      condition = value;
      return this;
    }

    public StepDefinition build() {
      return new StepDefinition(
          name, image, commands, action, settings, variables, secrets, condition);
    }
  }
}
