package io.auterity.workflow.journal;

import io.auterity.platform.outbox.CloudEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry: what one run writes at one time; all of it or nothing becomes durable.
 *
 * @param birth the run's row, when it is accepted with this entry
 * @param phase with which the run's row begins
 * @param head what changes in the run's row
 * @param taken messages that the run takes with these events
 * @param approvals rows of approvals that change with these events
 * @param completed tells others of the end of the run, when it ends with this entry
 * @param child whether a step of another run waits for that end
 */
public record JournalEntry(
    UUID run,
    UUID tenant,
    LocalDate born,
    @Nullable RunBirth birth,
    RunPhase phase,
    List<EventRow> events,
    @Nullable RunHead head,
    List<InboxMessage.Taken> taken,
    List<ApprovalRow> approvals,
    @Nullable CloudEvent completed,
    boolean child) {

  public JournalEntry {
    events = List.copyOf(events);
    taken = List.copyOf(taken);
    approvals = List.copyOf(approvals);
  }

  /** About how much the entry takes. */
  public long bytes() {
    long bytes = birth == null ? 0 : birth.input().size();
    for (EventRow event : events) {
      bytes += event.payload().size();
    }
    return head == null ? bytes : bytes + head.bytes();
  }

  /** The acceptance of a run, which begins at once or waits for room. */
  public static JournalEntry of(RunBirth birth, RunPhase phase) {
    return new JournalEntry(
        birth.id(),
        birth.scope().tenant(),
        birth.born(),
        birth,
        phase,
        List.of(),
        null,
        List.of(),
        List.of(),
        null,
        false);
  }

  /** The acceptance of a run that waits for room, whose journal begins with what another did. */
  public static JournalEntry of(RunBirth birth, List<EventRow> events) {
    return new JournalEntry(
        birth.id(),
        birth.scope().tenant(),
        birth.born(),
        birth,
        RunPhase.QUEUED,
        events,
        null,
        List.of(),
        List.of(),
        null,
        false);
  }

  /** What has happened in a run. */
  public static JournalEntry of(RunBirth run, List<EventRow> events, @Nullable RunHead head) {
    return of(run, events, head, List.of(), List.of());
  }

  /** What has happened in a run, partly by messages that it takes, and to approvals. */
  public static JournalEntry of(
      RunBirth run,
      List<EventRow> events,
      @Nullable RunHead head,
      List<InboxMessage.Taken> taken,
      List<ApprovalRow> approvals) {
    RunHead end = head != null && head.phase().over() ? head : null;
    return new JournalEntry(
        run.id(),
        run.scope().tenant(),
        run.born(),
        null,
        RunPhase.RUNNING,
        events,
        head,
        taken,
        approvals,
        end == null ? null : RunCompleted.of(run, end),
        end != null && run.parent() != null);
  }
}
