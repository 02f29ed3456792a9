package io.auterity.workflow.trigger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins noted runs, one after the other, and polls what is due, some at once, in a process that
 * carries runs.
 */
public final class TriggerLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TriggerLoop.class);
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  /** So many vendors may be slow before the polls of others wait. */
  private static final int POLLS_AT_ONCE = 8;

  private final TriggerStarts starts;
  private final TriggerPolls polls;
  private final Semaphore work = new Semaphore(0);
  private final Thread starting = Thread.ofVirtual().name("trigger-starts").unstarted(this::start);
  private final List<Thread> polling =
      Stream.generate(() -> Thread.ofVirtual().name("trigger-polls").unstarted(this::poll))
          .limit(POLLS_AT_ONCE)
          .toList();
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
    polling.forEach(Thread::start);
  }

  /** Says that runs are to begin. */
  public void noted() {
    work.release();
  }

  private void start() {
    turns(
        () -> {
          work.drainPermits();
          return starts.runOnce();
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
    polling.forEach(Thread::interrupt);
    try {
      starting.join(STOP_LIMIT);
      for (Thread each : polling) {
        each.join(STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
