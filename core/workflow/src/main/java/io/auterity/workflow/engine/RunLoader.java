package io.auterity.workflow.engine;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.Decider;
import io.auterity.workflow.decider.Reopenings;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunReopenings;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.store.CarriedRunStore;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RunInboxStore;
import io.auterity.workflow.store.StartLimitStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads runs from the journal, for crash recovery and wakeups: their state is the fold of it. */
record RunLoader(Database database, Versions versions, Time time, StalledRuns stalled) {

  private static final Logger LOG = LoggerFactory.getLogger(RunLoader.class);

  /** Events of a run that can go again. */
  static final int MOST_EVENTS = 50_000;

  /** As the number of the last event: all count. */
  static final int ALL = Integer.MAX_VALUE;

  /** Bytes of these events. */
  static final long MOST_BYTES = 64 << 20;

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
    return load(id, this::load);
  }

  /** Whether a run can be read that is not over; one that cannot stands still until it can. */
  boolean readable(UUID run) {
    try {
      return load(run).isPresent();
    } catch (UnreadableException e) {
      LOG.debug("Run {} is left as it is.", run, e);
      return false;
    }
  }

  /**
   * Reads the row of a run that is not over; empty when it is.
   *
   * @throws UnreadableException as {@link #load(UUID)}
   * @throws CallFailedException as {@link #load(UUID)}
   */
  <T> Optional<T> load(UUID id, Function<StoredRun, T> read) {
    if (stalled.overwhelming(id)) {
      throw new CallFailedException(
          FailureCode.CONFLICT, stalled.reason(id).map(Failure::message).orElse(""));
    }
    return stalled.read(
        id,
        () ->
            database
                .asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.run(tx, id))
                .filter(stored -> !stored.head().phase().over())
                .map(read));
  }

  /**
   * Some runs at one time, as {@link #load(UUID)} loads each: those that {@link ShortRuns} takes.
   *
   * @throws CallFailedException {@code unavailable} when the database is
   */
  Map<UUID, LoadedRun> loadShort(Collection<UUID> ids) {
    List<UUID> readable = ids.stream().filter(id -> stalled.reason(id).isEmpty()).toList();
    return database.asEngine(EngineJob.JOURNAL, tx -> ShortRuns.load(this, tx, readable));
  }

  /** The run of a row. */
  LoadedRun load(StoredRun stored) {
    LoadedRun run = read(stored);
    // What was taken meanwhile is none of these.
    return reopened(run, stored, ALL, messages(stored.birth().id()), time.now());
  }

  /**
   * A run as its journal tells it up to an event.
   *
   * @param to number of the last event
   * @param waiting messages that wait for it
   * @param now when it goes on
   * @throws UnreadableException when it cannot be read
   */
  LoadedRun load(StoredRun stored, int to, List<InboxMessage> waiting, Instant now) {
    Replay replay = replay(stored, to);
    read(replay, 0, to);
    return reopened(replay.run(), stored, to, waiting, now);
  }

  private LoadedRun reopened(
      LoadedRun run, StoredRun stored, int to, List<InboxMessage> waiting, Instant now) {
    return waiting.stream()
        .filter(message -> message.kind() == InboxMessage.Kind.AGAIN)
        .findFirst()
        .map(message -> new RunReopening(this, stored, to).by(message, now))
        .orElse(run)
        .with(stored.head().due(), waiting);
  }

  /** The beginning of what a run's journal tells up to an event. */
  Replay replay(StoredRun stored, int to) {
    Replay replay = replay(stored, reopenings(stored, to));
    replay.leaveOut(aside(replay.birth().id()));
    return replay;
  }

  /** Reads the events after one, up to another, into a run. */
  void read(Replay replay, int after, int to) {
    database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          RecoveryStore.events(tx, replay.birth(), after, to, replay::add);
          return replay;
        });
  }

  // Few runs are reopened: the journal tells of it.
  private LoadedRun read(StoredRun stored) {
    Replay replay = replay(stored, Reopenings.NONE);
    readInto(replay);
    if (replay.outdated()) {
      replay = replay(stored);
      readInto(replay);
    }
    return replay.run();
  }

  private void readInto(Replay replay) {
    database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          replay.leaveOut(RecoveryStore.aside(tx, replay.birth().id()));
          RecoveryStore.events(tx, replay.birth(), replay::add);
          return replay;
        });
  }

  /**
   * The journal of a run: its events up to one, by their numbers.
   *
   * @param to number of the last event
   * @throws CallFailedException {@code too_large} beyond {@link #MOST_EVENTS} or {@link
   *     #MOST_BYTES}
   */
  NavigableMap<Integer, EventRow> journal(RunBirth birth, int to) {
    NavigableMap<Integer, EventRow> rows = new TreeMap<>();
    AtomicLong bytes = new AtomicLong();
    database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          RecoveryStore.events(
              tx,
              birth,
              0,
              to,
              row -> {
                if (rows.size() >= MOST_EVENTS
                    || bytes.addAndGet(row.payload().size()) > MOST_BYTES) {
                  throw new CallFailedException(
                      FailureCode.TOO_LARGE,
                      "the run has more than %,d events, or %d MB: start a new one"
                          .formatted(MOST_EVENTS, MOST_BYTES >> 20));
                }
                rows.put(row.seq(), row);
              });
          return rows;
        });
    return rows;
  }

  /** Numbers of the events of a run that were set aside. */
  Set<Integer> aside(UUID id) {
    return database.asEngine(EngineJob.JOURNAL, tx -> RecoveryStore.aside(tx, id));
  }

  /** The reopenings of a run, as its journal tells them. */
  Reopenings reopenings(StoredRun stored) {
    return reopenings(stored, ALL);
  }

  /** As {@link #reopenings(StoredRun)}, up to an event. */
  Reopenings reopenings(StoredRun stored, int to) {
    Workflow workflow = versions.of(stored.birth());
    List<EventRow> rows = new ArrayList<>();
    database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          RecoveryStore.reopenings(
              tx,
              stored.birth(),
              row -> {
                if (row.seq() <= to) {
                  rows.add(row);
                }
              });
          return rows;
        });
    return RunReopenings.of(workflow, rows);
  }

  /** What the expressions of a run see besides its steps. */
  Map<String, Json> around(RunBirth birth, Workflow workflow) {
    return versions.around(birth, workflow);
  }

  /** As {@link CarriedRunStore#carrier}. */
  Optional<String> carrier(UUID id, boolean queued) {
    return database.asEngine(EngineJob.JOURNAL, tx -> CarriedRunStore.carrier(tx, id, queued));
  }

  /** As {@link CarriedRunStore#carried}. */
  List<CarriedRunStore.Carried> carried(UUID after, int limit) {
    return database.asEngine(EngineJob.JOURNAL, tx -> CarriedRunStore.carried(tx, after, limit));
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

  /** Has a run that has not begun wait until then; null for its turn alone. */
  void hold(long epoch, UUID id, @Nullable Instant due) {
    database.asEngine(
        EngineJob.JOURNAL,
        tx -> {
          StartLimitStore.hold(tx, epoch, id, due);
          return id;
        });
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
    return replay(stored, reopenings(stored));
  }

  /** As {@link #replay(StoredRun)}, of a run that was reopened so. */
  Replay replay(StoredRun stored, Reopenings reopenings) {
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
            birth,
            workflow,
            versions.around(birth, workflow),
            reopenings,
            stored.head().phase(),
            time.now())
        .since(stored.accepted());
  }
}
