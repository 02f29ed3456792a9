package io.auterity.platform.transport;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates the headers that a request may be given, by RFC 9110 and by what the transport itself
 * decides about: where a message goes, how long it is, its connection.
 */
public final class HeaderRules {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Text that arrives as it was sent; other characters have no one encoding in a header. */
  private static final Pattern TEXT = Pattern.compile("[\\t\\x20-\\x7E]*");

  private static final Set<String> OF_THE_TRANSPORT =
      Set.of(
          "baggage",
          "connection",
          "content-length",
          "expect",
          "forwarded",
          "host",
          "http2-settings",
          "keep-alive",
          "max-forwards",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private static final String OF_PROXIES = "proxy-";

  /** Headers that say what a message is, from whom, or how to answer it. */
  private static final Set<String> OF_THE_MESSAGE =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "accept-ranges",
          "cache-control",
          "cookie",
          "date",
          "from",
          "idempotency-key",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "origin",
          "pragma",
          "range",
          "referer",
          "retry-after",
          "server",
          "set-cookie",
          "user-agent");

  private static final Set<String> OF_THE_MESSAGE_BY_START =
      Set.of("content-", "sec-", "x-forwarded-");

  /** Whether a header can have that name. */
  static boolean isName(String name) {
    return TOKEN.matcher(name).matches();
  }

  /** Whether a header can carry that value. */
  static boolean isValue(String value) {
    return TEXT.matcher(value).matches();
  }

  /** Whether the header is set by the transport alone. */
  static boolean isOfTheTransport(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return OF_THE_TRANSPORT.contains(lower) || lower.startsWith(OF_PROXIES);
  }

  /** Why a credential cannot stand in a header of that name; empty when it can. */
  public static Optional<String> flaw(String name) {
    if (!isName(name)) {
      return Optional.of("no header can have that name");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean taken =
        isOfTheTransport(lower)
            || OF_THE_MESSAGE.contains(lower)
            || OF_THE_MESSAGE_BY_START.stream().anyMatch(lower::startsWith);
    return taken
        ? Optional.of("the header '%s' has a meaning of its own in HTTP".formatted(lower))
        : Optional.empty();
  }
}
