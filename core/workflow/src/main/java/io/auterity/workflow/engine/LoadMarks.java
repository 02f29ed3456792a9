package io.auterity.workflow.engine;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.store.RecoveryStore;
import io.auterity.workflow.store.RecoveryStore.Position;
import io.auterity.workflow.store.RecoveryStore.Unfinished;
import io.auterity.workflow.store.RunLoadStore;
import io.auterity.workflow.store.RunLoadStore.Suspect;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable marks on the runs in memory of which it is not known yet that the server survives them. A
 * mark is set before a run is loaded and taken away when the run has made progress, waits or is
 * over. Marks that a start finds are of runs that were in memory when a server ended without
 * closing: these are suspected and loaded one at a time, and one that ends the server alone three
 * times is loaded no more. Where it is known that the heap was exhausted, the only run in memory is
 * loaded no more at once, and one of several at its second time; where it is known that it was not,
 * no run is suspected.
 */
final class LoadMarks {

  /** Ends of the server that a run may cause alone. */
  static final int MOST_EXITS = 3;

  /** As many, where it is known of the last one that the heap was exhausted. */
  static final int MOST_EXHAUSTIONS = 2;

  // Of these one that alone was in memory is looked for.
  private static final int MOST_LOOKED_AT = 1_000;

  /** How long one suspect is alone in memory when it neither ends the server nor makes progress. */
  static final Duration ALONE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(LoadMarks.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Marks that are set at one time. */
  static final int AT_ONCE = 64;

  private final Database database;
  private final EngineTimers timers;
  private final LastEnd lastEnd;
  private final ReentrantLock writing = new ReentrantLock();
  private final Set<UUID> marked = ConcurrentHashMap.newKeySet();
  private final Set<UUID> proven = ConcurrentHashMap.newKeySet();
  private final Map<UUID, CompletableFuture<Boolean>> suspects = new ConcurrentHashMap<>();
  private final AtomicBoolean removing = new AtomicBoolean();
  private volatile boolean open = true;

  LoadMarks(Database database, EngineTimers timers, LastEnd lastEnd) {
    this.database = database;
    this.timers = timers;
    this.lastEnd = lastEnd;
  }

  /**
   * What the last server left, the most suspicious first.
   *
   * @param active runs that it had in memory, or that waited for room there
   */
  List<Suspect> recover(List<Unfinished> active) {
    List<Suspect> found =
        switch (lastEnd.cause()) {
          case EXHAUSTED -> exhausted(active);
          case OTHER -> database.asEngine(EngineJob.JOURNAL, LoadMarks::innocent);
          case UNKNOWN -> database.asEngine(EngineJob.JOURNAL, LoadMarks::counted);
        };
    found.stream()
        .filter(suspect -> suspect.alone() < MOST_EXITS)
        .forEach(suspect -> suspects.put(suspect.run(), new CompletableFuture<>()));
    return found;
  }

  private static List<Suspect> innocent(EngineTransaction tx) {
    RunLoadStore.clear(tx);
    return RunLoadStore.suspects(tx);
  }

  private static List<Suspect> counted(EngineTransaction tx) {
    RunLoadStore.count(tx);
    return RunLoadStore.suspects(tx);
  }

  private List<Suspect> exhausted(List<Unfinished> active) {
    AtomicBoolean blamed = new AtomicBoolean();
    List<Suspect> found =
        database.asEngine(
            EngineJob.JOURNAL,
            tx -> {
              Map<UUID, Integer> before = alone(RunLoadStore.suspects(tx));
              blamed.set(condemned(tx, active, before));
              return RunLoadStore.suspects(tx);
            });
    if (blamed.get()) {
      lastEnd.blamed();
    }
    return found;
  }

  private static boolean condemned(
      EngineTransaction tx, List<Unfinished> active, Map<UUID, Integer> before) {
    List<UUID> loaded =
        active.stream()
            .map(Unfinished::run)
            .filter(run -> before.getOrDefault(run, 0) < MOST_EXITS)
            .limit(MOST_LOOKED_AT)
            .filter(run -> hasBegun(tx, run))
            .limit(2)
            .toList();
    Map<UUID, Integer> after = alone(counted(tx));
    List<UUID> blamed =
        loaded.size() == 1
            ? loaded
            : after.keySet().stream()
                .filter(run -> after.getOrDefault(run, 0) > before.getOrDefault(run, 0))
                .toList();
    blamed.stream()
        .filter(run -> loaded.size() == 1 || after.getOrDefault(run, 0) >= MOST_EXHAUSTIONS)
        .forEach(run -> RunLoadStore.condemn(tx, run, MOST_EXITS));
    return !blamed.isEmpty();
  }

  // What is merely queued was in no memory.
  private static boolean hasBegun(EngineTransaction tx, UUID run) {
    return RecoveryStore.position(tx, run).map(Position::seq).orElse(0) > 0;
  }

  private static Map<UUID, Integer> alone(List<Suspect> suspects) {
    return suspects.stream().collect(Collectors.toMap(Suspect::run, Suspect::alone));
  }

  /** Whether loading that run may end the server. */
  boolean suspected(UUID run) {
    return suspects.containsKey(run);
  }

  /**
   * Marks runs that are about to be loaded, and with them some of those that follow.
   *
   * @throws CallFailedException {@code unavailable} when the database is, or the server closes: a
   *     mark that it leaves says that a run may have ended it
   */
  void raise(Collection<UUID> runs, Iterable<UUID> following) {
    writing.lock();
    try {
      if (!open) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "the server closes");
      }
      proven.removeAll(runs);
      if (marked.containsAll(runs)) {
        return;
      }
      Set<UUID> wanted = new HashSet<>(runs);
      Iterator<UUID> next = following.iterator();
      while (next.hasNext() && wanted.size() < AT_ONCE) {
        wanted.add(next.next());
      }
      wanted.removeAll(marked);
      database.asEngine(EngineJob.JOURNAL, tx -> RunLoadStore.raise(tx, wanted));
      marked.addAll(wanted);
    } finally {
      writing.unlock();
    }
  }

  /** The run has made progress, waits or is over: the server has survived it. */
  void survived(UUID run) {
    if (marked.contains(run) && proven.add(run) && removing.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::remove);
    }
  }

  private void remove() {
    try {
      while (open && !proven.isEmpty()) {
        removeSome();
      }
      removing.set(false);
      if (open && !proven.isEmpty() && removing.compareAndSet(false, true)) {
        remove();
      }
    } catch (CallFailedException e) {
      LOG.debug("Marks of runs are taken away later.", e);
      timers.after(PAUSE, this::remove);
    }
  }

  private void removeSome() {
    writing.lock();
    try {
      List<UUID> some = List.copyOf(proven);
      if (open) {
        database.asEngine(EngineJob.JOURNAL, tx -> RunLoadStore.remove(tx, some));
        some.forEach(marked::remove);
        some.forEach(proven::remove);
        some.forEach(this::cleared);
      }
    } finally {
      writing.unlock();
    }
  }

  private void cleared(UUID run) {
    CompletableFuture<Boolean> suspect = suspects.remove(run);
    if (suspect != null) {
      suspect.complete(true);
    }
  }

  /** Waits until the server has survived a suspect, or has been alone with it for long. */
  void awaitAlone(UUID run) {
    CompletableFuture<Boolean> suspect = suspects.get(run);
    if (suspect != null && open) {
      timers.after(ALONE, () -> lasting(run, suspect));
      suspect.join();
    }
  }

  private void lasting(UUID run, CompletableFuture<Boolean> suspect) {
    try {
      if (open && !suspect.isDone()) {
        database.asEngine(
            EngineJob.JOURNAL, tx -> RunLoadStore.lower(tx, Set.of(run), RunLoadStore.LASTING));
      }
    } catch (CallFailedException e) {
      LOG.debug("The mark of the run {} stays as it is.", run, e);
    } finally {
      suspect.complete(false);
    }
  }

  /** Lets a run be loaded again that has ended the server alone too often. */
  void forgive(UUID run) {
    database.asEngine(EngineJob.JOURNAL, tx -> RunLoadStore.forgive(tx, run));
  }

  /** The server closes: what is still in memory did not end it. */
  void close() {
    halt();
    try {
      database.asEngine(EngineJob.JOURNAL, tx -> RunLoadStore.lower(tx, marked, RunLoadStore.GONE));
    } catch (CallFailedException e) {
      LOG.warn("The next start takes the end of this one for a crash: {}", e.failure().message());
    }
  }

  /** Changes no mark any more. */
  void halt() {
    writing.lock();
    try {
      open = false;
      suspects.values().forEach(suspect -> suspect.complete(false));
    } finally {
      writing.unlock();
    }
  }
}
