package io.auterity.relay.ledger;

import io.auterity.platform.call.RateStanding.Rate;
import io.auterity.relay.ledger.Ledger.RateState;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The calls or tokens that count under one rate now. It is confined to its ledger's lock.
 *
 * <p>A stretch of time is counted in {@link #SLOTS} slots and the one that has begun; what stands
 * in a slot counts until the stretch is over since the last of it: in no stretch of that length is
 * there more than allowed, whenever it begins, and nobody waits for longer than one. A call counts
 * from when it is held on, its tokens at the most that it may use until it has ended and at what it
 * used from then on. One that is given back unused is taken out of its slot; any other counts until
 * its slot is past, under way or not.
 */
final class RateAccount {

  private static final int SLOTS = 16;
  // How long calls are under way is not known ahead.
  private static final Duration WHEN_ONE_ENDS = Duration.ofSeconds(1);

  private final RateLimit limit;
  private final long spanNanos;
  private final long slotNanos;
  private final long[] counts = new long[SLOTS + 1];
  private final long[] lasts = new long[SLOTS + 1];
  private long slot;
  private boolean begun;
  private long counted;
  private long underWay;

  RateAccount(RateLimit limit) {
    this.limit = limit;
    Duration length = limit.span().length();
    this.spanNanos = length == null ? Long.MAX_VALUE : length.toNanos();
    this.slotNanos = length == null ? Long.MAX_VALUE : spanNanos / SLOTS;
  }

  RateLimit limit() {
    return limit;
  }

  private boolean parallel() {
    return limit.span() == RateLimit.Span.PARALLEL;
  }

  /** How much of what it counts a call takes that may use so many tokens. */
  long amount(long tokens) {
    return limit.ofTokens() ? tokens : 1;
  }

  /** How long to wait until so much more fits; null when it fits now. */
  @Nullable Duration untilFree(long now, long amount) {
    if (parallel()) {
      return underWay < limit.most() ? null : WHEN_ONE_ENDS;
    }
    forget(now);
    if (counted + amount <= limit.most()) {
      return null;
    }
    long past = counted;
    for (int ahead = 1; ahead <= SLOTS + 1; ahead++) {
      int place = place(slot + ahead);
      past -= counts[place];
      if (past + amount <= limit.most()) {
        return Duration.ofNanos(lasts[place] + spanNanos - now);
      }
    }
    return limit.span().length();
  }

  // A slot is past before another one begins in its place.
  private void forget(long now) {
    long current = Math.floorDiv(now, slotNanos);
    slot = begun ? Math.max(slot, current) : current;
    begun = true;
    for (int place = 0; counted > 0 && place < counts.length; place++) {
      if (counts[place] > 0 && now - lasts[place] >= spanNanos) {
        counted -= counts[place];
        counts[place] = 0;
      }
    }
  }

  private static int place(long slot) {
    return Math.floorMod(slot, SLOTS + 1);
  }

  /** Counts what fits, and tells what to give back with it. */
  long take(long now, long amount) {
    underWay += amount;
    if (parallel()) {
      return 0;
    }
    forget(now);
    counted += amount;
    counts[place(slot)] += amount;
    lasts[place(slot)] = now;
    return slot;
  }

  /**
   * A call has ended.
   *
   * @param taken what {@link #take} told
   * @param amount what was taken then
   * @param used what it was in the end; 0 when it was not made after all
   */
  void ended(long taken, long amount, long used) {
    underWay -= amount;
    if (!parallel() && taken > slot - counts.length) {
      long more = Math.max(used - amount, -counts[place(taken)]);
      counted += more;
      counts[place(taken)] += more;
    }
  }

  /** How it stands; null for calls at one time, which no time frees. */
  @Nullable Rate standing(long now) {
    if (parallel()) {
      return null;
    }
    forget(now);
    long newest = slot;
    while (newest > slot - counts.length && counts[place(newest)] == 0) {
      newest--;
    }
    long reset = counted == 0 ? 0 : lasts[place(newest)] + spanNanos - now;
    return new Rate(
        limit.most(), Math.max(0, limit.most() - counted), Duration.ofNanos(Math.max(0, reset)));
  }

  RateState state(long now) {
    if (!parallel()) {
      forget(now);
    }
    long inSpan = parallel() ? underWay : counted;
    return new RateState(limit, Math.max(0, inSpan - underWay), Math.min(inSpan, underWay));
  }

  /** Says that a call has to wait, or that waiting does not help since it may use too much. */
  CallFailedException refusal(Duration wait, long amount) {
    boolean never = limit.ofTokens() && amount > limit.most();
    String advice =
        never
            ? "this call may use up to %d: allow less output, or send less".formatted(amount)
            : limit.ofTokens()
                ? "this call may use up to %d; try again after that".formatted(amount)
                : "try again after that";
    String message =
        "quota '%s' of %s: it allows %d %s %s; %s"
            .formatted(
                limit.quota(),
                limit.scope(),
                limit.most(),
                limit.span().unit(),
                limit.span().words(),
                advice);
    return never
        ? new CallFailedException(
            Failure.of(FailureCode.QUOTA_EXHAUSTED, message)
                .withFields(fields(amount))
                .withRetryable(false))
        : new CallFailedException(
            Failure.of(FailureCode.RATE_LIMITED, message)
                .withFields(fields(amount))
                .withRetryAfter(wait));
  }

  private Map<String, String> fields(long amount) {
    Map<String, String> fields = new HashMap<>();
    fields.put("scope", limit.scope().toString());
    fields.put(Limit.QUOTA, limit.quota());
    fields.put("unit", limit.span().unit());
    fields.put("cap", Long.toString(limit.most()));
    fields.put("period", limit.span().wire());
    if (limit.ofTokens()) {
      fields.put("requested", Long.toString(amount));
    }
    return fields;
  }
}
