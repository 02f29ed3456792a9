package io.auterity.plugins.http;

import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A validated path below a service's address. It cannot leave that address, however a server
 * decodes it: no dot segments, empty segments or backslashes, neither as written nor decoded once
 * or twice.
 *
 * @param wire percent-encoded
 * @param segments each decoded
 * @param decoded the segments of the path after it was decoded: more of them, where a slash was
 *     encoded
 */
record RequestPath(String wire, List<String> segments, List<String> decoded) {

  private static final Pattern ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final String PLAIN = "-._~!$&'()*+,;=:@/%";
  private static final int DECODINGS = 2;

  /**
   * Reads a path.
   *
   * @throws CallFailedException {@code invalid}, naming the field {@code path}
   */
  static RequestPath read(String text) {
    if (!text.startsWith("/")) {
      throw refused("must begin with a slash, and is no address");
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw refused("must have no ? and no #: say parameters under query, or write %3F and %23");
    }
    if (ESCAPE.matcher(text).find()) {
      throw refused("has a % that is not followed by two hexadecimal digits: write %25");
    }
    String level = text;
    check(level);
    for (int times = 0; times < DECODINGS; times++) {
      level = decoded(level);
      check(level);
    }
    List<String> segments = PathGlob.split(text).stream().map(RequestPath::decoded).toList();
    return new RequestPath(encoded(text), segments, PathGlob.split(decoded(text)));
  }

  private static void check(String path) {
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw refused("must have no control characters");
    }
    if (path.indexOf('\\') >= 0 || path.contains("//")) {
      throw refused("must have no backslash and no empty segment (//)");
    }
    for (String segment : PathGlob.split(path)) {
      String name = segment.split(";", 2)[0];
      if (name.equals("..") || name.equals(".")) {
        throw refused("must have no segment '%s'".formatted(segment));
      }
    }
  }

  // Text that is no escape decodes to itself; a plus sign is no blank in a path.
  private static String decoded(String path) {
    String escaped = ESCAPE.matcher(path).replaceAll("%25").replace("+", "%2B");
    return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
  }

  private static String encoded(String path) {
    StringBuilder made = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (each & 0xff);
      boolean letter = sign < 0x80 && Character.isLetterOrDigit(sign);
      if (letter || PLAIN.indexOf(sign) >= 0) {
        made.append(sign);
      } else {
        made.append("%%%02X".formatted((int) sign));
      }
    }
    return made.toString();
  }

  private static CallFailedException refused(String rule) {
    return Refusal.invalid("path", rule);
  }
}
