package io.auterity.spi.automation;

import io.auterity.spi.Description;
import java.util.List;

/** The validation result of a workflow definition: whether an engine could run it. */
public record WorkflowVerdict(
    boolean valid,
    @Description("What is wrong, one sentence each; empty when it is valid")
        List<String> problems) {
  public WorkflowVerdict {
    problems = List.copyOf(problems);
  }
}
