package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A workflow execution that an engine was asked to begin, as the engine tells of it. */
public record StartedExecution(
    Ref workflow,
    @Description("Absent where the engine does not tell which one it began")
        @Nullable Ref execution,
    @Description("How it stands as far as the engine tells it") ExecutionState state,
    @Description("What it gave, where its end was waited for") @Nullable Json output) {
  public StartedExecution {
    Objects.requireNonNull(workflow);
    Objects.requireNonNull(state);
  }
}
