package io.auterity.gateway.door;

import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.CacheDirectives;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes invocations from requests: the input from the body, the rest from headers. */
final class Invocations {

  static final String LABELS = "auterity-labels";
  static final String MODELS = "auterity-models";

  private static final String CACHE_CONTROL = "cache-control";

  /** The call that a request makes; {@code more} labels stand beside those of its header. */
  static Invocation of(
      GatewayRequest request,
      Authenticated caller,
      String capability,
      Payload input,
      Map<String, String> more) {
    Invocation call =
        of(request.id(), CallOptions.LONGEST, request, caller, capability, input, more);
    return request.place() == null ? call : call.at(request.place());
  }

  /** One of several calls that a request makes, each with an id and a limit of its own. */
  static Invocation oneOf(
      UUID id,
      Duration longest,
      GatewayRequest request,
      Authenticated caller,
      String capability,
      Record input) {
    return of(id, longest, request, caller, capability, Payload.of(input), Map.of());
  }

  /** One of several calls that a request makes, each with an id of its own. */
  static Invocation oneOf(UUID id, GatewayRequest request, String capability, Payload input) {
    return of(id, CallOptions.LONGEST, request, request.caller(), capability, input, Map.of());
  }

  private static Invocation of(
      UUID id,
      Duration longest,
      GatewayRequest request,
      Authenticated caller,
      String capability,
      Payload input,
      Map<String, String> more) {
    Duration timeout =
        CallOptions.timeout(request.headers().get("auterity-timeout"), CallOptions.LONGEST);
    return Invocation.of(id, caller.scope(), caller.principal(), capability, input)
        .labels(labels(request.headers().get(LABELS), more))
        .timeout(timeout.compareTo(longest) < 0 ? timeout : longest)
        .idempotencyKey(CallOptions.idempotencyKey(request.headers().get("idempotency-key")))
        .door(Invocation.Door.GATEWAY)
        .trace(TraceContext.current())
        .strict(strict(request.headers().get("auterity-strict")))
        .cache(CacheDirectives.of(request.headers().get(CACHE_CONTROL)))
        .alternatives(CallOptions.models(request.headers().get(MODELS)))
        .build();
  }

  /** Refuses headers that no call could be made with. */
  static void check(RequestHeaders headers) {
    CallOptions.labels(headers.get(LABELS));
    CallOptions.timeout(headers.get("auterity-timeout"), CallOptions.LONGEST);
    strict(headers.get("auterity-strict"));
    CallOptions.models(headers.get(MODELS));
  }

  private static boolean strict(@Nullable String header) {
    return switch (header) {
      case null -> false;
      case "false" -> false;
      case "true" -> true;
      default ->
          throw new CallFailedException(
              FailureCode.INVALID, "the header auterity-strict must be true or false");
    };
  }

  private static Map<String, String> labels(@Nullable String header, Map<String, String> more) {
    if (header == null) {
      return more;
    }
    Map<String, String> labels = new HashMap<>(CallOptions.labels(header));
    more.forEach(
        (name, value) -> {
          String other = labels.put(name, value);
          if (other != null && !other.equals(value)) {
            throw new CallFailedException(
                FailureCode.INVALID,
                "the label '%s' and the field of that name differ".formatted(name));
          }
        });
    return labels;
  }
}
