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
final class PendingEntries {

  private final AtomicLong last = new AtomicLong();
  private final Map<Long, JournalEntry> entries = new ConcurrentHashMap<>();

  /** Puts an entry; its number. */
  long put(JournalEntry entry) {
    long number = last.incrementAndGet();
    entries.put(number, entry);
    return number;
  }

  @Nullable JournalEntry get(long number) {
    return entries.get(number);
  }

  void remove(long number) {
    entries.remove(number);
  }
}
