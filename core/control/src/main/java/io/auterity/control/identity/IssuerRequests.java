package io.auterity.control.identity;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.InternalCall;
import io.auterity.platform.transport.OutgoingTrace;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The requests to issuers: by the one transport, on behalf of their tenant, each at one place
 * alone. What comes back is JSON of a bounded size.
 *
 * @param transport the one way out, bound to whose behalf it is and where it may go
 * @param secrets a tenant's secret by its name
 */
public record IssuerRequests(
    Function<TransportBinding, Transport> transport, SecretSource secrets, Time time) {

  /** How long one of its answers may take. */
  static final Duration MOST = Duration.ofSeconds(10);

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final List<String> USED_UP =
      List.of("x-ratelimit-remaining", "x-rate-limit-remaining", "ratelimit-remaining");
  private static final int LARGEST = 512_000;
  private static final int MOST_VALUES = 100_000;
  private static final JsonReader JSON = JsonReader.bounded(LARGEST, MOST_VALUES);

  /**
   * Sends a request that may carry secrets, by https alone unless an operator approved its place.
   *
   * @throws CallFailedException {@code unavailable} or as the transport does
   */
  Json ask(TenantScope scope, String id, WireRequest request) {
    URI place = request.uri();
    WireResponse reply = sent(scope, id, request);
    if (!reply.succeeded()) {
      throw away(place, Integer.toString(reply.status()));
    }
    return read(place, reply);
  }

  /**
   * What it gives for a code.
   *
   * @throws CallFailedException {@code unavailable} or as the transport does, or a {@link
   *     SignInRefusal} that says whether the code, the client or the issuer is to blame
   */
  Json.Obj exchanged(TenantScope scope, String id, WireRequest request) {
    URI place = request.uri();
    WireResponse reply = sent(scope, id, request);
    Json.Obj told = told(reply);
    String error = told == null ? null : told.text("error");
    if (!reply.succeeded() || error != null) {
      throw SignInRefusal.ofExchange(place.getHost(), reply.status(), error);
    }
    if (told == null) {
      throw away(place, "no JSON object");
    }
    return told;
  }

  private static Json.@Nullable Obj told(WireResponse reply) {
    try {
      return JSON.read(reply.body()) instanceof Json.Obj object ? object : null;
    } catch (CallFailedException e) {
      return null;
    }
  }

  /** The same, empty where the user has not granted that it is told. */
  Optional<Json> granted(TenantScope scope, String id, WireRequest request) {
    WireResponse reply = sent(scope, id, request);
    boolean slower =
        reply.header("retry-after").isPresent()
            || USED_UP.stream().anyMatch(name -> reply.header(name).equals(Optional.of("0")));
    if ((reply.status() == FORBIDDEN && !slower) || reply.status() == NOT_FOUND) {
      return Optional.empty();
    }
    if (!reply.succeeded()) {
      throw away(request.uri(), Integer.toString(reply.status()));
    }
    return Optional.of(read(request.uri(), reply));
  }

  /**
   * The keys that a vendor publishes, fetched on behalf of a provider.
   *
   * @throws CallFailedException {@code unavailable} or as the transport does
   */
  SigningKeys keys(TenantScope scope, String provider, URI place) {
    WireResponse reply =
        sent(scope, "webhook/" + provider, "webhook", "webhook.keys.read", published(place));
    if (!reply.succeeded()) {
      throw away(place, Integer.toString(reply.status()));
    }
    if (read(place, reply) instanceof Json.Obj set) {
      return SigningKeys.read(set);
    }
    throw away(place, "no JSON object");
  }

  private WireResponse sent(TenantScope scope, String id, WireRequest request) {
    return sent(scope, IssuerKind.NAME + "/" + id, IssuerKind.NAME, "identity.issuer.ask", request);
  }

  private WireResponse sent(
      TenantScope scope, String owner, String kind, String purpose, WireRequest request) {
    URI place = request.uri();
    Set<Destination> there = Destination.of(place).map(Set::of).orElse(Set.of());
    Transport bound =
        transport.apply(
            new TransportBinding(
                scope,
                owner,
                kind,
                there,
                Set.of(),
                new Signing.Unsigned(),
                owner,
                Pacing.NONE,
                true,
                OutgoingTrace.USUAL));
    WireResponse reply = bound.send(request, new InternalCall(purpose, time, MOST));
    if (reply.body().length > LARGEST) {
      throw away(place, "more than can be an answer");
    }
    return reply;
  }

  private static Json read(URI place, WireResponse reply) {
    try {
      return JSON.read(reply.body());
    } catch (CallFailedException e) {
      throw away(place, "no JSON");
    }
  }

  /** The same where the answer is an object. */
  Json.Obj object(TenantScope scope, String id, WireRequest request) {
    if (ask(scope, id, request) instanceof Json.Obj object) {
      return object;
    }
    throw away(request.uri(), "no JSON object");
  }

  /** The public document at a place. */
  Json.Obj object(TenantScope scope, String id, URI place) {
    return object(scope, id, published(place));
  }

  private static WireRequest published(URI place) {
    return new WireRequest(
        "GET", place, Map.of("accept", List.of("application/json")), new byte[0]);
  }

  private static CallFailedException away(URI place, String what) {
    return new CallFailedException(
        FailureCode.UNAVAILABLE, "%s answered %s".formatted(place.getHost(), what));
  }
}
