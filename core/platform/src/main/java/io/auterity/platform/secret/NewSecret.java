package io.auterity.platform.secret;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.regex.Pattern;

/**
 * A secret as a caller gives it, whether it is stored or only tried.
 *
 * @param value without the one line break at its end that files and shells add
 */
public record NewSecret(String name, String value) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,99}");
  private static final Pattern LAST_LINE_BREAK = Pattern.compile("(?:\\r\\n|\\n|\\r)\\z");
  private static final int LONGEST = 64_000;

  /**
   * Reads one.
   *
   * @throws CallFailedException {@code invalid} when it has no such name, is too long, or nothing
   *     is left of it
   */
  public static NewSecret of(String name, String given) {
    if (!NAME.matcher(name).matches() || given.isEmpty() || given.length() > LONGEST) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "a secret has a name such as openai_key and 1 to %d characters".formatted(LONGEST));
    }
    return kept(name, given);
  }

  /** The same under any name. */
  static NewSecret kept(String name, String given) {
    String value = LAST_LINE_BREAK.matcher(given).replaceFirst("");
    if (value.isEmpty()) {
      throw new CallFailedException(
          FailureCode.INVALID, "the value of the secret '%s' is empty".formatted(name));
    }
    return new NewSecret(name, value);
  }

  @Override
  public String toString() {
    return "secret " + name;
  }
}
