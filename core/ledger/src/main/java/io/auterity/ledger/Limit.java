package io.auterity.ledger;

import io.auterity.provider.Attempt;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A limit (budget or quota): a cap on what the calls of one scope may spend in one window.
 *
 * @param kind {@code budget} for money, {@code quota} for calls
 * @param currency of money; null for calls
 * @param cap in nano-units of the currency, or calls
 * @param zone whose calendar the windows follow
 * @param unpriced whether what has no price may be used under it
 * @param thresholds in the order of the resource
 * @param row under which it is stored, since a resource may have windows of several lengths
 */
public record Limit(
    String kind,
    String id,
    @Nullable String currency,
    long cap,
    Period period,
    ZoneId zone,
    LimitScope scope,
    boolean unpriced,
    List<Threshold> thresholds,
    String row) {

  public static final String BUDGET = "budget";
  public static final String QUOTA = "quota";

  public Limit {
    thresholds = List.copyOf(thresholds);
    if (cap < 0) {
      throw new IllegalArgumentException("cap " + cap);
    }
  }

  static Limit budget(String id, long cap, String currency, Period period) {
    return new Limit(
        BUDGET,
        id,
        currency,
        cap,
        period,
        ZoneOffset.UTC,
        LimitScope.wholeTenant(),
        false,
        List.of(),
        id);
  }

  /** A limit on the calls of the whole tenant. */
  public static Limit quota(String id, long calls, Period period) {
    return new Limit(
        QUOTA,
        id,
        null,
        calls,
        period,
        ZoneOffset.UTC,
        LimitScope.wholeTenant(),
        true,
        List.of(),
        id);
  }

  /** The same, but what has no price may be used under it. */
  Limit allowingUnpriced() {
    return new Limit(kind, id, currency, cap, period, zone, scope, true, thresholds, row);
  }

  Limit within(LimitScope value) {
    return new Limit(kind, id, currency, cap, period, zone, value, unpriced, thresholds, row);
  }

  /** The same by the calendar of a zone. */
  Limit in(ZoneId value) {
    return new Limit(kind, id, currency, cap, period, value, scope, unpriced, thresholds, row);
  }

  /** The same beside a limit of its resource that has longer windows. */
  Limit besideLonger() {
    return new Limit(
        kind,
        id,
        currency,
        cap,
        period,
        zone,
        scope,
        unpriced,
        thresholds,
        id + "/" + period.wire());
  }

  /** The same with thresholds. */
  Limit acting(List<Threshold> value) {
    return new Limit(kind, id, currency, cap, period, zone, scope, unpriced, value, row);
  }

  /** Whether it is a limit of that resource. */
  boolean isOf(String ofKind, String ofId) {
    return kind.equals(ofKind) && id.equals(ofId);
  }

  /** Whether that one counts in windows of the same length under another row. */
  boolean isElsewhereThan(Limit other) {
    return period == other.period && !row.equals(other.row);
  }

  /** The window that a moment is in. */
  public Window window(Instant now) {
    return Window.of(period, zone, now);
  }

  /** Whether it is on money, not on calls. */
  public boolean ofMoney() {
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

  /** How much may be leased beyond what calls hold: ten crashes cost a twentieth of the cap. */
  long mostAhead() {
    return cap / 200;
  }

  /** How long windows are, the longest last. */
  public enum Period {
    HOUR,
    DAY,
    /** From Monday on. */
    WEEK,
    MONTH,
    /** From January, April, July or October on. */
    QUARTER,
    YEAR,
    TOTAL;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** As resources write it. */
    public String wire() {
      return wire;
    }

    LocalDate first(LocalDate date) {
      return switch (this) {
        case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> date.withDayOfMonth(1);
        case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1);
        case YEAR -> date.withDayOfYear(1);
        case HOUR, DAY, TOTAL -> date;
      };
    }

    LocalDate next(LocalDate first) {
      return switch (this) {
        case WEEK -> first.plusWeeks(1);
        case MONTH -> first.plusMonths(1);
        case QUARTER -> first.plus(1, IsoFields.QUARTER_YEARS);
        case YEAR -> first.plusYears(1);
        case HOUR, DAY, TOTAL -> first.plusDays(1);
      };
    }
  }
}
