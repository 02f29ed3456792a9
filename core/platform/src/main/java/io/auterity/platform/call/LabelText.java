package io.auterity.platform.call;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels of a call as a header carries them: {@code route=triage,team=claims}. */
public final class LabelText {

  private static final int MOST = 32;
  private static final int LONGEST_VALUE = 256;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  private LabelText() {}

  /**
   * Reads labels in their order; blanks around names and values do not count.
   *
   * @throws CallFailedException {@code invalid}
   */
  public static Map<String, String> read(String text) {
    if (text.isBlank()) {
      return Map.of();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair.strip() : pair.substring(0, equals).strip();
      String value = equals < 0 ? "" : pair.substring(equals + 1).strip();
      check(equals >= 0 && NAME.matcher(name).matches(), "'%s' is not name=value".formatted(pair));
      check(value.length() <= LONGEST_VALUE, "label '%s' is too long".formatted(name));
      check(labels.put(name, value) == null, "label '%s' stands twice".formatted(name));
    }
    check(labels.size() <= MOST, "more than %d labels".formatted(MOST));
    return Collections.unmodifiableMap(labels);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new CallFailedException(FailureCode.INVALID, "labels: " + message);
    }
  }
}
