package io.auterity.relay.ledger;

import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reviews a ledger every few seconds, on a thread of its own. */
public final class LedgerReviews implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerReviews.class);

  /** Between two reviews. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Duration pause;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("ledger").unstarted(this::run);

  public LedgerReviews(Ledger ledger) {
    this(ledger, PAUSE);
  }

  LedgerReviews(Ledger ledger, Duration pause) {
    this.ledger = ledger;
    this.pause = pause;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        review();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
      if (thread.isAlive() && !thread.join(LONGEST_CLOSING)) {
        LOG.warn("A review of the ledger is still under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
