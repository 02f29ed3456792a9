package io.auterity.relay.ledger;

import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reviews a ledger every few seconds, and tells other servers of it each second. */
public final class LedgerReviews implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerReviews.class);

  /** Between two reviews. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final Thread beats;

  public LedgerReviews(Ledger ledger) {
    this(ledger, PAUSE);
  }

  LedgerReviews(Ledger ledger, Duration pause) {
    this.ledger = ledger;
    this.thread = every("ledger", pause, this::review);
    this.beats = every("ledger beats", BEAT, this::beat);
  }

  /** Begins with a beat, without which no call that has a rate is admitted. */
  public void start() {
    beat();
    thread.start();
    beats.start();
  }

  private Thread every(String name, Duration pause, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).unstarted(() -> run(pause, work));
  }

  private void run(Duration pause, Runnable work) {
    try {
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        work.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      ledger.beat();
    } catch (CallFailedException e) {
      LOG.debug("Other servers hear later what is used: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Other servers were not told what is used of rates", e);
    }
  }

  private void review() {
    try {
      ledger.review();
    } catch (CallFailedException e) {
      LOG.debug("What is used is told later: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("The ledger was not reviewed", e);
    }
  }

  /** Waits a while for a review that is under way, so that none follows the end of the ledger. */
  @Override
  public void close() {
    closing.countDown();
    try {
      for (Thread one : List.of(thread, beats)) {
        if (one.isAlive() && !one.join(LONGEST_CLOSING)) {
          LOG.warn("What {} does is still under way", one.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
