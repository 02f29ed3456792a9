package io.auterity.platform.transport;

import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The redirections that are followed (RFC 9110, 15.4): those of a read, and of a write those that
 * keep its method and body, within the same scheme, host and port. The request that follows is
 * signed, paced and held against the egress rules as any other. All else stays the reply.
 */
final class Redirect {

  /** One call is sent on at most so often. */
  static final int MOST = 3;

  private static final Set<Integer> OF_READS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> OF_WRITES = Set.of(307, 308);
  private static final String LOCATION = "location";
  private static final String CONTENT_LOCATION = "content-location";

  /** The request that a reply leads to; null when it is not followed. */
  static @Nullable WireRequest next(
      WireRequest request, int status, Map<String, List<String>> headers) {
    if (!request.redirects()) {
      return null;
    }
    boolean writes = !HttpTransport.HARMLESS.contains(request.method());
    List<String> led = headers.getOrDefault(LOCATION, List.of());
    if (led.size() != 1 || !(writes ? OF_WRITES : OF_READS).contains(status)) {
      return null;
    }
    URI to = resolved(request.uri(), led.getFirst());
    return to != null && isWithin(request.uri(), to) ? request.withUri(to) : null;
  }

  private static @Nullable URI resolved(URI from, String location) {
    try {
      return from.resolve(location.strip());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isWithin(URI from, URI to) {
    return to.getRawUserInfo() == null
        && Destination.of(to).isPresent()
        && Destination.of(to).equals(Destination.of(from))
        && !to.equals(from);
  }

  /** A reply that says from where it is, unless its vendor does: without the query. */
  static WireResponse from(WireRequest last, WireResponse reply) {
    Map<String, List<String>> headers = new LinkedHashMap<>(reply.headers());
    URI place = last.uri();
    headers.putIfAbsent(
        CONTENT_LOCATION,
        List.of(place.getScheme() + "://" + place.getRawAuthority() + place.getRawPath()));
    return new WireResponse(reply.status(), headers, reply.body());
  }
}
