package io.auterity.bench.journal;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.platform.call.Invocation.Parent;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The moments at which calls of one step begin. */
final class CallClock implements Consumer<Parent> {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final String step;
  private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();

  /**
   * None yet.
   *
   * @param step its id, or the end of its key where it stands within another
   */
  CallClock(String step) {
    this.step = step;
  }

  @Override
  public void accept(Parent call) {
    if (call.step().endsWith(step)) {
      begun.add(System.nanoTime());
    }
  }

  /** Waits for the next one; its moment in nanoseconds. */
  long next() {
    try {
      Long moment = begun.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (moment == null) {
        throw new VoidRunException("no call of the step '%s' began in time".formatted(step));
      }
      return moment;
    } catch (InterruptedException e) {
      throw new VoidRunException("interrupted");
    }
  }
}
