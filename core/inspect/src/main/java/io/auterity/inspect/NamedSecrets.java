package io.auterity.inspect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values that the text itself calls secret, as in {@code password=…} or {@code api_key: "…"}, and
 * the password of a URL.
 */
public record NamedSecrets() implements Finder {

  private static final int FEWEST = 6;
  private static final int MOST = 256;
  private static final int REACH = 48;
  private static final String[] NAMES = {
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "api_key",
    "apikey",
    "api-key",
    "api key",
    "access_key",
    "access key",
    "secret_key",
    "secret key",
    "private_key",
    "auth_token",
    "client_secret",
    "credentials",
    "bearer"
  };
  private static final String[] PLACEHOLDERS = {"xxx", "***", "your", "...", "example", "redacted"};

  @Override
  public @Nullable Span at(TextView text, int start) {
    char before = text.at(start - 1);
    if (before != ' ' && before != '=' && before != ':' && before != '"' && before != '\'') {
      return null;
    }
    if (!isValue(text.at(start)) || !isNamed(text, start)) {
      return null;
    }
    int end = start;
    while (end - start < MOST && isValue(text.at(end))) {
      end++;
    }
    while (end > start && ".,:".indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    return end - start >= FEWEST && isSecret(text.slice(start, end))
        ? new Span("password", start, end)
        : null;
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != '\u00a0' && "\"'`<>(){}[],;|$".indexOf(c) < 0;
  }

  private static boolean isNamed(TextView text, int start) {
    String before = text.before(start, REACH);
    int sign = trimmed(before, before.length(), "\"' ");
    boolean bearer = sign < before.length() && before.substring(0, sign).endsWith("bearer");
    if (bearer) {
      return true;
    }
    boolean is = before.endsWith(" is ") || before.endsWith(" is: ");
    if (!is && (sign == 0 || ":=".indexOf(before.charAt(sign - 1)) < 0)) {
      return false;
    }
    int name = is ? before.lastIndexOf(" is") : trimmed(before, sign - 1, "\"' :=");
    for (String one : NAMES) {
      if (before.startsWith(one, name - one.length()) && name >= one.length()) {
        return true;
      }
    }
    return false;
  }

  private static int trimmed(String text, int end, String signs) {
    int at = end;
    while (at > 0 && signs.indexOf(text.charAt(at - 1)) >= 0) {
      at--;
    }
    return at;
  }

  // Two sorts of characters at least: one word is more often said about passwords than one.
  private static boolean isSecret(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    for (String one : PLACEHOLDERS) {
      if (lower.contains(one)) {
        return false;
      }
    }
    boolean digits = value.chars().anyMatch(Character::isDigit);
    boolean letters = value.chars().anyMatch(Character::isLetter);
    boolean signs = value.chars().anyMatch(c -> "!@#$%^&*_+~?".indexOf(c) >= 0);
    return letters && (digits || signs);
  }
}
