package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A building block of which workflows of an engine are made. */
public record WorkflowNode(
    @Description("As definitions name it") String type,
    @Description("As people name it") String name,
    @Description("The service that it works with") @Nullable String app,
    @Description("What it is in a workflow, in the engine's word, e.g. trigger")
        @Nullable String role,
    @Nullable String description,
    @Description("The vendor's own fields") Json.@Nullable Obj extra) {
  public WorkflowNode {
    Objects.requireNonNull(type);
    Objects.requireNonNull(name);
  }
}
