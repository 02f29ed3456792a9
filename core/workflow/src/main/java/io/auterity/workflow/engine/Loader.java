package io.auterity.workflow.engine;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RecoveryStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads runs back: their state is the fold of their journal. */
final class Loader {

  private final Database database;
  private final Versions versions;
  private final Time time;
  private final StalledRuns stalled;

  Loader(Database database, Versions versions, Time time, StalledRuns stalled) {
    this.database = database;
    this.versions = versions;
    this.time = time;
    this.stalled = stalled;
  }

  /** Runs that are not over, oldest first. */
  List<UUID> unfinished() {
    return database.asEngine(EngineJob.JOURNAL, RecoveryStore::unfinished);
  }

  /**
   * A run that is not over, as its journal tells.
   *
   * @throws UnreadableException when it cannot be read, which is noted
   * @throws CallFailedException {@code unavailable} when the database is
   */
  Optional<LoadedRun> load(UUID id) {
    try {
      Optional<LoadedRun> loaded = read(id);
      stalled.remove(id);
      return loaded;
    } catch (UnreadableException e) {
      stalled.add(id, e);
      throw e;
    }
  }

  private Optional<LoadedRun> read(UUID id) {
    try {
      return database
          .asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.run(tx, id))
          .filter(stored -> !stored.head().phase().over())
          .map(this::load);
    } catch (CallFailedException | UnreadableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnreadableException("what is stored of the run", e);
    }
  }

  private LoadedRun load(StoredRun stored) {
    RunBirth birth = stored.birth();
    if (birth.engine() > Decider.VERSION) {
      throw new UnreadableException(
          "the run",
          new IllegalStateException(
              "it goes by version %d of the engine's rules, this server knows up to %d"
                  .formatted(birth.engine(), Decider.VERSION)));
    }
    Workflow workflow = versions.of(birth);
    Fold fold =
        new Fold(
            new RunState(workflow, birth.around()),
            new RunProgress(workflow, stored.head().phase(), time.now()),
            new AtomicInteger());
    fold.begin();
    int read =
        database.asEngine(
            EngineJob.JOURNAL,
            tx -> {
              RecoveryStore.events(tx, birth, fold::add);
              return fold.seq().get();
            });
    return fold.loaded(birth, workflow, read);
  }

  /** A state that grows by the events of a journal. */
  private record Fold(RunState state, RunProgress progress, AtomicInteger seq) {

    void begin() {
      Decider.begin(state);
    }

    void add(EventRow row) {
      int due = seq.get() + 1;
      if (row.seq() != due) {
        throw new UnreadableException(
            "event %d of the journal".formatted(due), new IllegalStateException("it is missing"));
      }
      try {
        apply(EventCodec.read(row));
      } catch (RuntimeException e) {
        throw new UnreadableException("event %d of the journal".formatted(due), e);
      }
    }

    private void apply(RecordedEvent recorded) {
      RunEvent event = recorded.event();
      Instant began = recorded.started();
      if (event instanceof RunEvent.OfStep ofStep && began != null) {
        if (progress.began(ofStep.step()) == null) {
          progress.started(ofStep.step(), began);
        }
      }
      Decider.replay(state, event);
      progress.happened(event, began, recorded.at());
      seq.set(recorded.seq());
    }

    LoadedRun loaded(RunBirth birth, Workflow workflow, int last) {
      LoadedRun run = new LoadedRun(birth, workflow, state, progress, last);
      for (Node node : workflow.nodes()) {
        run.count(node);
      }
      return run;
    }
  }
}
