package io.auterity.spi.automation;

import io.auterity.spi.Description;
import java.util.List;

/** Whether an engine could run a definition. */
public record WorkflowVerdict(
    boolean valid,
    @Description("What is wrong, one sentence each; empty when it is valid")
        List<String> problems) {
  public WorkflowVerdict {
    problems = List.copyOf(problems);
  }
}
