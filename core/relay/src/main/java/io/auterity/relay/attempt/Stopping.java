package io.auterity.relay.attempt;

import io.auterity.platform.time.Time;
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
  @Nullable AttemptEvent event() {
    if (gone) {
      return new AttemptEvent.CallerGone(time.nanos());
    }
    return late ? new AttemptEvent.Timer(AttemptEvent.Timer.Kind.DEADLINE, time.nanos()) : null;
  }

  /** This event, unless the call is to stop. */
  AttemptEvent or(AttemptEvent event) {
    AttemptEvent stop = event();
    return stop == null ? event : stop;
  }
}
