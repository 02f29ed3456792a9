package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that a user who starts a pipeline by hand gives by name; an environment variable of
 * all steps.
 */
public record BuildParameter(
    @Description("What it is for, for people") @Nullable String description,
    @Description("Its value where none is given; the first choice, or else empty, when absent")
        @Nullable String value,
    @Description("The values that it may have; any when absent") @Nullable List<String> choices) {
  public BuildParameter {
    choices = choices == null ? null : List.copyOf(choices);
  }
}
