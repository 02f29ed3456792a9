package io.auterity.workflow.engine;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.time.Time;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import io.auterity.workflow.live.RunProgress;
import io.auterity.workflow.store.CarriedEventStore;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last folds of runs of other carriers, by which the next look at one reads only what has come
 * since. What they take is bounded, that of a tenant more narrowly; what was looked at longest ago
 * goes first, at that of who has the most.
 */
final class RecentFolds {

  /** Runs. */
  static final int MOST = 1_000;

  /** Bytes of memory, as {@link RunFold} counts them. */
  static final long ROOM = 64L << 20;

  /** Those of one tenant; a larger run is kept for no look. */
  static final long TENANT_ROOM = 48L << 20;

  /** A run is kept for so long after a look. */
  static final Duration UNUSED = Duration.ofMinutes(1);

  /** So long a look waits for another one at the same run. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RunFold.Rows rows;
  private final Time time;
  private final int most;
  private final long room;
  private final long tenantRoom;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock; those of the longest time ago come first.
  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  RecentFolds(RunFold.Rows rows, Time time, int most, long room, long tenantRoom) {
    this.rows = rows;
    this.time = time;
    this.most = most;
    this.room = room;
    this.tenantRoom = tenantRoom;
  }

  /** None yet, of rows of a database. */
  static RecentFolds of(Database database, Time time) {
    return new RecentFolds(
        (run, from, each) ->
            database.asEngine(
                EngineJob.JOURNAL,
                tx -> {
                  CarriedEventStore.events(tx, run, from, each);
                  return run;
                }),
        time,
        MOST,
        ROOM,
        TENANT_ROOM);
  }

  private record Key(UUID tenant, UUID run) {}

  /** The place of a run. */
  private static final class Kept {
    private final ReentrantLock look = new ReentrantLock();
    // Guarded by the look.
    private @Nullable RunFold fold;
    // Guarded by the lock of all.
    private long bytes = RunFold.OF_A_RUN;
    private long used;
  }

  /**
   * How far a run is that is not over.
   *
   * @throws UnreadableException when it cannot be read
   */
  RunProgress progress(StoredRun stored, RunLoader loader) {
    Key key = new Key(stored.birth().scope().tenant(), stored.birth().id());
    Kept place = place(key);
    if (!begins(place.look)) {
      return RunFold.of(stored, loader, rows).progress(stored, time.now());
    }
    try {
      RunFold before = place.fold;
      place.fold = null; // it is of no use when this fails
      RunFold fold = fold(before, stored, loader);
      place.fold = keep(key, place, fold.bytes()) ? fold : null;
      return fold.progress(stored, time.now());
    } finally {
      place.look.unlock();
    }
  }

  private static boolean begins(ReentrantLock look) {
    try {
      return look.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private RunFold fold(@Nullable RunFold before, StoredRun stored, RunLoader loader) {
    try {
      if (before != null && before.readOn(stored, loader, rows)) {
        return before;
      }
    } catch (UnreadableException e) {
      return RunFold.of(stored, loader, rows); // It may be repaired meanwhile.
    }
    return RunFold.of(stored, loader, rows);
  }

  private Kept place(Key key) {
    lock.lock();
    try {
      removeUnused();
      Kept place = kept.computeIfAbsent(key, one -> new Kept());
      place.used = time.nanos();
      makeRoom(key.tenant());
      return place;
    } finally {
      lock.unlock();
    }
  }

  private void removeUnused() {
    long now = time.nanos();
    kept.values().removeIf(one -> now - one.used > UNUSED.toNanos());
  }

  /** Whether there is room for a run. */
  private boolean keep(Key key, Kept place, long bytes) {
    lock.lock();
    try {
      if (bytes > tenantRoom) {
        kept.remove(key);
        return false;
      }
      kept.put(key, place);
      place.bytes = bytes;
      place.used = time.nanos();
      makeRoom(key.tenant());
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void makeRoom(UUID tenant) {
    Map<UUID, Long> bytes = new HashMap<>();
    kept.forEach((key, one) -> bytes.merge(key.tenant(), one.bytes, Long::sum));
    while (bytes.getOrDefault(tenant, 0L) > tenantRoom) {
      removeOldest(tenant, bytes);
    }
    while (kept.size() > most || bytes.values().stream().mapToLong(one -> one).sum() > room) {
      removeOldest(largest(bytes), bytes);
    }
  }

  private static UUID largest(Map<UUID, Long> bytes) {
    return bytes.entrySet().stream()
        .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .orElseThrow()
        .getKey();
  }

  private void removeOldest(UUID tenant, Map<UUID, Long> bytes) {
    Key oldest =
        kept.keySet().stream().filter(key -> key.tenant().equals(tenant)).findFirst().orElseThrow();
    Kept removed = kept.remove(oldest);
    bytes.merge(tenant, removed == null ? 0 : -removed.bytes, Long::sum);
  }
}
