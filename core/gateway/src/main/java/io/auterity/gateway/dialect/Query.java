package io.auterity.gateway.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request's address.
 *
 * @param text as it was sent; null when there is none
 */
public record Query(@Nullable String text) {

  public static final Query NONE = new Query(null);

  /**
   * The value of the last parameter of that name, decoded; null when there is none.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when it has U+0000
   */
  public @Nullable String get(String name) {
    String query = text;
    if (query == null) {
      return null;
    }
    String found = null;
    for (int from = 0; from <= query.length(); ) {
      int ampersand = query.indexOf('&', from);
      int to = ampersand < 0 ? query.length() : ampersand;
      if (query.startsWith(name, from) && from + name.length() < to) {
        int equals = from + name.length();
        if (query.charAt(equals) == '=') {
          found = query.substring(equals + 1, to);
        }
      }
      from = to + 1;
    }
    return found == null ? null : stored(name, decoded(found));
  }

  /** No text that is kept has U+0000, so none is looked for. */
  private static String stored(String name, String value) {
    if (value.indexOf('\0') >= 0) {
      throw FieldRefusals.invalid(name, "must not contain U+0000");
    }
    return value;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
