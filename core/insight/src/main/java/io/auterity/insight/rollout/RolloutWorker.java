package io.auterity.insight.rollout;

import io.auterity.relay.route.Routes;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the rollouts in force each second, and at once where something is heard or found, on a
 * thread of its own.
 */
public final class RolloutWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RolloutWorker.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(10);

  private final Rollouts rollouts;
  private final Routes routes;
  private final Thread thread = Thread.ofPlatform().daemon().name("rollouts").unstarted(this::run);
  private volatile boolean closing;

  public RolloutWorker(Rollouts rollouts, Routes routes) {
    this.rollouts = rollouts;
    this.routes = routes;
  }

  /** Looks once before it returns, so that the first calls find where rollouts stand. */
  public void start() {
    rollouts.look(routes.rolling());
    thread.start();
  }

  private void run() {
    try {
      while (!closing) {
        rollouts.awaitNews(PAUSE);
        rollouts.look(routes.rolling());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks a last time, so that what was counted until now is kept. */
  @Override
  public void close() {
    closing = true;
    rollouts.changesMissed();
    try {
      if (thread.isAlive() && !thread.join(LONGEST_CLOSING)) {
        LOG.warn("What rollouts have counted last is not kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
