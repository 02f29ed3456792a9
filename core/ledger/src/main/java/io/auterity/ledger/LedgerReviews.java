package io.auterity.ledger;

import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reviews a ledger every few seconds, and tells other servers of it each second; that this one
 * lives is told by a thread of its own, which waits for no tenant's.
 */
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
  private final Thread seat;
  private boolean untold;

  public LedgerReviews(Ledger ledger) {
    this(ledger, PAUSE);
  }

  LedgerReviews(Ledger ledger, Duration pause) {
    this.ledger = ledger;
    this.thread = every("ledger", pause, this::review);
    this.beats = every("ledger beats", BEAT, this::beat);
    this.seat = every("ledger seat", BEAT, this::renewSeat);
  }

  /** Begins with a beat, without which no call that has a rate is admitted. */
  public void start() {
    beat();
    thread.start();
    beats.start();
    seat.start();
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
      if (untold) {
        LOG.info("Other servers are told again what is used of rates.");
      }
      untold = false;
    } catch (CallFailedException e) {
      // The first of several says it.
      LOG.atLevel(untold ? Level.DEBUG : Level.WARN)
          .log("Other servers hear later what is used of rates: {}", e.getMessage());
      untold = true;
    } catch (RuntimeException e) {
      LOG.error("Other servers were not told what is used of rates", e);
    }
  }

  private void renewSeat() {
    try {
      ledger.renewSeat();
    } catch (CallFailedException e) {
      LOG.debug("Other servers hear later that this one lives: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Other servers were not told that this one lives", e);
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
      for (Thread one : List.of(thread, beats, seat)) {
        if (one.isAlive() && !one.join(LONGEST_CLOSING)) {
          LOG.warn("What {} does is still under way", one.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
