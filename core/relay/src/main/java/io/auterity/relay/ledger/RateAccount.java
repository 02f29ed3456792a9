package io.auterity.relay.ledger;

import io.auterity.relay.ledger.Ledger.RateState;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls that count under one rate now. It is confined to its ledger's lock.
 *
 * <p>A stretch of time is counted in {@link #SLOTS} slots and the one that has begun, so that a
 * little more than the stretch is looked at: in no stretch of that length are there more calls than
 * allowed, whenever it begins. A call counts from when it is held on. One that is given back unused
 * is taken out of its slot; any other counts until its slot is past, under way or not.
 */
final class RateAccount {

  private static final int SLOTS = 16;
  // How long calls are under way is not known ahead.
  private static final Duration WHEN_ONE_ENDS = Duration.ofSeconds(1);

  private final RateLimit limit;
  private final long slotNanos;
  private final long[] counts = new long[SLOTS + 1];
  private long slot;
  private boolean begun;
  private long counted;
  private long underWay;

  RateAccount(RateLimit limit) {
    this.limit = limit;
    Duration length = limit.span().length();
    this.slotNanos = length == null ? Long.MAX_VALUE : length.toNanos() / SLOTS;
  }

  RateLimit limit() {
    return limit;
  }

  private boolean parallel() {
    return limit.span() == RateLimit.Span.PARALLEL;
  }

  /** How long to wait until one more call fits; null when it fits now. */
  @Nullable Duration untilFree(long now) {
    if (parallel()) {
      return underWay < limit.most() ? null : WHEN_ONE_ENDS;
    }
    forget(now);
    if (counted < limit.most()) {
      return null;
    }
    long past = counted;
    for (int ahead = 1; ahead <= SLOTS + 1; ahead++) {
      past -= counts[place(slot + ahead)];
      if (past < limit.most()) {
        return Duration.ofNanos((slot + ahead) * slotNanos - now);
      }
    }
    return limit.span().length();
  }

  // Slots that are past make room, each for the one that begins in its place.
  private void forget(long now) {
    long current = Math.floorDiv(now, slotNanos);
    if (!begun) {
      begun = true;
      slot = current;
    }
    while (slot < current && counted > 0) {
      slot++;
      counted -= counts[place(slot)];
      counts[place(slot)] = 0;
    }
    slot = Math.max(slot, current);
  }

  private static int place(long slot) {
    return Math.floorMod(slot, SLOTS + 1);
  }

  /** Counts a call that fits, and tells what to give back with it. */
  long take(long now) {
    underWay++;
    if (parallel()) {
      return 0;
    }
    forget(now);
    counted++;
    counts[place(slot)]++;
    return slot;
  }

  /**
   * A call has ended.
   *
   * @param taken what {@link #take} told
   * @param used false when it was not made after all
   */
  void ended(long taken, boolean used) {
    underWay--;
    if (!parallel() && !used && taken > slot - counts.length && counts[place(taken)] > 0) {
      counted--;
      counts[place(taken)]--;
    }
  }

  RateState state(long now) {
    if (!parallel()) {
      forget(now);
    }
    long inSpan = parallel() ? underWay : counted;
    return new RateState(limit, Math.max(0, inSpan - underWay), Math.min(inSpan, underWay));
  }

  /** Says that a call has to wait. */
  CallFailedException refusal(Duration wait) {
    String message =
        "quota '%s' of %s: it allows %d calls %s; try again after that"
            .formatted(limit.quota(), limit.scope(), limit.most(), limit.span().words());
    Map<String, String> fields =
        Map.of(
            "scope",
            limit.scope().toString(),
            Limit.QUOTA,
            limit.quota(),
            "unit",
            "calls",
            "cap",
            Long.toString(limit.most()),
            "period",
            limit.span().wire());
    return new CallFailedException(
        Failure.of(FailureCode.RATE_LIMITED, message).withFields(fields).withRetryAfter(wait));
  }
}
