package io.auterity.platform.audit;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries that wait for the writer, tenant by tenant, each tenant's in the order in which they
 * came. It is bounded, and one tenant may fill no more of it than it leaves to the others. A tenant
 * that has none waiting always finds a place, however many tenants' entries cannot be written, so
 * that beyond the bound stands at most one entry of each.
 */
final class AuditBacklog {

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Map<UUID, Deque<Pending>> waiting = new LinkedHashMap<>();
  private int size;
  private boolean news;
  private boolean closed;

  /** An entry that waits for the writer. */
  @SuppressWarnings("ArrayRecordComponent")
  record Pending(UUID tenant, byte[] bytes, CompletableFuture<Long> sequence) {}

  AuditBacklog(int capacity) {
    this.capacity = capacity;
  }

  /** False when there is no room for it in time, or no longer a writer. */
  boolean offer(Pending entry, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && !roomFor(entry.tenant()) && left > 0) {
        left = room.awaitNanos(left);
      }
      if (closed || !roomFor(entry.tenant())) {
        return false;
      }
      waiting.computeIfAbsent(entry.tenant(), tenant -> new ArrayDeque<>()).add(entry);
      size++;
      tell();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean roomFor(UUID tenant) {
    Deque<Pending> own = waiting.get(tenant);
    return own == null || own.size() < capacity - size;
  }

  private void tell() {
    news = true;
    work.signal();
  }

  /** How many wait. */
  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whose entries wait: at once when some have come since the last time, else, for those that could
   * not be written then, after a pause.
   */
  List<UUID> await(Duration pause) throws InterruptedException {
    long left = pause.toNanos();
    lock.lockInterruptibly();
    try {
      while (!news && waiting.isEmpty()) {
        work.await();
      }
      while (!news && left > 0) {
        left = work.awaitNanos(left);
      }
      news = false;
      return List.copyOf(waiting.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** The tenant's oldest entries, which stay here until they are {@link #written}. */
  List<Pending> oldest(UUID tenant, int most) {
    lock.lock();
    try {
      Deque<Pending> own = waiting.get(tenant);
      return own == null ? List.of() : own.stream().limit(most).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the waiting of a tenant's oldest entries. */
  void written(UUID tenant, int count) {
    lock.lock();
    try {
      Deque<Pending> own = waiting.get(tenant);
      for (int i = 0; own != null && i < count; i++) {
        own.remove();
        size--;
      }
      if (own != null && own.isEmpty()) {
        waiting.remove(tenant);
      } else {
        tell();
      }
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more entries; those that wait stay. */
  void close() {
    lock.lock();
    try {
      closed = true;
      tell();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is closed and nothing waits. */
  boolean done() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells all who wait that their entries did not become durable before the end.
   *
   * @return how many entries that are, by tenant
   */
  Map<UUID, Integer> giveUp() {
    List<Pending> left;
    Map<UUID, Integer> counts = new LinkedHashMap<>();
    lock.lock();
    try {
      waiting.forEach((tenant, own) -> counts.put(tenant, own.size()));
      left = waiting.values().stream().flatMap(Deque::stream).toList();
      waiting.clear();
      size = 0;
    } finally {
      lock.unlock();
    }
    CallFailedException closed =
        new CallFailedException(FailureCode.UNAVAILABLE, "the audit log was closed");
    left.forEach(entry -> entry.sequence().completeExceptionally(closed));
    return counts;
  }
}
