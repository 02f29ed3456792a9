package io.auterity.testkit;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderWork;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of a provider as a host has them: four, and 64 pieces of work that wait. They go by
 * themselves when nothing is left to do, or with {@link #close}. Places of a plugin are shared with
 * none: all but the one that a host keeps for others.
 */
public final class FakeWork implements ProviderWork, AutoCloseable {

  private static final int MOST = 4;
  private static final int WAITING = 64;
  private static final long LOOK_MILLIS = 50;

  private final Map<Integer, Semaphore> places = new ConcurrentHashMap<>();

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST,
          MOST,
          1,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().name("provider-under-test-", 1).daemon().factory());

  public FakeWork() {
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public <T> Future<T> begin(Callable<T> work, Call call) {
    if (call.cancelled()) {
      throw new CallFailedException(FailureCode.CANCELLED, "the call is over");
    }
    FutureTask<T> task = new FutureTask<>(work);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw refused();
    }
    call.onCancel(
        () -> {
          task.cancel(true);
          threads.remove(task);
        });
    return task;
  }

  @Override
  public Place place(int count, Call call) {
    Semaphore all =
        places.computeIfAbsent(count, many -> new Semaphore(Math.max(1, many - 1), true));
    try {
      while (!all.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (call.cancelled()) {
          throw new CallFailedException(FailureCode.CANCELLED, "the call is over");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    }
    return all::release;
  }

  private CallFailedException refused() {
    return threads.isShutdown()
        ? new CallFailedException(FailureCode.UNAVAILABLE, "the provider is being closed")
        : new CallFailedException(
            FailureCode.SATURATED, "%d pieces of work wait already".formatted(WAITING));
  }

  /** Interrupts what runs, and cancels what waits, as the end of a provider does. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(task -> ((Future<?>) task).cancel(false));
  }
}
