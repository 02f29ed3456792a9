package io.auterity.workflow.trigger;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins noted runs and polls what is due, one after the other, in a process that carries runs. */
public final class TriggerLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerLoop.class);
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final TriggerStarts starts;
  private final TriggerPolls polls;
  private final Semaphore work = new Semaphore(0);
  private final Thread starting = Thread.ofVirtual().name("trigger-starts").unstarted(this::start);
  private final Thread polling = Thread.ofVirtual().name("trigger-polls").unstarted(this::poll);
  private volatile boolean closing;

  /** Work that may be there. */
  private interface Turn {
    boolean runOnce();
  }

  public TriggerLoop(TriggerParts parts) {
    this.starts = new TriggerStarts(parts);
    this.polls = new TriggerPolls(parts);
  }

  public void run() {
    starting.start();
    polling.start();
  }

  /** Says that runs are to begin. */
  public void noted() {
    work.release();
  }

  private void start() {
    turns(
        () -> {
          boolean some = starts.runOnce();
          work.drainPermits();
          return some;
        },
        work);
  }

  private void poll() {
    turns(
        () -> {
          boolean some = polls.runOnce();
          if (some) {
            noted();
          }
          return some;
        },
        new Semaphore(0));
  }

  private void turns(Turn turn, Semaphore signal) {
    while (!closing) {
      try {
        if (!worked(turn)) {
          signal.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static boolean worked(Turn turn) {
    try {
      return turn.runOnce();
    } catch (RuntimeException e) {
      LOG.warn("Triggers wait for their next turn: {}", e.getMessage());
      return false;
    }
  }

  /** Stops; what is under way is taken up by another process, or after the next start. */
  @Override
  public void close() {
    closing = true;
    starting.interrupt();
    polling.interrupt();
    try {
      starting.join(STOP_LIMIT);
      polling.join(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
