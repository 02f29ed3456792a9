package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code automation.workflow.execute}. */
public record WorkflowStart(
    @Description("The workflow") Ref workflow,
    @Description("What the workflow is given") Json.@Nullable Obj input,
    @Description(
            "Whether its end is waited for, as long as the engine allows; it is not when absent")
        @Nullable Boolean awaited) {
  public WorkflowStart {
    Objects.requireNonNull(workflow);
  }
}
