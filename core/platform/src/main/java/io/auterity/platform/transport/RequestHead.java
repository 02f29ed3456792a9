package io.auterity.platform.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

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

  RequestHead sign(Signing.Header header) {
    return with(header.name(), header.value());
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
