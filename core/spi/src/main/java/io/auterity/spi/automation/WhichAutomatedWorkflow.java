package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one workflow of an engine. */
public record WhichAutomatedWorkflow(@Description("The workflow") Ref workflow) {
  public WhichAutomatedWorkflow {
    Objects.requireNonNull(workflow);
  }
}
