package io.auterity.workflow.journal;

import io.auterity.workflow.decider.RunEvent;

/** Numbers of events in rows; a number is never used for anything else. */
public enum EventKind {
  COMPLETED(1),
  FAILED(2),
  CHOSEN(3),
  EXPANDED(4),
  DISPATCHED(5),
  RETRYING(6),
  TIMER_SET(7),
  TIMER_FIRED(8),
  IN_DOUBT(9),
  REPEATED(10),
  CANCEL_REQUESTED(11),
  ABANDONED(12),
  UNSENT(13),
  SKIPPED(14),
  REPAIRED(15),
  ITEM_DUE(16),
  DELIVERED(17),
  ASKED(18),
  ROUNDED(19),
  CHILD_BEGUN(20),
  HANDLED(21),
  TIMED_OUT(22),
  PAUSED(23),
  RESUMED(24),
  REOPENED(25);

  private final int number;

  EventKind(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The kind of an event. */
  public static EventKind of(RunEvent event) {
    return switch (event) {
      case RunEvent.Completed e -> COMPLETED;
      case RunEvent.Failed e -> FAILED;
      case RunEvent.Chosen e -> CHOSEN;
      case RunEvent.Expanded e -> EXPANDED;
      case RunEvent.Dispatched e -> DISPATCHED;
      case RunEvent.Retrying e -> RETRYING;
      case RunEvent.TimerSet e -> TIMER_SET;
      case RunEvent.TimerFired e -> TIMER_FIRED;
      case RunEvent.InDoubt e -> IN_DOUBT;
      case RunEvent.Repeated e -> REPEATED;
      case RunEvent.CancelRequested e -> CANCEL_REQUESTED;
      case RunEvent.Abandoned e -> ABANDONED;
      case RunEvent.Unsent e -> UNSENT;
      case RunEvent.Skipped e -> SKIPPED;
      case RunEvent.Repaired e -> REPAIRED;
      case RunEvent.ItemDue e -> ITEM_DUE;
      case RunEvent.Delivered e -> DELIVERED;
      case RunEvent.Rounded e -> ROUNDED;
      case RunEvent.ChildBegun e -> CHILD_BEGUN;
      case RunEvent.Handled e -> HANDLED;
      case RunEvent.Asked e -> ASKED;
      case RunEvent.TimedOut e -> TIMED_OUT;
      case RunEvent.Paused e -> PAUSED;
      case RunEvent.Resumed e -> RESUMED;
      case RunEvent.Reopened e -> REOPENED;
    };
  }

  /** The kind of that number, as rows have it. */
  public static EventKind of(int number) {
    for (EventKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new IllegalArgumentException("the journal holds an event of unknown kind " + number);
  }
}
