package io.auterity.platform.transport;

import io.auterity.spi.PluginManifest.ResetUnit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** When a vendor takes requests again, as a header says it. */
public final class RateReset {

  private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(36_500).toMillis());
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private RateReset() {}

  /**
   * How long that is from when the reply was sent.
   *
   * @param sent null when nobody knows
   * @return null when the text says nothing, or not when the reply was sent; zero when it is over
   */
  public static @Nullable Duration in(String value, ResetUnit unit, @Nullable Instant sent) {
    Instant date = date(value);
    if (date != null) {
      return until(date, sent);
    }
    BigDecimal number = number(value);
    if (number == null) {
      return null;
    }
    return switch (unit) {
      case SECONDS -> positive(millis(number.multiply(THOUSAND)));
      case EPOCH -> until(Instant.EPOCH.plus(millis(number.multiply(THOUSAND))), sent);
      case EPOCH_MILLIS -> until(Instant.EPOCH.plus(millis(number)), sent);
    };
  }

  private static @Nullable BigDecimal number(String value) {
    String text = value.strip();
    return text.matches("-?[0-9]{1,18}(\\.[0-9]{1,9})?") ? new BigDecimal(text) : null;
  }

  private static Duration millis(BigDecimal millis) {
    return Duration.ofMillis(millis.min(LONGEST).max(BigDecimal.ZERO).longValue());
  }

  private static @Nullable Duration until(Instant then, @Nullable Instant sent) {
    return sent == null ? null : positive(Duration.between(sent, then));
  }

  private static Duration positive(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** A date of HTTP; null when it is none. */
  public static @Nullable Instant date(String value) {
    try {
      return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
