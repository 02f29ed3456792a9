package io.auterity.workflow.trigger;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins noted runs, one after the other, fires schedules and polls what is due, some at once, as
 * long as this process carries runs.
 */
public final class TriggerLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerLoop.class);
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final TriggerParts parts;
  private final TriggerStarts starts;
  private final PollsUnderWay polls;
  private final Semaphore noted = new Semaphore(0);
  private final Semaphore polled = new Semaphore(0);
  private final Semaphore fired = new Semaphore(0);
  private final Thread starting;
  private final Thread polling;
  private final Thread firing;
  private volatile boolean closing;

  public TriggerLoop(TriggerParts parts) {
    this.parts = parts;
    this.starts = new TriggerStarts(parts);
    this.polls = new PollsUnderWay(new TriggerPolls(parts), this::ended);
    this.starting = turns("trigger-starts", starts::runOnce, noted);
    this.polling = turns("trigger-polls", polls::beginOne, polled);
    TriggerSchedules schedules = new TriggerSchedules(parts, this::noted);
    this.firing = turns("trigger-schedules", schedules::runOnce, fired);
  }

  public void run() {
    starting.start();
    polling.start();
    firing.start();
  }

  /** Says that runs are to begin. */
  public void noted() {
    noted.release();
  }

  private void ended() {
    polled.release();
    noted();
  }

  private Thread turns(String name, BooleanSupplier turn, Semaphore signal) {
    return Thread.ofVirtual().name(name).unstarted(() -> turns(turn, signal));
  }

  private void turns(BooleanSupplier turn, Semaphore signal) {
    try {
      while (!closing) {
        signal.drainPermits();
        if (!(parts.runner().open() && worked(turn))) {
          signal.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean worked(BooleanSupplier turn) {
    try {
      return turn.getAsBoolean();
    } catch (RuntimeException e) {
      LOG.warn("Triggers wait for their next turn: {}", e.getMessage());
      return false;
    } catch (Error e) {
      LOG.error("Triggers wait for their next turn", e);
      return false;
    }
  }

  /** Stops; what is under way is taken up by another process, or after the next start. */
  @Override
  public void close() {
    closing = true;
    starts.close();
    noted.release();
    polled.release();
    fired.release();
    try {
      ended(polling);
      ended(firing);
      polls.close();
      if (!ended(starting)) {
        starting.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end of a loop, which may not have begun. */
  private static boolean ended(Thread loop) throws InterruptedException {
    return loop.getState() == Thread.State.NEW || loop.join(STOP_LIMIT);
  }
}
