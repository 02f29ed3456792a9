package io.auterity.relay.ledger;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The most calls of a quota at once, or in any stretch of time.
 *
 * @param quota its id
 */
public record RateLimit(String quota, LimitScope scope, Span span, long most) {

  public RateLimit {
    Objects.requireNonNull(quota);
    Objects.requireNonNull(scope);
    Objects.requireNonNull(span);
    if (most < 0) {
      throw new IllegalArgumentException("most " + most);
    }
  }

  /** The stretch in which calls are counted. */
  public enum Span {
    SECOND(Duration.ofSeconds(1), "in any second"),
    MINUTE(Duration.ofMinutes(1), "in any minute"),
    /** As long as a call is under way. */
    PARALLEL(null, "at one time");

    private final @Nullable Duration length;
    private final String words;

    Span(@Nullable Duration length, String words) {
      this.length = length;
      this.words = words;
    }

    @Nullable Duration length() {
      return length;
    }

    /** Behind a number of calls. */
    public String words() {
      return words;
    }

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
