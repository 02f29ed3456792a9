package io.auterity.relay.ledger;

import io.auterity.platform.provider.Attempt;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cap on what the calls of one scope may spend in one window.
 *
 * @param kind {@code budget} for money, {@code quota} for calls
 * @param currency of money; null for calls
 * @param cap in nano-units of the currency, or calls
 * @param unpriced whether what has no price may be used under it
 */
public record Limit(
    String kind,
    String id,
    @Nullable String currency,
    long cap,
    Period period,
    LimitScope scope,
    boolean unpriced) {

  public static final String BUDGET = "budget";
  public static final String QUOTA = "quota";

  public Limit {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(id);
    Objects.requireNonNull(period);
    Objects.requireNonNull(scope);
    if (cap < 0) {
      throw new IllegalArgumentException("cap " + cap);
    }
  }

  static Limit budget(String id, long cap, String currency, Period period) {
    return new Limit(BUDGET, id, currency, cap, period, LimitScope.TENANT, false);
  }

  static Limit quota(String id, long calls, Period period) {
    return new Limit(QUOTA, id, null, calls, period, LimitScope.TENANT, true);
  }

  /** The same, but what has no price may be used under it. */
  Limit allowingUnpriced() {
    return new Limit(kind, id, currency, cap, period, scope, true);
  }

  Limit within(LimitScope value) {
    return new Limit(kind, id, currency, cap, period, value, unpriced);
  }

  boolean ofMoney() {
    return currency != null;
  }

  /** Of the two, what this limit counts. */
  long amount(long money, long calls) {
    return ofMoney() ? money : calls;
  }

  /** {@code USD}, or {@code calls}. */
  public String unit() {
    return currency == null ? Attempt.CALLS : currency;
  }

  /** Says that prices in another currency cannot be held. */
  CallFailedException otherCurrency(@Nullable String priced) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "a price in %s cannot be held under budget '%s' in %s".formatted(priced, id, unit()));
  }

  /** How much is leased at a time at least. */
  long chunk() {
    return Math.max(1, cap / 100);
  }

  /** How much is leased ahead at most, so that a crash leaves little behind. */
  long mostAhead() {
    return Math.max(1, cap / 10);
  }

  /** How long a limit's window lasts; windows begin in UTC. */
  public enum Period {
    HOUR,
    DAY,
    MONTH,
    TOTAL;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** When the window began that this moment is in. */
    public Instant start(Instant now) {
      return switch (this) {
        case HOUR -> now.truncatedTo(ChronoUnit.HOURS);
        case DAY -> now.truncatedTo(ChronoUnit.DAYS);
        case MONTH ->
            LocalDate.ofInstant(now, ZoneOffset.UTC)
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        case TOTAL -> Instant.EPOCH;
      };
    }

    /** When the window ends that this moment is in; null when it never does. */
    public @Nullable Instant end(Instant now) {
      Instant start = start(now);
      return switch (this) {
        case HOUR -> start.plus(1, ChronoUnit.HOURS);
        case DAY -> start.plus(1, ChronoUnit.DAYS);
        case MONTH -> start.atZone(ZoneOffset.UTC).plusMonths(1).toInstant();
        case TOTAL -> null;
      };
    }

    /** As resources write it. */
    public String wire() {
      return wire;
    }
  }
}
