package io.auterity.workflow.journal;

import io.auterity.workflow.decider.Event;

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
  CANCEL_REQUESTED(11);

  private final int number;

  EventKind(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  static EventKind of(Event event) {
    return switch (event) {
      case Event.Completed e -> COMPLETED;
      case Event.Failed e -> FAILED;
      case Event.Chosen e -> CHOSEN;
      case Event.Expanded e -> EXPANDED;
      case Event.Dispatched e -> DISPATCHED;
      case Event.Retrying e -> RETRYING;
      case Event.TimerSet e -> TIMER_SET;
      case Event.TimerFired e -> TIMER_FIRED;
      case Event.InDoubt e -> IN_DOUBT;
      case Event.Repeated e -> REPEATED;
      case Event.CancelRequested e -> CANCEL_REQUESTED;
      case Event.ItemDue e -> throw new IllegalArgumentException("volatile: " + e);
    };
  }

  static EventKind of(int number) {
    for (EventKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new IllegalArgumentException("the journal holds an event of unknown kind " + number);
  }
}
