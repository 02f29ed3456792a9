package io.auterity.workflow.engine;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The room for runs in memory that do something, and the runs that wait for it. Tenants take turns;
 * one that has half of the room gets no more while another waits. Of one tenant, new runs and those
 * that go on take turns, each in their order. New runs have a place in a line that is bounded, of
 * which a tenant gets at most half of what others leave.
 */
final class RunQueue {

  private final int most;
  private final int longestLine;
  private final Map<UUID, Integer> inLine = new HashMap<>();
  private final Map<UUID, Integer> taken = new HashMap<>();
  private final Map<UUID, Waiting> tenants = new LinkedHashMap<>();
  private final Set<UUID> waiting = new HashSet<>();
  private int full;
  private int fresh;

  /** A run and whose it is. */
  record Queued(UUID run, UUID tenant) {}

  /**
   * Room for some.
   *
   * @param most for which there is room
   * @param longestLine new runs that may wait for it
   */
  RunQueue(int most, int longestLine) {
    this.most = most;
    this.longestLine = longestLine;
  }

  /** Lets a run wait that goes on, unless it waits already. */
  synchronized void add(Queued run) {
    if (waiting.add(run.run())) {
      of(run.tenant()).goingOn.add(run.run());
    }
  }

  /**
   * Takes a place in line for a run that is about to be accepted.
   *
   * @throws CallFailedException {@code rate_limited} when its tenant gets no more
   */
  synchronized void line(UUID tenant) {
    int own = inLine.getOrDefault(tenant, 0);
    int others = fresh - own;
    if (2 * own >= longestLine - others) {
      throw new CallFailedException(
          FailureCode.RATE_LIMITED,
          ("%d new runs of the tenant %s wait for room, at most half of the %d places that others"
                  + " leave; try again when some have begun")
              .formatted(own, TenantScope.ID.write(tenant), Math.max(0, longestLine - others)));
    }
    inLine.merge(tenant, 1, Integer::sum);
    fresh++;
  }

  /** Gives a place in line back. */
  synchronized void leaveLine(UUID tenant) {
    inLine.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
    fresh--;
  }

  /** Lets a run wait that has just been accepted and has a place in line. */
  synchronized void addNew(Queued run) {
    waiting.add(run.run());
    of(run.tenant()).fresh.add(run.run());
  }

  private Waiting of(UUID tenant) {
    return tenants.computeIfAbsent(tenant, id -> new Waiting());
  }

  /** The next one for which there is room, which it takes; null when there is none. */
  synchronized @Nullable Queued admit() {
    if (full >= most || tenants.isEmpty()) {
      return null;
    }
    UUID tenant = turn();
    Waiting runs = Objects.requireNonNull(tenants.remove(tenant));
    UUID run = runs.poll();
    waiting.remove(run);
    if (runs.lastWasFresh) {
      leaveLine(tenant);
    }
    if (!runs.isEmpty()) {
      tenants.put(tenant, runs);
    }
    takeAnyway(tenant);
    return new Queued(run, tenant);
  }

  /** Takes a run out that was taken up by another way; false when it did not wait. */
  synchronized boolean remove(Queued run) {
    Waiting runs = waiting.remove(run.run()) ? tenants.get(run.tenant()) : null;
    if (runs == null) {
      return false;
    }
    if (runs.fresh.remove(run.run())) {
      leaveLine(run.tenant());
    }
    runs.goingOn.remove(run.run());
    if (runs.isEmpty()) {
      tenants.remove(run.tenant());
    }
    return true;
  }

  private UUID turn() {
    Iterator<UUID> inTurn = tenants.keySet().iterator();
    UUID first = inTurn.next();
    UUID next = first;
    while (crowds(next) && inTurn.hasNext()) {
      next = inTurn.next();
    }
    return crowds(next) ? first : next;
  }

  private boolean crowds(UUID tenant) {
    return 2 * taken.getOrDefault(tenant, 0) >= most;
  }

  /** Takes room for a run that is about to be accepted; false when it has to wait. */
  synchronized boolean take(UUID tenant) {
    if (fresh > 0 || full >= most || (crowds(tenant) && !tenants.isEmpty())) {
      return false;
    }
    takeAnyway(tenant);
    return true;
  }

  /** Takes room, even beyond the bound. */
  synchronized void takeAnyway(UUID tenant) {
    taken.merge(tenant, 1, Integer::sum);
    full++;
  }

  /** Gives room back. */
  synchronized void give(UUID tenant) {
    taken.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
    full--;
  }

  /** How many new ones have a place in line. */
  synchronized int fresh() {
    return fresh;
  }

  synchronized int size() {
    return waiting.size();
  }

  /** Some of those that follow, at most so many. */
  synchronized List<UUID> following(int limit) {
    List<UUID> some = new ArrayList<>();
    for (Waiting runs : tenants.values()) {
      runs.some(limit, some);
    }
    return some;
  }

  /** The runs of one tenant that wait. */
  private static final class Waiting {

    private final SequencedSet<UUID> fresh = new LinkedHashSet<>();
    private final SequencedSet<UUID> goingOn = new LinkedHashSet<>();
    private boolean lastWasFresh;

    UUID poll() {
      lastWasFresh = goingOn.isEmpty() || (!lastWasFresh && !fresh.isEmpty());
      return lastWasFresh ? fresh.removeFirst() : goingOn.removeFirst();
    }

    boolean isEmpty() {
      return fresh.isEmpty() && goingOn.isEmpty();
    }

    void some(int limit, List<UUID> some) {
      for (Set<UUID> runs : List.of(fresh, goingOn)) {
        runs.stream().limit(Math.max(0, limit - some.size())).forEach(some::add);
      }
    }
  }
}
