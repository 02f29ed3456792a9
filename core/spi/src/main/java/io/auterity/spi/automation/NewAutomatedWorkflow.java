package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code automation.workflow.create}. */
public record NewAutomatedWorkflow(
    @Description("One line") String name,
    @Description("What it does, in the engine's own form") Json.Obj definition,
    @Description("The vendor's own fields") Json.@Nullable Obj extra) {
  public NewAutomatedWorkflow {
    Objects.requireNonNull(name);
    Objects.requireNonNull(definition);
  }

  /** One of which nothing more is known. */
  public NewAutomatedWorkflow(String name, Json.Obj definition) {
    this(name, definition, null);
  }
}
