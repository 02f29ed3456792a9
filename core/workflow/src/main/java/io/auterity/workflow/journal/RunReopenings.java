package io.auterity.workflow.journal;

import io.auterity.workflow.decider.Reopening;
import io.auterity.workflow.decider.Reopenings;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.graph.Workflow;
import java.util.List;

/** Reads the reopenings of a run from the rows of its journal that tell of them. */
public final class RunReopenings {

  public static Reopenings of(Workflow workflow, List<EventRow> rows) {
    return new Reopenings(
        rows.stream()
            .map(
                row ->
                    new Reopening(
                        workflow, row.seq(), (RunEvent.Reopened) EventCodec.read(row).event()))
            .toList());
  }

  private RunReopenings() {}
}
