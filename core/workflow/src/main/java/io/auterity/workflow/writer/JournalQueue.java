package io.auterity.workflow.writer;

import io.auterity.workflow.writer.Batch.Pending;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Entries that wait for a writer, in their order; bounded in number and in bytes. */
final class JournalQueue {

  private static final int ENTRIES = 8_192;
  private static final long BYTES = 64L << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final Deque<Pending> entries = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  /** Adds at the end; waits while there is no room. False when the queue is closed. */
  boolean put(Pending entry) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !fits(entry)) {
        emptied.await();
      }
      if (!closed) {
        entries.add(entry);
        bytes += entry.bytes();
        filled.signal();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  // One that is larger than all room goes alone.
  private boolean fits(Pending entry) {
    return entries.isEmpty() || (entries.size() < ENTRIES && bytes + entry.bytes() <= BYTES);
  }

  /** The first; null when there is none until the time is up. */
  @Nullable Pending poll(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = atMost.toNanos();
      while (entries.isEmpty() && nanos > 0) {
        nanos = filled.awaitNanos(nanos);
      }
      return removeFirst();
    } finally {
      lock.unlock();
    }
  }

  /** The first, if it has at most that many bytes; null otherwise. */
  @Nullable Pending pollUpTo(long most) {
    lock.lock();
    try {
      Pending first = entries.peek();
      return first == null || first.bytes() > most ? null : removeFirst();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Pending removeFirst() {
    Pending first = entries.poll();
    if (first != null) {
      bytes -= first.bytes();
      emptied.signalAll();
    }
    return first;
  }

  /** Takes nothing more. Returns what is there. */
  List<Pending> close() {
    lock.lock();
    try {
      closed = true;
      List<Pending> left = List.copyOf(entries);
      entries.clear();
      bytes = 0;
      emptied.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }
}
