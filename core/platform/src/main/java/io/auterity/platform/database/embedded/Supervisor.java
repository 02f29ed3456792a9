package io.auterity.platform.database.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one PostgreSQL running until it is told to stop. It lives on a platform thread of its own,
 * because the kernel ties the child's death signal to the thread that forked it.
 */
final class Supervisor {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int PREDECESSOR_ATTEMPTS = 40;

  private final Supplier<PostgresProcess> launch;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
  private final Thread thread;
  private volatile @Nullable PostgresProcess current;
  private volatile @Nullable String problem;
  private final AtomicInteger restarts = new AtomicInteger();

  Supervisor(Supplier<PostgresProcess> launch) {
    this.launch = launch;
    this.thread = Thread.ofPlatform().name("postgres-supervisor").daemon().unstarted(this::run);
  }

  /** Starts PostgreSQL and waits until it answers. */
  void start() {
    thread.start();
    try {
      firstReady.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EmbeddedPostgresException known ? known : e;
    }
  }

  /** Stops PostgreSQL and waits for its end. */
  void stop() {
    stopping.countDown();
    PostgresProcess process = current;
    if (process != null) {
      process.stop();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why PostgreSQL does not answer now; empty while it runs. */
  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  int restarts() {
    return restarts.get();
  }

  Optional<Long> pid() {
    return Optional.ofNullable(current).map(PostgresProcess::pid);
  }

  private void run() {
    try {
      launchOnce();
      firstReady.complete(null);
      while (awaitEnd()) {
        relaunch();
      }
    } catch (RuntimeException e) {
      firstReady.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end of the process; false when that was asked for. */
  private boolean awaitEnd() throws InterruptedException {
    PostgresProcess process = current;
    int code = process == null ? 0 : process.awaitEnd();
    if (stopping.getCount() == 0) {
      return false;
    }
    problem = "PostgreSQL ended with code " + code + " and is being restarted.";
    LOG.warn("PostgreSQL ended with code {}; restarting it.", code);
    return true;
  }

  private void relaunch() throws InterruptedException {
    Duration pause = SHORTEST_PAUSE;
    while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        launchOnce();
        restarts.incrementAndGet();
        LOG.info("PostgreSQL runs again.");
        return;
      } catch (RuntimeException e) {
        problem = String.valueOf(e.getMessage());
        LOG.error("PostgreSQL does not start.", e);
        pause = longer(pause);
      }
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /** Launches until no process of a killed predecessor is in the way. */
  private void launchOnce() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      PostgresProcess process = launch.get();
      current = process;
      if (stopping.getCount() == 0) {
        process.stop();
        return;
      }
      try {
        process.awaitReady();
        problem = null;
        return;
      } catch (EmbeddedPostgresException e) {
        if (attempt == PREDECESSOR_ATTEMPTS || !process.metPredecessor()) {
          throw e;
        }
      }
      if (stopping.await(SHORTEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }
}
