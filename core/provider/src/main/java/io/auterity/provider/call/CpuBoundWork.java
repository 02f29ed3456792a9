package io.auterity.provider.call;

import io.auterity.platform.bound.FairQueue;
import io.auterity.platform.bound.FairQueue.Ticket;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs CPU-bound work on platform threads, as many at one time as there are cores, and one more for
 * a tenant that has none while others have them all. Each piece gets a thread of its own, so that
 * nothing a plugin leaves in a thread outlives the call; a new thread costs far less than such
 * work.
 */
public final class CpuBoundWork {

  private static final int MOST_WAITING = 10_000;
  private static final int KEPT = 1;

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final FairQueue<Runnable> queue;
  private final PluginPlaces ofPlugins = new PluginPlaces();

  /**
   * @param width how much of one tenant runs at one time
   */
  public CpuBoundWork(int width) {
    this(width, MOST_WAITING);
  }

  CpuBoundWork(int width, int mostWaiting) {
    this.queue = new FairQueue<>(width + KEPT, KEPT, mostWaiting);
  }

  /** One thread for each core. */
  public static CpuBoundWork onAllCores() {
    return new CpuBoundWork(Runtime.getRuntime().availableProcessors());
  }

  /** The places of what plugins run beside, such as processes. */
  public PluginPlaces ofPlugins() {
    return ofPlugins;
  }

  /**
   * Waits for its turn and for its end, but no longer than the call lasts: work that has begun then
   * ends alone.
   *
   * @throws CallFailedException {@code timeout}, {@code cancelled}, {@code saturated} when too much
   *     waits, or what the work throws
   */
  <T> T run(ConnectorCall call, Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    InFlight inFlight = call.instance().inFlight();
    submit(call.instance(), () -> complete(result, inFlight::leave, work));
    call.onCancelOfHost(
        () ->
            result.completeExceptionally(
                new CallFailedException(FailureCode.CANCELLED, "the caller has gone")));
    return awaited(result, call.remaining());
  }

  /**
   * Runs work at once on a platform thread of its own, and waits for its end however late that is:
   * for work with what belongs to the thread that waits, such as its request, whose number others
   * bound. An interruption goes on to the work.
   *
   * @throws CallFailedException as the work does
   */
  static <T> T aside(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .name("auterity-bytes")
            .daemon()
            .start(() -> complete(result, () -> {}, work));
    boolean interrupted = false;
    try {
      while (true) {
        try {
          thread.join();
          return awaited(result, Duration.ZERO);
        } catch (InterruptedException e) {
          interrupted = true;
          thread.interrupt();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  // The edge of a thread: whatever the work throws belongs to the thread that waits for it.
  private static <T> void complete(CompletableFuture<T> result, Runnable atEnd, Supplier<T> work) {
    try {
      if (!result.isDone()) {
        result.complete(work.get());
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    } finally {
      atEnd.run();
    }
  }

  private static <T> T awaited(CompletableFuture<T> result, Duration remaining) {
    try {
      return result.get(remaining.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      CallFailedException late =
          new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed");
      if (result.completeExceptionally(late)) {
        throw late;
      }
      return result.join();
    } catch (ExecutionException | CompletionException e) {
      throw e.getCause() instanceof CallFailedException failed
          ? new CallFailedException(failed.failure())
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "the caller was interrupted");
    }
  }

  private void submit(ProviderInstance instance, Runnable task) {
    lock.lock();
    try {
      instance.inFlight().enterAgain();
      if (queue.offer(instance.context().owner(), task) == null) {
        instance.inFlight().leave();
        throw new CallFailedException(
            FailureCode.SATURATED,
            "as many heavy calls of provider %s or its tenant wait already as may: try again later"
                .formatted(instance.context().id()));
      }
      startNext();
    } finally {
      lock.unlock();
    }
  }

  private void startNext() {
    for (Ticket<Runnable> next = queue.next(); next != null; next = queue.next()) {
      Ticket<Runnable> begun = next;
      Thread.ofPlatform().name("auterity-heavy").daemon().start(() -> runAndGoOn(begun));
    }
  }

  private void runAndGoOn(Ticket<Runnable> begun) {
    try {
      begun.item().run();
    } finally {
      lock.lock();
      try {
        queue.ended(begun);
        startNext();
      } finally {
        lock.unlock();
      }
    }
  }
}
