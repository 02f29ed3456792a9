package io.auterity.platform.call;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cache directives of a caller, for the cache that its route has, from the header {@code
 * Cache-Control} of a request (RFC 9111, section 5.2.1).
 *
 * @param fresh whether the answer must not come from it
 * @param unkept whether the answer must not be kept in it
 * @param oldest age beyond which an answer is not wanted; null for any
 */
public record CacheDirectives(boolean fresh, boolean unkept, @Nullable Duration oldest) {

  /** Of a caller who says nothing. */
  public static final CacheDirectives NONE = new CacheDirectives(false, false, null);

  private static final String MAX_AGE = "max-age=";

  /**
   * Reads the header; a directive that is not known here says nothing, and an age that is no number
   * is none, as RFC 9111 asks.
   */
  public static CacheDirectives of(@Nullable String header) {
    if (header == null) {
      return NONE;
    }
    boolean fresh = false;
    boolean unkept = false;
    Duration oldest = null;
    for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String directive = part.strip();
      fresh |= directive.equals("no-cache") || directive.equals("no-store");
      unkept |= directive.equals("no-store");
      if (directive.startsWith(MAX_AGE)) {
        oldest = seconds(directive.substring(MAX_AGE.length()));
      }
    }
    return fresh || oldest != null ? new CacheDirectives(fresh, unkept, oldest) : NONE;
  }

  // What cannot be read asks for the strictest.
  private static Duration seconds(String text) {
    return text.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
  }

  /** Whether an answer of that age may be given. */
  public boolean takes(Duration age) {
    return !fresh && (oldest == null || age.compareTo(oldest) <= 0);
  }
}
