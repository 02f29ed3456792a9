package io.auterity.platform.call;

import io.auterity.platform.expression.DurationText;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the call options that a caller gives beside the input, the same at every door: labels,
 * timeout and idempotency key. An invalid one is refused with {@code invalid}.
 */
public final class CallOptions {

  /** How long a call may take unless something else is said. */
  public static final Duration USUAL = Duration.ofSeconds(60);

  /** Most characters of the name of a model. */
  public static final int LONGEST_MODEL = 256;

  /** The longest that a call may take. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int MOST_LABELS = 32;
  private static final int LONGEST_VALUE = 256;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final int LONGEST_KEY = 255;
  private static final int MOST_MODELS = 8;

  /**
   * Reads labels as a header carries them, {@code route=triage,team=claims}, in their order; blanks
   * around names and values do not count.
   */
  public static Map<String, String> labels(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Map.of();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      check(equals >= 0, "labels: '%s' is not name=value".formatted(pair));
      String name = pair.substring(0, equals).strip();
      String value = pair.substring(equals + 1).strip();
      check(labels.put(name, value) == null, "labels: '%s' stands twice".formatted(name));
    }
    return labels(labels);
  }

  /** Whether a label may have that name. */
  public static boolean isLabel(String name) {
    return NAME.matcher(name).matches();
  }

  /** The same labels, if their number, names and values are within bounds. */
  public static Map<String, String> labels(Map<String, String> labels) {
    labels.forEach(
        (name, value) -> {
          check(isLabel(name), "labels: '%s' is no name of a label".formatted(name));
          check(
              value.length() <= LONGEST_VALUE,
              "labels: '%s' is longer than %d characters".formatted(name, LONGEST_VALUE));
        });
    check(labels.size() <= MOST_LABELS, "labels: more than %d".formatted(MOST_LABELS));
    return Collections.unmodifiableMap(labels);
  }

  /**
   * How long a call may take.
   *
   * @param text such as {@code 30s} or {@code 500ms}
   * @param usual unless it is said
   */
  public static Duration timeout(@Nullable String text, Duration usual) {
    if (text == null) {
      return usual;
    }
    return DurationText.read(text.strip())
        .filter(timeout -> timeout.isPositive() && timeout.compareTo(LONGEST) <= 0)
        .orElseThrow(
            () -> invalid("timeout: '%s' is no duration between 1ms and 10m".formatted(text)));
  }

  /** The key under which a call is made once. */
  public static @Nullable String idempotencyKey(@Nullable String key) {
    check(
        key == null || (!key.isBlank() && key.length() <= LONGEST_KEY),
        "idempotency key: must have 1 to %d characters".formatted(LONGEST_KEY));
    return key;
  }

  /** Reads models to ask one after the other as a header carries them, {@code large, mini}. */
  public static List<String> models(@Nullable String text) {
    return text == null || text.isBlank()
        ? List.of()
        : models(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
  }

  /** The same models, each once, if their number and names are within bounds. */
  public static List<String> models(List<String> models) {
    check(models.size() <= MOST_MODELS, "models: more than %d".formatted(MOST_MODELS));
    for (String model : models) {
      check(
          !model.isBlank() && model.length() <= LONGEST_MODEL,
          "models: each must have 1 to %d characters".formatted(LONGEST_MODEL));
    }
    return models.stream().distinct().toList();
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw invalid(message);
    }
  }

  private static CallFailedException invalid(String message) {
    return new CallFailedException(FailureCode.INVALID, message);
  }
}
