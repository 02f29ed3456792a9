package io.auterity.relay.road;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops notes of writes after a week, when no step that made one can still be running. */
public final class DispatchExpiry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DispatchExpiry.class);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration PERIOD = Duration.ofHours(1);

  private final Dispatches dispatches;
  private final Time time;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("dispatches").unstarted(this::run);

  public DispatchExpiry(Dispatches dispatches, Time time) {
    this.dispatches = dispatches;
    this.time = time;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        attempt();
      } while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      dispatches.forgetBefore(time.now().minus(KEPT));
    } catch (CallFailedException e) {
      LOG.warn("Notes of writes are dropped at the next turn: {}", e.failure().message());
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
