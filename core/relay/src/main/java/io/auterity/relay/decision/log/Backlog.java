package io.auterity.relay.decision.log;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The backlog of decisions that wait to be written, with backpressure: it tells whether new calls
 * may add to it. Those of one tenant may when no more of its decisions wait than there is room
 * left.
 */
public final class Backlog {

  private static final long PATIENCE_NANOS = 1_000_000_000;
  private static final long NOT_FULL = Long.MIN_VALUE;
  private static final long MEGABYTE = 1_048_576;

  private final Bound bound;
  private final Share all = new Share();
  // As many as there are tenants who called.
  private final Map<UUID, Share> tenants = new ConcurrentHashMap<>();

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

  /** What waits, and since when it is too much. */
  private static final class Share {
    private final AtomicInteger decisions = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong fullSince = new AtomicLong(NOT_FULL);

    void add(int count, long more) {
      bytes.addAndGet(more);
      decisions.addAndGet(count);
    }

    boolean fullForLong(int most, long mostBytes, long now) {
      if (decisions.get() < most && bytes.get() < mostBytes) {
        if (fullSince.get() != NOT_FULL) {
          fullSince.set(NOT_FULL);
        }
        return false;
      }
      fullSince.compareAndSet(NOT_FULL, now);
      return now - fullSince.get() >= PATIENCE_NANOS;
    }
  }

  private Share of(UUID tenant) {
    return tenants.computeIfAbsent(tenant, _ -> new Share());
  }

  void add(QueuedDecision entry) {
    of(entry.row().tenant()).add(1, entry.bytes());
    all.add(1, entry.bytes());
  }

  void remove(Collection<QueuedDecision> written) {
    for (QueuedDecision entry : written) {
      of(entry.row().tenant()).add(-1, -entry.bytes());
      all.add(-1, -entry.bytes());
    }
  }

  int decisions() {
    return all.decisions.get();
  }

  /**
   * Lets a new call of a tenant in.
   *
   * @param now in nanoseconds
   * @throws CallFailedException {@code unavailable} when there has been no room for a second
   */
  void admit(UUID tenant, long now) {
    if (all.fullForLong(bound.decisions(), bound.bytes(), now)) {
      throw full("decisions", all, "call");
    }
    Share own = of(tenant);
    int left = bound.decisions() - all.decisions.get();
    if (own.fullForLong(left, bound.bytes() - all.bytes.get(), now)) {
      throw full("decisions of this tenant", own, "call of it");
    }
  }

  private static CallFailedException full(String whose, Share share, String refused) {
    return new CallFailedException(
        FailureCode.UNAVAILABLE,
        "%d %s of %d MB wait to be written: no new %s is taken"
            .formatted(share.decisions.get(), whose, share.bytes.get() / MEGABYTE, refused));
  }
}
