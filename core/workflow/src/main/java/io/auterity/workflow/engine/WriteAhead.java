package io.auterity.workflow.engine;

import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.StepResults;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead log of a run: its events on their way into the journal, and the actions that are
 * held back until they are durable. An action waits for its event and all before it. The journal
 * acknowledges entries in their order. Confined to the run's owner.
 */
final class WriteAhead {

  private static final Logger LOG = LoggerFactory.getLogger(WriteAhead.class);
  private static final int ROWS_AT_ONCE = 500;
  private static final long BYTES_AT_ONCE = 4L << 20;

  private final RunBirth birth;
  private final Consumer<JournalEntry> journal;
  private final List<EventRow> rows = new ArrayList<>();
  private final List<InboxMessage.Taken> taken = new ArrayList<>();
  private final List<ApprovalRow> approvals = new ArrayList<>();
  private final List<AfterCommit> actions = new ArrayList<>();
  private final Deque<Entry> unacknowledged = new ArrayDeque<>();

  /** Number of rows before those of a message whose mark is still to be added; -1 for none. */
  private int wholeUpTo = -1;

  private int seq;
  private int durableSeq;
  private long bytes;

  /**
   * An entry that was handed over.
   *
   * @param seq number of the last event up to its end
   * @param held what is done once it is durable
   */
  private record Entry(int seq, List<AfterCommit> held) {}

  /**
   * Nothing yet of a run as it was read.
   *
   * @param seq number of its last event
   * @param journal takes entries, or throws
   */
  WriteAhead(RunBirth birth, int seq, Consumer<JournalEntry> journal) {
    this.birth = birth;
    this.seq = seq;
    this.durableSeq = seq;
    this.journal = journal;
  }

  /** Takes an event; gives it as it is kept, which is a failure where it is too large. */
  RunEvent add(RunEvent event, @Nullable Instant began, @Nullable UUID decision, Instant now) {
    RunEvent kept = StepResults.fitting(event);
    EventRow row = EventCodec.write(new RecordedEvent(++seq, kept, began, decision, now));
    if (row.payload().size() > StepResults.MAX_PAYLOAD) {
      kept = StepResults.tooLarge(kept, row.payload().size());
      row = EventCodec.write(new RecordedEvent(seq, kept, began, decision, now));
    }
    rows.add(row);
    bytes += row.payload().size();
    return kept;
  }

  /**
   * Begins the events of a message: they are written with the mark of the message, or not at all.
   */
  void beginMessage() {
    wholeUpTo = rows.size();
  }

  /** Ends the events of a message, by its mark. */
  void endMessage(InboxMessage.Taken mark) {
    taken.add(mark);
    wholeUpTo = -1;
  }

  /** Takes rows of approvals, which change with the events before. */
  void addApprovals(List<ApprovalRow> changed) {
    approvals.addAll(changed);
  }

  /** Number of the last event. */
  int seq() {
    return seq;
  }

  /** Number of the last event that is known to be durable. */
  int durableSeq() {
    return durableSeq;
  }

  /** Has something done once all that was added is durable. */
  void then(AfterCommit action) {
    actions.add(action);
  }

  /** Whether it is time to {@link #flush}. */
  boolean full() {
    return rows.size() >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE;
  }

  /** Whether all that was flushed is durable. */
  boolean durable() {
    return unacknowledged.isEmpty();
  }

  /**
   * Has written what was added.
   *
   * @return what may be done now, as nothing has to be written before it
   */
  List<AfterCommit> flush(@Nullable RunHead head) {
    List<AfterCommit> next = new ArrayList<>(actions);
    actions.clear();
    boolean ownRows =
        !rows.isEmpty()
            || !taken.isEmpty()
            || !approvals.isEmpty()
            || (head != null && head.phase().over());
    boolean free = !ownRows && unacknowledged.isEmpty();
    if (!ownRows && !free) {
      unacknowledged.getLast().held().addAll(next);
    }
    if (ownRows || head != null) {
      handOver(head, ownRows ? next : new ArrayList<>());
    }
    return free ? next : List.of();
  }

  private void handOver(@Nullable RunHead head, List<AfterCommit> next) {
    JournalEntry entry = JournalEntry.of(birth, rows, head, taken, approvals);
    rows.clear();
    taken.clear();
    approvals.clear();
    bytes = 0;
    unacknowledged.add(new Entry(seq, next));
    boolean accepted = false;
    try {
      journal.accept(entry);
      accepted = true;
    } finally {
      if (!accepted) {
        unacknowledged.removeLast();
      }
    }
  }

  /** What may be done as the oldest entry is durable. */
  List<AfterCommit> committed() {
    Entry oldest = unacknowledged.remove();
    durableSeq = oldest.seq();
    return oldest.held();
  }

  /** The oldest entry never will be durable: nothing of what it held back is done. */
  void refused() {
    unacknowledged.remove();
  }

  /** Does nothing more of what was held back, and forgets what has not been flushed. */
  void drop() {
    actions.clear();
    rows.clear();
    taken.clear();
    approvals.clear();
  }

  /**
   * The same, but for what has happened: what follows from it, the next owner finds out.
   *
   * @param head what the row has to say with it
   */
  void dropWhatFollows(Supplier<@Nullable RunHead> head) {
    actions.clear();
    if (wholeUpTo >= 0) {
      rows.subList(wholeUpTo, rows.size()).clear();
    }
    if (!rows.isEmpty() || !taken.isEmpty()) {
      try {
        handOver(head.get(), new ArrayList<>());
      } catch (Error e) {
        LOG.error("What has happened in the run {} is found out again.", birth.id(), e);
      }
    }
    rows.clear();
    taken.clear();
  }
}
