package io.auterity.platform.expression;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Durations as text: {@code 250ms}, {@code 1.5s}, {@code 1h30m}, {@code 2d}. */
public final class DurationText {

  private static final Pattern WHOLE =
      Pattern.compile("(?:\\d{1,12}(?:\\.\\d{1,9})?(?:ms|us|ns|[smhd]))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|ns|[smhd])");
  private static final Map<String, BigDecimal> NANOS =
      Map.of(
          "ns", BigDecimal.ONE,
          "us", BigDecimal.valueOf(1_000),
          "ms", BigDecimal.valueOf(1_000_000),
          "s", BigDecimal.valueOf(1_000_000_000),
          "m", BigDecimal.valueOf(60_000_000_000L),
          "h", BigDecimal.valueOf(3_600_000_000_000L),
          "d", BigDecimal.valueOf(86_400_000_000_000L));
  private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000);

  /** Reads a duration; empty when the text is none. */
  public static Optional<Duration> read(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(NANOS.get(part.group(2))));
    }
    BigDecimal[] split = nanos.divideAndRemainder(SECOND);
    return Optional.of(Duration.ofSeconds(split[0].longValue(), split[1].longValue()));
  }

  /** As people write it, in the largest unit of which it is a whole number: {@code 14d}. */
  public static String plain(Duration duration) {
    BigDecimal nanos =
        BigDecimal.valueOf(duration.getSeconds())
            .multiply(SECOND)
            .add(BigDecimal.valueOf(duration.getNano()));
    return Stream.of("d", "h", "m", "s", "ms", "us")
        .filter(unit -> nanos.signum() != 0)
        .filter(unit -> nanos.remainder(NANOS.get(unit)).signum() == 0)
        .findFirst()
        .map(unit -> nanos.divide(NANOS.get(unit)).toPlainString() + unit)
        .orElseGet(() -> write(duration));
  }

  /** Seconds, as CEL and protobuf write them: {@code 1.5s}. */
  public static String write(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + "s";
  }
}
