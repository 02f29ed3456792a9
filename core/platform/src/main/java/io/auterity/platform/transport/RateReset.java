package io.auterity.platform.transport;

import io.auterity.spi.PluginManifest.ResetUnit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the rate limit reset in a header of a vendor: when it takes requests again. */
public final class RateReset {

  private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(36_500).toMillis());
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  /**
   * How long that is from when the reply was sent.
   *
   * @param sent null when unknown
   * @return null when the text says nothing, or not when the reply was sent; zero when it is over
   */
  public static @Nullable Duration in(String value, ResetUnit unit, @Nullable Instant sent) {
    Instant date = date(value);
    if (date != null) {
      return until(date, sent);
    }
    if (unit == ResetUnit.DURATION) {
      return duration(value.strip());
    }
    BigDecimal number = number(value);
    return number == null ? null : in(number, unit, sent);
  }

  private static @Nullable Duration in(BigDecimal number, ResetUnit unit, @Nullable Instant sent) {
    return switch (unit) {
      case SECONDS -> positive(millis(number.multiply(THOUSAND)));
      case EPOCH -> until(Instant.EPOCH.plus(millis(number.multiply(THOUSAND))), sent);
      case EPOCH_MILLIS -> until(Instant.EPOCH.plus(millis(number)), sent);
      default -> null;
    };
  }

  private static @Nullable Duration duration(String text) {
    Matcher part = PART.matcher(text);
    BigDecimal millis = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      BigDecimal unit = BigDecimal.valueOf(MILLIS.getOrDefault(part.group(2), 1L));
      millis = millis.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    return end == 0 || end < text.length() ? null : millis(millis);
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

  /** A date as HTTP or RFC 3339 writes it; null when it is none. */
  public static @Nullable Instant date(String value) {
    String text = value.strip();
    DateTimeFormatter form =
        text.indexOf('T') == 10
            ? DateTimeFormatter.ISO_OFFSET_DATE_TIME
            : DateTimeFormatter.RFC_1123_DATE_TIME;
    try {
      return form.parse(text, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
