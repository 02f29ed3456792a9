package io.auterity.workflow.writer;

import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/** Entries that are written with one commit. */
final class Batch {

  private static final int MAX_ROWS = 2_000;
  private static final long MAX_BYTES = 4L << 20;

  private final List<Pending> pending = new ArrayList<>();
  private int rows;
  private long bytes;

  /** An entry and who waits for it. */
  record Pending(JournalEntry entry, Journal.Receipt receipt) {}

  /** Takes the first and what stands behind it, as long as there is room. */
  static Batch of(Pending first, Queue<Pending> queue) {
    Batch batch = new Batch();
    batch.add(first);
    Pending next = batch.full() ? null : queue.poll();
    while (next != null) {
      batch.add(next);
      next = batch.full() ? null : queue.poll();
    }
    return batch;
  }

  /** A batch of one entry each. */
  List<Batch> apart() {
    return pending.stream()
        .map(
            one -> {
              Batch batch = new Batch();
              batch.add(one);
              return batch;
            })
        .toList();
  }

  private void add(Pending one) {
    pending.add(one);
    rows += 1 + one.entry().events().size();
    one.entry().events().forEach(event -> bytes += event.payload().size());
    RunBirth birth = one.entry().birth();
    bytes += birth == null ? 0 : birth.input().size();
  }

  private boolean full() {
    return rows >= MAX_ROWS || bytes >= MAX_BYTES;
  }

  int size() {
    return pending.size();
  }

  /** Whether no run's row is made or changed. */
  boolean onlyEvents() {
    return pending.stream()
        .map(Pending::entry)
        .allMatch(entry -> entry.birth() == null && entry.head() == null);
  }

  List<JournalEntry> entries() {
    return pending.stream().map(Pending::entry).toList();
  }

  /** The last change of each run's row. */
  Collection<RunHead> heads() {
    Map<UUID, RunHead> heads = new LinkedHashMap<>();
    for (Pending one : pending) {
      RunHead head = one.entry().head();
      if (head != null) {
        heads.merge(head.run(), head, (earlier, later) -> later.after(earlier));
      }
    }
    return heads.values();
  }

  /** Takes out the entries of runs that others have written to, and tells who waits for them. */
  void lose(Set<UUID> runs) {
    List<Pending> lost = pending.stream().filter(one -> runs.contains(one.entry().run())).toList();
    pending.removeAll(lost);
    lost.forEach(one -> one.receipt().lost());
  }

  void committed() {
    pending.forEach(one -> one.receipt().committed());
  }

  void refused() {
    pending.forEach(one -> one.receipt().refused());
  }

  void lost() {
    pending.forEach(one -> one.receipt().lost());
  }
}
