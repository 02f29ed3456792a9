package io.auterity.relay.road;

import io.auterity.platform.time.Time;
import io.auterity.relay.attempt.Event;
import org.jspecify.annotations.Nullable;

/** Whether a call is to stop, because its caller has gone or its time is over. From any thread. */
final class Stopping {

  private final Time time;
  private volatile boolean gone;
  private volatile boolean late;

  Stopping(Time time) {
    this.time = time;
  }

  void callerGone() {
    gone = true;
  }

  void timeIsOver() {
    late = true;
  }

  boolean asked() {
    return gone || late;
  }

  /** Whether its caller has gone. */
  boolean gone() {
    return gone;
  }

  /** Whether only time has stopped it. */
  boolean onlyLate() {
    return late && !gone;
  }

  /** What to tell the machine; null while the call may go on. */
  @Nullable Event event() {
    if (gone) {
      return new Event.CallerGone(time.nanos());
    }
    return late ? new Event.Timer(Event.Timer.Kind.DEADLINE, time.nanos()) : null;
  }

  /** This event, unless the call is to stop. */
  Event or(Event event) {
    Event stop = event();
    return stop == null ? event : stop;
  }
}
