package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.Reopenings;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.SampleBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.step.Compiled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunRepairTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static Replay fresh(String steps) {
    Workflow workflow = Compiled.workflow(steps);
    RunBirth birth = SampleBirth.at(NOW);
    return new Replay(birth, workflow, birth.around(), Reopenings.NONE, RunPhase.RUNNING, NOW);
  }

  private static EventRow unreadable(int seq) {
    return new EventRow(seq, 0, IndexPath.ROOT, 0, 99, StoredJson.of(Json.EMPTY), NOW);
  }

  private static EventRow completed(int seq, int node, IndexPath path) {
    RunEvent event = new RunEvent.Completed(new StepKey(node, path, 0), Json.EMPTY);
    return EventCodec.write(new RecordedEvent(seq, event, null, null, NOW));
  }

  @Test
  void howeverManyCannotBeReadWhatCanBeIsKept() {
    List<EventRow> rows = new ArrayList<>();
    IntStream.rangeClosed(1, 300).forEach(seq -> rows.add(unreadable(seq)));
    rows.add(completed(301, 0, IndexPath.ROOT));

    RunRepair repair =
        new RunRepair(
            () -> fresh("steps: [{id: a, call: text.pii.mask, with: {text: x}}]"), rows, Set.of());

    assertThat(repair.setAside()).hasSize(300).doesNotContain(301);
    assertThat(repair.run().state().ending()).isPresent();
  }

  @Test
  void howeverManyFollowFromWhatCannotBeReadTheOthersAreKept() {
    List<EventRow> rows = new ArrayList<>();
    rows.add(unreadable(1));
    IntStream.rangeClosed(2, 300)
        .forEach(seq -> rows.add(completed(seq, 1, IndexPath.ROOT.child(seq - 2))));
    rows.add(completed(301, 2, IndexPath.ROOT));
    AtomicInteger attempts = new AtomicInteger();

    RunRepair repair =
        new RunRepair(
            () -> {
              attempts.incrementAndGet();
              return fresh(
                  """
                  input: {many: {type: array, items: {type: integer}}}
                  steps:
                    - id: each
                      each: ${input.many}
                      as: n
                      steps: [{id: inner, call: text.pii.mask, with: {text: x}}]
                    - {id: beside, call: text.pii.mask, with: {text: x}, after: []}
                  """);
            },
            rows,
            Set.of());

    assertThat(repair.setAside()).hasSize(300).doesNotContain(301);
    assertThat(attempts).hasValue(1);
  }
}
