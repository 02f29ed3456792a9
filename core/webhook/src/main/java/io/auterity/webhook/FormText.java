package io.auterity.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Names and values as queries of addresses and {@code application/x-www-form-urlencoded} write. */
public final class FormText {

  private static final int MOST = 1_000;

  /** The first value by name; empty when it is no such text, or has more than 1,000 of them. */
  public static Optional<Map<String, String>> read(String text) {
    String[] pairs = text.split("&", MOST + 1);
    if (pairs.length > MOST) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    try {
      for (String pair : pairs) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          values.putIfAbsent(
              decoded(equals < 0 ? pair : pair.substring(0, equals)),
              equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
      }
      return Optional.of(values);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
