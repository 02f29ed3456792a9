package io.auterity.ledger;

import io.auterity.provider.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The most calls of a quota at once, or the most calls or tokens in any stretch of time.
 *
 * @param quota its id
 */
public record RateLimit(String quota, LimitScope scope, Span span, long most) {

  public RateLimit {
    if (most < 0) {
      throw new IllegalArgumentException("most " + most);
    }
  }

  boolean ofTokens() {
    return span == Span.TOKENS;
  }

  /** What is counted, and the stretch in which it is. */
  public enum Span {
    SECOND(Duration.ofSeconds(1), "second", Attempt.CALLS, "in any second"),
    MINUTE(Duration.ofMinutes(1), "minute", Attempt.CALLS, "in any minute"),
    /** As long as a call is under way. */
    PARALLEL(null, "parallel", Attempt.CALLS, "at one time"),
    /** Those of a minute, whatever they are billed as. */
    TOKENS(Duration.ofMinutes(1), "minute", "tokens", "in any minute");

    private final @Nullable Duration length;
    private final String wire;
    private final String unit;
    private final String words;

    Span(@Nullable Duration length, String wire, String unit, String words) {
      this.length = length;
      this.wire = wire;
      this.unit = unit;
      this.words = words;
    }

    /** {@code calls} or {@code tokens}. */
    public String unit() {
      return unit;
    }

    @Nullable Duration length() {
      return length;
    }

    /** Behind a number of them. */
    public String words() {
      return words;
    }

    public String wire() {
      return wire;
    }
  }
}
