package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.util.Objects;

/** Input of {@code automation.workflow.validate}. */
public record WorkflowToCheck(
    @Description("What a workflow does, in the engine's own form") Json.Obj definition) {
  public WorkflowToCheck {
    Objects.requireNonNull(definition);
  }
}
