package io.auterity.platform.provider.call;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderWork;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one generation of a provider; none is there while nobody asks for one. */
final class ProviderThreads implements ProviderWork, AutoCloseable {

  static final int MOST = 4;
  static final int WAITING = 64;

  private static final Logger LOG = LoggerFactory.getLogger(ProviderThreads.class);
  private static final Duration KEPT = Duration.ofSeconds(10);

  /** How long interrupted work may take to notice. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final String provider;
  private final ThreadPoolExecutor threads;

  ProviderThreads(String provider) {
    this.provider = provider;
    threads =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            KEPT.toSeconds(),
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("provider-" + provider + "-", 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public <T> Future<T> begin(Callable<T> work, Call call) {
    if (call.cancelled()) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    FutureTask<T> task = new FutureTask<>(work);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw refused();
    }
    call.onCancel(() -> task.cancel(true));
    return task;
  }

  private CallFailedException refused() {
    return threads.isShutdown()
        ? new CallFailedException(
            FailureCode.UNAVAILABLE, "provider %s is being closed".formatted(provider))
        : new CallFailedException(
            FailureCode.SATURATED,
            "provider %s: %d pieces of work wait already".formatted(provider, WAITING));
  }

  /** Interrupts what runs, and cancels what waits. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(task -> ((Future<?>) task).cancel(false));
    try {
      if (!threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("provider {}: work that is interrupted does not end", provider);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
