package io.auterity.insight.noun;

import io.auterity.platform.noun.WireTime;
import io.auterity.relay.decision.archive.DecisionSpan;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The time that usage is asked of.
 *
 * @param to begins what is left out
 */
record UsagePeriod(Instant from, Instant to) {

  private static final Duration USUAL = Duration.ofDays(30);

  /**
   * As a query names it; the last 30 days when it names none.
   *
   * @throws CallFailedException {@code invalid} when it is empty or is no time
   */
  static UsagePeriod of(@Nullable String from, @Nullable String to, ZoneId zone, Instant now) {
    Instant end = Objects.requireNonNullElse(WireTime.moment(to, now, zone), now);
    Instant begin =
        Objects.requireNonNullElseGet(WireTime.moment(from, now, zone), () -> end.minus(USUAL));
    if (!begin.isBefore(end)) {
      throw new CallFailedException(
          FailureCode.INVALID, "from %s must be before to %s".formatted(begin, end));
    }
    return new UsagePeriod(begin, end);
  }

  /** All of its decisions. */
  DecisionSpan span() {
    return span(null, null);
  }

  DecisionSpan span(@Nullable UUID after, @Nullable Integer most) {
    return new DecisionSpan(from, to, after, most);
  }

  /**
   * From when on decisions are kept, of which whole days are dropped; null when all of the time is.
   */
  @Nullable Instant keptSince(Instant now, int keptDays) {
    Instant kept =
        LocalDate.ofInstant(now, ZoneOffset.UTC)
            .minusDays(keptDays)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    return from.isBefore(kept) ? kept : null;
  }
}
