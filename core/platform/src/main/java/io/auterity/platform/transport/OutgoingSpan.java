package io.auterity.platform.transport;

import io.auterity.platform.telemetry.Telemetry;
import io.auterity.spi.Call;
import io.auterity.spi.Failure;
import io.auterity.spi.WireRequest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The client span of one request, by OpenTelemetry's HTTP conventions. */
final class OutgoingSpan {

  private static final String TRACEPARENT = "traceparent";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> HOST = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("auterity.provider");
  private static final AttributeKey<String> CAPABILITY =
      AttributeKey.stringKey("auterity.capability");
  private final Span span;
  private final Context context;

  private OutgoingSpan(Span span, Context context) {
    this.span = span;
    this.context = context;
  }

  /** Begins under the trace of the call. */
  static OutgoingSpan begin(
      Telemetry telemetry,
      TransportBinding binding,
      Destination place,
      WireRequest request,
      Call call) {
    Context parent = parent(call.traceparent());
    Span span =
        telemetry
            .tracer()
            .spanBuilder(request.method())
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(METHOD, request.method())
            .setAttribute(HOST, place.host())
            .setAttribute(PORT, (long) place.port())
            .setAttribute(URL, withoutQuery(place, request))
            .setAttribute(PROVIDER, binding.provider())
            .setAttribute(CAPABILITY, call.capability())
            .startSpan();
    return new OutgoingSpan(span, parent.with(span));
  }

  /** The W3C trace context that the request carries; empty when it is not traced. */
  Optional<String> traceparent() {
    AtomicReference<@Nullable String> header = new AtomicReference<>();
    W3C.inject(
        context,
        header,
        (carrier, name, value) -> {
          if (carrier != null && name.equals(TRACEPARENT)) {
            carrier.set(value);
          }
        });
    return Optional.ofNullable(header.get());
  }

  void replied(int status) {
    span.setAttribute(STATUS, (long) status);
    if (status >= 400) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(ERROR, Integer.toString(status));
    }
  }

  void ended(@Nullable Failure failure) {
    if (failure != null) {
      span.setStatus(StatusCode.ERROR, failure.message());
      span.setAttribute(ERROR, failure.code().wire());
    }
    span.end();
  }

  /** What may be shown of a URL: a query may hold secrets. */
  static String withoutQuery(Destination place, WireRequest request) {
    return place.scheme() + "://" + place.authority() + request.uri().getRawPath();
  }

  private static Context parent(Optional<String> traceparent) {
    return traceparent
        .map(header -> W3C.extract(Context.root(), Map.of(TRACEPARENT, header), GETTER))
        .orElse(Context.root());
  }

  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return List.copyOf(carrier.keySet());
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };
}
