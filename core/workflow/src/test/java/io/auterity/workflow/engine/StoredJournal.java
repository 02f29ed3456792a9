package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.store.RecoveryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The journal of a run, as it is stored. */
record StoredJournal(List<RecordedEvent> recorded) {

  static StoredJournal of(Database database, UUID run) {
    List<RecordedEvent> recorded = new ArrayList<>();
    database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          StoredRun stored = RecoveryStore.run(tx, run).orElseThrow();
          RecoveryStore.events(tx, stored.birth(), row -> recorded.add(EventCodec.read(row)));
          return true;
        });
    return new StoredJournal(recorded);
  }

  List<RunEvent> events() {
    return recorded.stream().map(RecordedEvent::event).toList();
  }

  /**
   * No step ends twice, and no call begins after the journal has its end.
   *
   * @return keys of the steps that have ended well
   */
  Set<String> assertNothingRepeated(Workflow workflow, FakeInvoker invoker) {
    Map<String, Instant> finished = new HashMap<>();
    for (RecordedEvent one : recorded) {
      if (one.event() instanceof RunEvent.Completed(var step, var output)) {
        assertThat(finished.put(step.text(workflow), one.at())).isNull();
      }
    }
    for (FakeInvoker.Begun begun : invoker.begun) {
      Instant end = finished.get(begun.step());
      if (end != null) {
        assertThat(begun.at()).describedAs(begun.step()).isBeforeOrEqualTo(end);
      }
    }
    return finished.keySet();
  }
}
