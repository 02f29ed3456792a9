package io.auterity.plugins.http;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.toolkit.http.HttpFailures;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request with its redirections: they are followed within the same scheme, host and port, to
 * paths that the provider allows, and of writes only where method and body stay.
 */
record ServiceExchange(ServiceAddress address, ServiceRules rules) {

  private static final int MOST_HOPS = 3;
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Set<Integer> OF_READS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> OF_WRITES = Set.of(307, 308);
  private static final int PRECONDITION = 412;

  /**
   * The last reply.
   *
   * @param accepts statuses beside 2xx that are no failure
   * @throws CallFailedException as the status says, {@code forbidden} when it leads to a path that
   *     the provider does not allow
   */
  WireResponse send(WireRequest request, List<Integer> accepts, Call call) {
    WireRequest last = request.withoutRedirects();
    WireResponse reply = call.provider().transport().send(last, call);
    for (int hop = 0; hop < MOST_HOPS && !accepts.contains(reply.status()); hop++) {
      Optional<URI> next = next(last, reply);
      if (next.isEmpty()) {
        break;
      }
      last = last.withUri(next.get());
      reply = call.provider().transport().send(last, call);
    }
    if (reply.succeeded() || accepts.contains(reply.status())) {
      return reply;
    }
    throw new CallFailedException(failure(last, reply));
  }

  private Optional<URI> next(WireRequest request, WireResponse reply) {
    Set<Integer> followed = READS.contains(request.method()) ? OF_READS : OF_WRITES;
    List<String> location = reply.headers().getOrDefault("location", List.of());
    if (!followed.contains(reply.status()) || location.size() != 1) {
      return Optional.empty();
    }
    Optional<URI> to = address.led(request.uri(), location.getFirst());
    to.ifPresent(place -> requireAllowed(place, reply));
    return to;
  }

  /**
   * Goes on when a place to which a reply leads is one that callers may ask for.
   *
   * @throws CallFailedException {@code forbidden}
   */
  void requireAllowed(URI place, WireResponse reply) {
    RequestPath path = address.path(place);
    if (path == null || !rules.allows(path)) {
      throw new CallFailedException(
          HttpFailures.of(FailureCode.FORBIDDEN, reply, "")
              .withRetryable(false)
              .withMessage(
                  "the service leads to %s, which the provider does not allow: its 'url' and 'paths' say what it does"
                      .formatted(place.getRawPath())));
    }
  }

  private static Failure failure(WireRequest request, WireResponse reply) {
    FailureCode code =
        reply.status() == PRECONDITION
            ? FailureCode.CONFLICT
            : FailureCode.ofStatus(reply.status());
    Failure failure = HttpFailures.of(code, reply, ReplyReader.words(reply));
    boolean led = reply.status() >= 300 && reply.status() < 400;
    // Answers such as 303 lead to what a write has made.
    return led && !READS.contains(request.method()) && !OF_WRITES.contains(reply.status())
        ? failure.withApplied(Applied.UNKNOWN)
        : failure;
  }
}
