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
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final CountDownLatch closing = new CountDownLatch(1);

  public LedgerReviews(Ledger ledger) {
    this.ledger = ledger;
  }

  public void start() {
    Thread.ofPlatform().daemon().name("ledger").start(this::run);
  }

  private void run() {
    try {
      while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
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

  @Override
  public void close() {
    closing.countDown();
  }
}
