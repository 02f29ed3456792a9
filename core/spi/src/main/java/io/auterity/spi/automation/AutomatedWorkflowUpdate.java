package io.auterity.spi.automation;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code automation.workflow.update}; what is absent stays as it is. */
public record AutomatedWorkflowUpdate(
    @Description("The workflow") Ref workflow,
    @Description("One line") Change<String> name,
    @Description("What it does, whole, in the engine's own form") Change<Json.Obj> definition) {
  public AutomatedWorkflowUpdate {
    Objects.requireNonNull(workflow);
    Objects.requireNonNull(name);
    Objects.requireNonNull(definition);
    Change.needed("name, definition", name, definition);
  }
}
