package io.auterity.server.call;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller says beside the input: labels and the time the call may take. */
public final class CallOptions {

  private static final Duration USUAL = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Pattern LABEL =
      Pattern.compile("\\s*([a-z][a-z0-9_.-]{0,62})=([^,]{0,200})");
  private static final int MOST_LABELS = 32;
  private static final int LONGEST_KEY = 255;

  private CallOptions() {}

  /** Reads {@code k=v,k=v}. */
  static Map<String, String> labels(@Nullable String header) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (header == null || header.isBlank()) {
      return labels;
    }
    for (String part : header.split(",", MOST_LABELS + 1)) {
      Matcher label = LABEL.matcher(part);
      if (!label.matches() || labels.size() == MOST_LABELS) {
        throw invalid(
            "Auterity-Labels is at most %d pairs name=value, not '%s'"
                .formatted(MOST_LABELS, part));
      }
      labels.put(label.group(1), label.group(2).strip());
    }
    return labels;
  }

  /** Reads {@code 30s}, {@code 500ms} or {@code 2m}. */
  public static Duration timeout(@Nullable String header) {
    if (header == null) {
      return USUAL;
    }
    Matcher text = DURATION.matcher(header.strip());
    if (!text.matches()) {
      throw invalid("a timeout is a time such as 30s or 500ms, not '%s'".formatted(header));
    }
    Duration timeout = duration(Long.parseLong(text.group(1)), text.group(2));
    if (timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw invalid("a timeout is more than nothing and at most 10m");
    }
    return timeout;
  }

  /** An idempotency key as it was sent. */
  static @Nullable String key(@Nullable String header) {
    if (header != null && (header.isBlank() || header.length() > LONGEST_KEY)) {
      throw invalid("an Idempotency-Key has 1 to %d characters".formatted(LONGEST_KEY));
    }
    return header;
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  private static CallFailedException invalid(String message) {
    return new CallFailedException(FailureCode.INVALID, message);
  }
}
