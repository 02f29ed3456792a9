package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Compiled;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.Digest;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunRepairTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Workflow WORKFLOW =
      Compiled.workflow("steps: [{id: a, call: text.pii.mask, with: {text: x}}]");

  private static Replay fresh() {
    Digest digest = Digest.of(Json.EMPTY);
    RunBirth birth =
        new RunBirth(
            new UUID(1, 1),
            TenantScope.authenticated(new UUID(1, 2)),
            "test",
            1,
            digest,
            digest,
            TestEngine.ANN,
            "rest",
            Map.of(),
            NOW,
            StoredJson.of(Json.EMPTY),
            1);
    return new Replay(birth, WORKFLOW, RunPhase.RUNNING, NOW);
  }

  private static EventRow unreadable(int seq) {
    return new EventRow(seq, 0, IndexPath.ROOT, 0, 99, StoredJson.of(Json.EMPTY), NOW);
  }

  @Test
  void howeverManyCannotBeReadWhatCanBeIsKept() {
    List<EventRow> rows = new ArrayList<>();
    IntStream.rangeClosed(1, 300).forEach(seq -> rows.add(unreadable(seq)));
    RunEvent completed = new RunEvent.Completed(new StepKey(0, IndexPath.ROOT, 0), Json.EMPTY);
    rows.add(EventCodec.write(new RecordedEvent(301, completed, null, null, NOW)));

    RunRepair repair = new RunRepair(RunRepairTest::fresh, rows, Set.of());

    assertThat(repair.setAside()).hasSize(300).doesNotContain(301);
    assertThat(repair.run().state().ending()).isPresent();
  }
}
