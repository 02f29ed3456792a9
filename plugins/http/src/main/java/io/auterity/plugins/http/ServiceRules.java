package io.auterity.plugins.http;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.toolkit.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The allow lists of a provider: paths, methods and headers that callers may use.
 *
 * @param methods all when empty
 * @param headers by lower-case name
 */
record ServiceRules(List<PathGlob> paths, Set<String> methods, Set<String> headers) {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E]*");

  private static final Set<String> USUAL =
      Set.of("accept", "accept-language", "content-type", "prefer", "range");
  private static final String CONDITION = "if-";

  /** Headers of the credential, of the connection, and those by which a method means another. */
  private static final Set<String> NEVER =
      Set.of(
          "accept-encoding",
          "authorization",
          "baggage",
          "connection",
          "content-encoding",
          "content-length",
          "cookie",
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
          "via",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-original-url",
          "x-rewrite-url");

  private static final List<String> NEVER_BEGIN = List.of("proxy-", "sec-", "x-forwarded-");

  ServiceRules {
    paths = List.copyOf(paths);
    methods = Set.copyOf(methods);
    headers = Set.copyOf(headers);
  }

  /**
   * The rules of a configuration.
   *
   * @throws CallFailedException {@code invalid}, naming the field
   */
  static ServiceRules of(HttpConfig config) {
    List<PathGlob> paths =
        IntStream.range(0, config.paths().size())
            .mapToObj(at -> PathGlob.read("paths[%d]".formatted(at), config.paths().get(at)))
            .toList();
    Set<String> headers = new TreeSet<>();
    for (int at = 0; at < config.headers().size(); at++) {
      headers.add(settable("headers[%d]".formatted(at), config.headers().get(at)));
    }
    return new ServiceRules(paths, Set.copyOf(config.methods()), headers);
  }

  /**
   * The lower-case name of a header that requests may be given.
   *
   * @throws CallFailedException {@code invalid} where the connection or the credential has it
   */
  static String settable(String field, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(lower).matches()) {
      throw Refusal.invalid(field, "must be the name of a header, not '%s'".formatted(name));
    }
    if (NEVER.contains(lower) || NEVER_BEGIN.stream().anyMatch(lower::startsWith)) {
      throw Refusal.invalid(
          field,
          "must not be '%s': the transport and the provider's credential set such".formatted(name));
    }
    return lower;
  }

  /**
   * The method that is used.
   *
   * @throws CallFailedException {@code invalid} when it is none of the operation's, or the provider
   *     does not allow it
   */
  String method(String method, List<String> ofOperation) {
    if (!ofOperation.contains(method)) {
      throw Refusal.invalid(
          "method", "must be %s, not %s".formatted(String.join(" or ", ofOperation), method));
    }
    if (!methods.isEmpty() && !methods.contains(method)) {
      throw Refusal.of(
          FailureCode.INVALID,
          "method",
          "the provider allows %s and not %s: its 'methods' say so"
              .formatted(String.join(", ", new TreeSet<>(methods)), method));
    }
    return method;
  }

  /** Whether a path may be asked for, as it is written and as servers may decode it. */
  boolean allows(RequestPath path) {
    return paths.isEmpty() || (matches(path.segments()) && matches(path.decoded()));
  }

  private boolean matches(List<String> segments) {
    return paths.stream().anyMatch(glob -> glob.matches(segments));
  }

  /**
   * The path that is asked for.
   *
   * @throws CallFailedException {@code invalid} when it could leave the address, or the provider
   *     does not allow it
   */
  RequestPath path(String text) {
    RequestPath path = RequestPath.read(text);
    if (!allows(path)) {
      throw Refusal.of(
          FailureCode.INVALID,
          "path",
          "the provider does not allow the path %s: its 'paths' say which it does"
              .formatted(path.wire()));
    }
    return path;
  }

  /**
   * The headers that are sent, by lower-case name.
   *
   * @throws CallFailedException {@code invalid} when one cannot be sent, or the provider does not
   *     let callers set it
   */
  Map<String, List<String>> headers(Map<String, String> asked) {
    Map<String, List<String>> made = new LinkedHashMap<>();
    asked.forEach(
        (name, value) -> {
          String lower = settable("headers", name);
          if (!USUAL.contains(lower) && !lower.startsWith(CONDITION) && !headers.contains(lower)) {
            throw Refusal.of(
                FailureCode.INVALID,
                "headers",
                "the provider does not let callers set the header %s: its 'headers' say which it does"
                    .formatted(lower));
          }
          if (!VALUE.matcher(value).matches()) {
            throw Refusal.invalid(
                "headers", "must have no line break and only ASCII in the value of " + lower);
          }
          if (made.put(lower, List.of(value)) != null) {
            throw Refusal.invalid("headers", "must name %s once".formatted(lower));
          }
        });
    return made;
  }
}
