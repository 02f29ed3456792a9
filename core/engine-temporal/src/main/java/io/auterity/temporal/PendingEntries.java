package io.auterity.temporal;

import io.auterity.workflow.journal.JournalEntry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Entries on their way from an execution to the database, both of this process: so what they hold
 * is no part of the history.
 */
final class PendingEntries implements AutoCloseable {

  private final AtomicLong last = new AtomicLong();
  private final Map<Long, JournalEntry> entries = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Puts an entry; its number. */
  long put(JournalEntry entry) {
    long number = last.incrementAndGet();
    entries.put(number, entry);
    if (closed) {
      entries.clear();
    }
    return number;
  }

  /** Null when the execution that has put it is gone, or nothing is recorded here any more. */
  @Nullable JournalEntry get(long number) {
    return entries.get(number);
  }

  void remove(long number) {
    entries.remove(number);
  }

  /** Nothing is recorded any more: others carry on the runs. */
  @Override
  public void close() {
    closed = true;
    entries.clear();
  }
}
