package io.auterity.workflow.engine;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunInboxStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Loads runs from the journal, for crash recovery and wakeups: their state is the fold of it. */
record RunLoader(Database database, Versions versions, Time time, StalledRuns stalled) {

  /** Runs that a start takes up, as {@link RecoveryStore#unfinished}. */
  List<RecoveryStore.Unfinished> unfinished() {
    return database.asEngine(EngineJob.JOURNAL, RecoveryStore::unfinished);
  }

  /** Runs whose time comes until then, as {@link RecoveryStore#due}. */
  List<RecoveryStore.Unfinished> due(
      Instant until, RecoveryStore.@Nullable Unfinished after, int most) {
    return database.asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.due(tx, until, after, most));
  }

  /**
   * A run that is not over, as its journal tells.
   *
   * @throws UnreadableException when it cannot be read, which is noted
   * @throws CallFailedException {@code unavailable} when the database is; {@code conflict} when
   *     loading it has ended the server too often
   */
  Optional<LoadedRun> load(UUID id) {
    if (stalled.overwhelming(id)) {
      throw new CallFailedException(
          FailureCode.CONFLICT, stalled.reason(id).map(Failure::message).orElse(""));
    }
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
    Replay replay = replay(stored);
    return database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          replay.leaveOut(RecoveryStore.aside(tx, stored.birth().id()));
          RecoveryStore.events(tx, stored.birth(), replay::add);
          return replay
              .run()
              .with(stored.head().due(), RunInboxStore.waiting(tx, stored.birth().id()));
        });
  }

  /** Messages that wait for a run, the oldest first. */
  List<InboxMessage> messages(UUID id) {
    return database.asEngine(EngineJob.JOURNAL, tx -> RunInboxStore.waiting(tx, id));
  }

  /** Signals of a name that wait for a run, the oldest first. */
  List<InboxMessage> signals(UUID id, String name, int most) {
    return database.asEngine(EngineJob.JOURNAL, tx -> RunInboxStore.signals(tx, id, name, most));
  }

  /** Keeps messages that nothing in a run waits for yet. */
  void keep(long epoch, UUID id, List<UUID> messages) {
    database.asEngine(EngineJob.JOURNAL, tx -> RunInboxStore.keep(tx, epoch, id, messages));
  }

  /** Takes what waits for a run that is over, without effect. */
  void refuseMessages(UUID id) {
    database.asEngine(
        EngineJob.JOURNAL,
        tx -> RunInboxStore.refuse(tx, id, ActiveRuns.over(id).failure().message()));
  }

  /**
   * The beginning of what a run's journal tells.
   *
   * @throws UnreadableException when its definition cannot be read, or goes by unknown rules
   */
  Replay replay(StoredRun stored) {
    RunBirth birth = stored.birth();
    if (birth.engine() > Decider.VERSION) {
      throw new UnreadableException(
          "the run",
          new IllegalStateException(
              "it goes by version %d of the engine's rules, this server knows up to %d"
                  .formatted(birth.engine(), Decider.VERSION)));
    }
    Workflow workflow = versions.of(birth);
    return new Replay(
        birth, workflow, versions.around(birth, workflow), stored.head().phase(), time.now());
  }
}
