package io.auterity.workflow.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs that wait for room: those of one tenant in their order, tenants in turns. What a start finds
 * that only waited comes after all others, and keeps no new run waiting.
 */
final class RunQueue {

  private final Turns urgent = new Turns();
  private final Turns later = new Turns();

  /** A run and whose it is. */
  record Queued(UUID run, UUID tenant) {}

  synchronized void add(Queued run) {
    urgent.add(run);
  }

  /** Adds one that is not known to have anything to do. */
  synchronized void addLater(Queued run) {
    later.add(run);
  }

  /** The next one; null when there is none. */
  synchronized @Nullable Queued poll() {
    Queued next = urgent.poll();
    return next == null ? later.poll() : next;
  }

  /** How many wait that have something to do. */
  synchronized int urgent() {
    return urgent.size;
  }

  synchronized boolean isEmpty() {
    return urgent.size + later.size == 0;
  }

  /** Some of those that follow, at most so many. */
  synchronized List<UUID> following(int most) {
    List<UUID> some = new ArrayList<>();
    urgent.some(most, some);
    later.some(most, some);
    return some;
  }

  private static final class Turns {

    private final Map<UUID, Deque<UUID>> tenants = new LinkedHashMap<>();
    private int size;

    void add(Queued run) {
      tenants.computeIfAbsent(run.tenant(), tenant -> new ArrayDeque<>()).add(run.run());
      size++;
    }

    @Nullable Queued poll() {
      Iterator<Map.Entry<UUID, Deque<UUID>>> first = tenants.entrySet().iterator();
      if (!first.hasNext()) {
        return null;
      }
      Map.Entry<UUID, Deque<UUID>> turn = first.next();
      UUID tenant = turn.getKey();
      Deque<UUID> runs = turn.getValue();
      first.remove();
      Queued next = new Queued(runs.remove(), tenant);
      if (!runs.isEmpty()) {
        tenants.put(tenant, runs);
      }
      size--;
      return next;
    }

    void some(int most, List<UUID> some) {
      for (Deque<UUID> runs : tenants.values()) {
        for (UUID run : runs) {
          if (some.size() >= most) {
            return;
          }
          some.add(run);
        }
      }
    }
  }
}
