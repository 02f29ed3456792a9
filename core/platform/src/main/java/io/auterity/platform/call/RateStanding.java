package io.auterity.platform.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The rate limit status of a call: the tightest limits that cover it, as they stood when it was
 * admitted or refused.
 *
 * @param calls of calls; null when none covers it
 * @param tokens of tokens; null when none covers it
 * @param at when that was
 */
public record RateStanding(@Nullable Rate calls, @Nullable Rate tokens, Instant at) {

  /**
   * One rate.
   *
   * @param most what it allows in its stretch of time
   * @param left what of that is free
   * @param reset until all of it is free, if nothing more is taken
   */
  public record Rate(long most, long left, Duration reset) {
    /** The one of which less is left; of two alike the one that takes longer. */
    public static @Nullable Rate tighter(@Nullable Rate one, @Nullable Rate other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.left < other.left
              || (one.left == other.left && one.reset.compareTo(other.reset) >= 0)
          ? one
          : other;
    }
  }

  /** The tighter of each kind. */
  public static @Nullable RateStanding tighter(
      @Nullable RateStanding one, @Nullable RateStanding other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new RateStanding(
        Rate.tighter(one.calls, other.calls),
        Rate.tighter(one.tokens, other.tokens),
        one.at.isAfter(other.at) ? one.at : other.at);
  }
}
