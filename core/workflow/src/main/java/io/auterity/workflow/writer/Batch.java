package io.auterity.workflow.writer;

import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunHead;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Entries that are written with one commit. */
final class Batch {

  private static final int MAX_ROWS = 2_000;
  private static final long MAX_BYTES = 4L << 20;

  private final Deque<Pending> pending = new ArrayDeque<>();
  private int rows;
  private long bytes;

  /** An entry and who waits for it. */
  record Pending(JournalEntry entry, Journal.Receipt receipt) {

    long bytes() {
      return entry.bytes();
    }
  }

  /** Takes the first and what stands behind it, as long as there is room. */
  static Batch of(Pending first, JournalQueue queue) {
    Batch batch = new Batch();
    Pending next = first;
    while (next != null) {
      batch.add(next);
      next = batch.rows >= MAX_ROWS ? null : queue.pollUpTo(MAX_BYTES - batch.bytes);
    }
    return batch;
  }

  /** A batch of one entry each. */
  List<Batch> apart() {
    return pending.stream().map(one -> of(List.of(one))).toList();
  }

  /** Two batches, one after the other. */
  List<Batch> halves() {
    int middle = pending.size() / 2;
    List<Pending> all = List.copyOf(pending);
    return List.of(of(all.subList(0, middle)), of(all.subList(middle, all.size())));
  }

  private static Batch of(List<Pending> entries) {
    Batch batch = new Batch();
    entries.forEach(batch::add);
    return batch;
  }

  private void add(Pending one) {
    pending.add(one);
    rows +=
        1
            + one.entry().events().size()
            + one.entry().taken().size()
            + one.entry().approvals().size();
    bytes += one.bytes();
  }

  int size() {
    return pending.size();
  }

  /** The days whose partitions hold the events. */
  Set<LocalDate> days() {
    return pending.stream().map(one -> one.entry().born()).collect(Collectors.toSet());
  }

  /** Takes out the entries of those to whom one was denied before: a run has no gaps. */
  void leaveOut(FailedAppends denied) {
    List<Pending> out = pending.stream().filter(one -> denied.concerns(one.receipt())).toList();
    pending.removeAll(out);
    out.forEach(one -> denied.tell(one.receipt()));
  }

  /** Whether no run's row is made or changed, and no message taken, no approval changed. */
  boolean onlyEvents() {
    return pending.stream()
        .map(Pending::entry)
        .allMatch(
            entry ->
                entry.birth() == null
                    && entry.head() == null
                    && entry.taken().isEmpty()
                    && entry.approvals().isEmpty());
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
  void lose(Set<UUID> runs, FailedAppends denied) {
    List<Pending> lost = pending.stream().filter(one -> runs.contains(one.entry().run())).toList();
    pending.removeAll(lost);
    lost.forEach(one -> denied.lose(one.receipt()));
  }

  void committed() {
    told(Journal.Receipt::committed);
  }

  void refused(FailedAppends denied) {
    told(denied::refuse);
  }

  void lost() {
    told(Journal.Receipt::lost);
  }

  // Each is told once, whatever happens meanwhile.
  private void told(Consumer<Journal.Receipt> telling) {
    while (!pending.isEmpty()) {
      telling.accept(pending.removeFirst().receipt());
    }
  }
}
