package io.auterity.relay.decision.log;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The backlog of decisions that wait to be written, with backpressure: it tells whether new calls
 * may add to it.
 */
public final class Backlog {

  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long NOT_FULL = Long.MIN_VALUE;
  private static final long MEGABYTE = 1_048_576;

  private final Bound bound;
  private final AtomicInteger decisions = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong fullSince = new AtomicLong(NOT_FULL);

  /**
   * What may wait before new calls are refused; calls under way add to it even then.
   *
   * @param bytes as they will be stored
   */
  public record Bound(int decisions, long bytes) {

    /** An eighth of the memory that the server is started with. */
    public static final Bound STANDARD = new Bound(65_536, 128 * MEGABYTE);
  }

  Backlog(Bound bound) {
    this.bound = bound;
  }

  void add(QueuedDecision entry) {
    bytes.addAndGet(entry.bytes());
    decisions.incrementAndGet();
  }

  void remove(Collection<QueuedDecision> written) {
    bytes.addAndGet(-written.stream().mapToLong(QueuedDecision::bytes).sum());
    decisions.addAndGet(-written.size());
  }

  int decisions() {
    return decisions.get();
  }

  /**
   * Lets a new call in.
   *
   * @param now in nanoseconds
   * @throws CallFailedException {@code unavailable} when it has been full for a second
   */
  void admit(long now) {
    if (decisions.get() < bound.decisions() && bytes.get() < bound.bytes()) {
      if (fullSince.get() != NOT_FULL) {
        fullSince.set(NOT_FULL);
      }
      return;
    }
    fullSince.compareAndSet(NOT_FULL, now);
    if (now - fullSince.get() >= PATIENCE_NANOS) {
      throw new CallFailedException(
          FailureCode.UNAVAILABLE,
          "%d decisions of %d MB wait to be written: no new call is taken"
              .formatted(decisions.get(), bytes.get() / MEGABYTE));
    }
  }
}
