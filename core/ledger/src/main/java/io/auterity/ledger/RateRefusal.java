package io.auterity.ledger;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Why a call that a rate covers is not admitted, and when to come again.
 *
 * @param amount of what the rate counts that the call needs
 */
record RateRefusal(RateLimit limit, long amount) {

  /** One that was alone is heard of each second, or known to have ended soon after. */
  private static final Duration SILENT = Duration.ofSeconds(5);

  private static final Duration WHILE_SILENT = Duration.ofSeconds(10);

  /** It has to wait, or waiting does not help since it needs more than all. */
  CallFailedException used(Duration wait) {
    boolean never = limit.ofTokens() && amount > limit.most();
    String advice =
        never
            ? "this call needs about %d, so that it never fits: send less".formatted(amount)
            : limit.ofTokens()
                ? "this call needs about %d; try again after that".formatted(amount)
                : "try again after that";
    String message = "%s; %s".formatted(allowed(), advice);
    return new CallFailedException(
        never
            ? Failure.of(FailureCode.QUOTA_EXHAUSTED, message)
                .withFields(fields())
                .withRetryable(false)
            : Failure.of(FailureCode.RATE_LIMITED, message)
                .withFields(fields())
                .withRetryAfter(wait));
  }

  /**
   * What is left of it is unknown, since another server was alone, and has not said yet what its
   * calls took.
   *
   * @param longest until all of these count no more
   */
  CallFailedException held(Duration longest, Instant now) {
    Instant until = now.plus(longest).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    Map<String, String> fields = fields();
    fields.put("heldUntil", until.toString());
    return new CallFailedException(
        Failure.of(
                FailureCode.SATURATED,
                ("%s; another server, which was alone, holds all of it until it tells what its"
                        + " calls used, or until %s at the latest: what is left is known then, try"
                        + " again")
                    .formatted(allowed(), until))
            .withFields(fields)
            .withRetryAfter(again(longest)));
  }

  private static Duration again(Duration longest) {
    boolean heard = longest.compareTo(ServerPresence.HELD.minus(SILENT)) > 0;
    Duration again = heard ? RateLimiter.WHEN_OTHERS_GIVE : WHILE_SILENT;
    return again.compareTo(longest) < 0 ? again : longest;
  }

  private String allowed() {
    return "quota '%s' of %s: it allows %d %s %s"
        .formatted(
            limit.quota(), limit.scope(), limit.most(), limit.span().unit(), limit.span().words());
  }

  private Map<String, String> fields() {
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
