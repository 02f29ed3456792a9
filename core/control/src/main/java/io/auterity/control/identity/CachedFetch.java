package io.auterity.control.identity;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cached fetch: the copy that was fetched last of something that an issuer publishes. One thread
 * at a time fetches it, again after an hour; while it cannot be had, the former copy is good for a
 * day.
 */
final class CachedFetch<T> {

  private static final long FRESH = Duration.ofHours(1).toNanos();
  private static final long GOOD = Duration.ofDays(1).toNanos();

  private final Supplier<T> source;
  private final Duration pause;
  private final Duration patience;
  private final Time time;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Kept<T> kept;
  private @Nullable Tried tried;

  private record Kept<T>(T value, long since, long begun) {}

  private record Tried(long at, @Nullable CallFailedException failure) {}

  /**
   * Nothing is fetched yet.
   *
   * @param source fetches it; fails with {@code unavailable} and others when it cannot be had
   * @param pause between two that fetch, unless an hour has gone by and the last one succeeded
   * @param patience how long a thread waits for another that fetches
   */
  CachedFetch(Supplier<T> source, Duration pause, Duration patience, Time time) {
    this.source = source;
    this.pause = pause;
    this.patience = patience;
    this.time = time;
  }

  /**
   * The copy, fetched where it is old.
   *
   * @throws CallFailedException as the source does, or {@code unavailable} where another fetches
   *     for too long, when there is none that is good
   */
  T get() {
    Kept<T> now = fresh();
    if (now != null) {
      return now.value();
    }
    if (!entered()) {
      return before(
          new CallFailedException(FailureCode.UNAVAILABLE, "it is being asked already, and slow"));
    }
    try {
      Kept<T> meanwhile = fresh();
      if (meanwhile != null) {
        return meanwhile.value();
      }
      return rested() ? fetched() : before(tried == null ? null : tried.failure());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Another copy than one that would not do: that which another thread has fetched meanwhile, or
   * one that is fetched however new the last is; empty so soon after the last time.
   */
  Optional<T> again(T judged) {
    if (!entered()) {
      return other(judged);
    }
    try {
      Optional<T> meanwhile = other(judged);
      return meanwhile.isPresent() || !rested() ? meanwhile : Optional.of(fetched());
    } finally {
      lock.unlock();
    }
  }

  /**
   * The copy that is there, if to fetch it began at that time or later.
   *
   * @param nanos as {@link Time#nanos}
   */
  Optional<T> begunSince(long nanos) {
    return Optional.ofNullable(kept).filter(one -> one.begun() - nanos >= 0).map(Kept::value);
  }

  private Optional<T> other(T judged) {
    return Optional.ofNullable(kept).map(Kept::value).filter(value -> !value.equals(judged));
  }

  private @Nullable Kept<T> fresh() {
    Kept<T> one = kept;
    return one != null && time.nanos() - one.since() < FRESH ? one : null;
  }

  private boolean entered() {
    try {
      return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean rested() {
    return tried == null || time.nanos() - tried.at() >= pause.toNanos();
  }

  private T fetched() {
    long begun = time.nanos();
    try {
      T value = source.get();
      kept = new Kept<>(value, time.nanos(), begun);
      tried = new Tried(time.nanos(), null);
      return value;
    } catch (CallFailedException e) {
      tried = new Tried(time.nanos(), e);
      return before(e);
    }
  }

  private T before(@Nullable CallFailedException failure) {
    Kept<T> last = kept;
    if (last != null && time.nanos() - last.since() < GOOD) {
      return last.value();
    }
    throw failure == null ? new IllegalStateException("what is gone was had") : failure;
  }
}
