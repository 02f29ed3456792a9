package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one execution. */
public record WhichWorkflowExecution(@Description("The execution") Ref execution) {
  public WhichWorkflowExecution {
    Objects.requireNonNull(execution);
  }
}
