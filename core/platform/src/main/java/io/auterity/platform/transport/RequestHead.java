package io.auterity.platform.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.SigningScheme.Signature;
import io.auterity.spi.WireRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the head of a request: the connector's headers, then what only the transport sets. */
final class RequestHead {

  private final RequestOptions options;

  /** A head for one address; the host's name goes into the Host header and the TLS handshake. */
  RequestHead(WireRequest request, Destination place, SocketAddress address) {
    options =
        new RequestOptions()
            .setMethod(method(request))
            .setServer(address)
            .setHost(place.urlHost())
            .setPort(place.port())
            .setSsl(place.scheme().equals("https"))
            .setFollowRedirects(false)
            .setURI(target(request));
    options.putHeader("user-agent", "auterity");
    request.headers().forEach(this::add);
  }

  RequestHead connectWithin(Duration time) {
    options.setConnectTimeout(Math.max(1, time.toMillis()));
    return this;
  }

  /**
   * What signs it takes the place of what the connector wrote there.
   *
   * @throws CallFailedException {@code internal} when a header can carry no such thing
   */
  void sign(Signature signature) {
    signature.headers().forEach((name, value) -> add(name, List.of(value)));
    signature.query().forEach(this::parameter);
    String segment = signature.path();
    if (segment != null) {
      segment(segment);
    }
  }

  private void segment(String text) {
    if (!Signing.PathSegment.isSegment(text)) {
      throw refused("put into a path what is no segment of one");
    }
    options.setURI("/" + Signing.PathSegment.encoded(text) + options.getURI());
  }

  private void parameter(String name, String value) {
    String target = options.getURI();
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Stream<String> others =
        mark < 0 ? Stream.empty() : Arrays.stream(target.substring(mark + 1).split("&", -1));
    options.setURI(
        Stream.concat(
                others.filter(each -> !each.isEmpty() && !name.equals(decodedName(each))),
                Stream.of(Signing.Query.encoded(name) + "=" + Signing.Query.encoded(value)))
            .collect(Collectors.joining("&", path + "?", "")));
  }

  private static String decodedName(String part) {
    int equals = part.indexOf('=');
    return URLDecoder.decode(equals < 0 ? part : part.substring(0, equals), StandardCharsets.UTF_8);
  }

  RequestHead with(String name, String value) {
    options.putHeader(name, value);
    return this;
  }

  RequestOptions options() {
    return options;
  }

  private void add(String name, List<String> values) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (HeaderRules.isOfTheTransport(lower)) {
      throw refused("set the header '%s'".formatted(lower));
    }
    if (!HeaderRules.isName(lower)) {
      throw refused("send a header with a name that is no token");
    }
    if (!values.stream().allMatch(HeaderRules::isValue)) {
      throw refused(
          "put a line break or another character that no header can carry into the header '%s'"
              .formatted(lower));
    }
    options.putHeader(lower, (Iterable<CharSequence>) List.<CharSequence>copyOf(values));
  }

  private static HttpMethod method(WireRequest request) {
    if (!HeaderRules.isName(request.method())) {
      throw refused("send a method that is no token");
    }
    return HttpMethod.valueOf(request.method());
  }

  private static CallFailedException refused(String what) {
    return new CallFailedException(FailureCode.INTERNAL, "a connector must not " + what);
  }

  private static String target(WireRequest request) {
    String path = request.uri().getRawPath();
    String query = request.uri().getRawQuery();
    String whole = path == null || path.isEmpty() ? "/" : path;
    return query == null ? whole : whole + "?" + query;
  }
}
