package io.auterity.platform.shared;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SharedStore;
import io.auterity.spi.SharedStores;
import io.auterity.spi.SharedStores.Place;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of a store that servers share. A caller waits no longer than the place's patience
 * says, whatever the store does meanwhile; after three failures in a row it is not asked for a
 * while, from one second to half a minute, and then by one caller alone.
 */
public final class SharedStoreClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedStoreClient.class);

  private static final int MOST_AT_ONCE = 64;

  private final Supplier<? extends @Nullable SharedStores> brought;
  private final Place place;
  private final Executor aside;
  private final FailureBackoff failureBackoff;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final Semaphore asides = new Semaphore(MOST_AT_ONCE);
  private final ReentrantLock opening = new ReentrantLock();
  private final LongAdder failed = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private volatile @Nullable Opened opened;
  private volatile String last = "";
  private boolean closed;

  private record Opened(SharedStores by, SharedStore store) {}

  /**
   * @param brought what opens stores now; another object when its plugin is another
   */
  public SharedStoreClient(
      Supplier<? extends @Nullable SharedStores> brought, Place place, Time time) {
    this(brought, place, time, work -> Thread.ofVirtual().name("shared-store").start(work));
  }

  /**
   * A client with its own executor for the work that no caller waits for.
   *
   * @param aside must not wait
   */
  public SharedStoreClient(
      Supplier<? extends @Nullable SharedStores> brought, Place place, Time time, Executor aside) {
    this.brought = brought;
    this.place = place;
    this.aside = aside;
    this.failureBackoff = new FailureBackoff(time);
  }

  /**
   * Asks the store.
   *
   * @param longest how long to wait at most, if that is less than the patience
   * @throws CallFailedException {@code unavailable} when it does not answer in time, is not asked
   *     for now, or there is none
   */
  public <T> T ask(Duration longest, Function<SharedStore, T> question) {
    if (!failureBackoff.mayAsk() || !places.tryAcquire()) {
      skipped.increment();
      throw unavailable("is not asked now");
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("shared-store").start(() -> answer(question, answer));
    Duration wait = longest.compareTo(place.patience()) < 0 ? longest : place.patience();
    try {
      T value = answer.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      failureBackoff.worked();
      return value;
    } catch (TimeoutException e) {
      // Who has less time than the store may take says nothing of the store.
      throw wait.equals(place.patience())
          ? failed("did not answer within %d ms".formatted(wait.toMillis()))
          : unavailable("did not answer in the time that was left");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw failed(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallFailedException(FailureCode.CANCELLED, "interrupted while waiting");
    }
  }

  /**
   * Asks in the background, where no caller waits; what fails, or is too much at one time, is not
   * done.
   */
  public void tell(Consumer<SharedStore> work) {
    if (!asides.tryAcquire()) {
      skipped.increment();
      return;
    }
    aside.execute(
        () -> {
          try {
            ask(
                place.patience(),
                store -> {
                  work.accept(store);
                  return true;
                });
          } catch (CallFailedException e) {
            LOG.debug("The shared store was not told: {}", e.getMessage());
          } finally {
            asides.release();
          }
        });
  }

  // An edge: whatever breaks is for the caller that waits.
  @SuppressWarnings("CatchingUnchecked")
  private <T> void answer(Function<SharedStore, T> question, CompletableFuture<T> answer) {
    try {
      answer.complete(question.apply(store()));
    } catch (Exception | Error e) {
      answer.completeExceptionally(e);
    } finally {
      places.release();
    }
  }

  // Another version of the plugin opens stores of its own.
  private SharedStore store() {
    SharedStores by = brought.get();
    if (by == null) {
      throw unavailable("cannot be reached: no started plugin brings shared stores");
    }
    Opened known = opened;
    return known != null && known.by().equals(by) ? known.store() : open(by);
  }

  private SharedStore open(SharedStores by) {
    opening.lock();
    try {
      Opened known = opened;
      if (known != null && known.by().equals(by)) {
        return known.store();
      }
      if (closed) {
        throw unavailable("is closed");
      }
      SharedStore store = by.open(place);
      opened = new Opened(by, store);
      return store;
    } finally {
      opening.unlock();
    }
  }

  private CallFailedException failed(String how) {
    failed.increment();
    last = how;
    if (failureBackoff.failed()) {
      LOG.warn("The shared store at {} fails and is not asked for a while: {}", place, how);
    }
    return unavailable(how);
  }

  private CallFailedException unavailable(String how) {
    return new CallFailedException(
        FailureCode.UNAVAILABLE, "the shared store at %s %s".formatted(place, how));
  }

  /** How often it did not answer as it should. */
  public long failures() {
    return failed.sum();
  }

  /** How often it was not asked, since it had failed or too many were at it. */
  public long skips() {
    return skipped.sum();
  }

  /** What is wrong with it now, in one sentence; empty when it works. */
  public Optional<String> problem() {
    return failureBackoff.resting()
        ? Optional.of("the shared store at %s is away: %s".formatted(place, last))
        : Optional.empty();
  }

  @Override
  public void close() {
    opening.lock();
    try {
      closed = true;
      Opened known = opened;
      opened = null;
      if (known != null) {
        known.store().close();
      }
    } finally {
      opening.unlock();
    }
  }
}
