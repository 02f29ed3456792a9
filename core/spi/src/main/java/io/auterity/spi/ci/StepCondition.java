package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The condition on which a job or a step runs; all that is named must hold. */
public record StepCondition(
    @Description("For one of these") @Nullable List<BuildEvent> events,
    @Description("On one of these branches") @Nullable List<String> branches,
    @Description("After what; after success when absent") @Nullable StepOutcome after) {
  public StepCondition {
    events = events == null ? null : List.copyOf(events);
    branches = branches == null ? null : List.copyOf(branches);
  }
}
