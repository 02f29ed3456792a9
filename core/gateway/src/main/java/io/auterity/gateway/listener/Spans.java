package io.auterity.gateway.listener;

import io.auterity.gateway.door.GatewayEndpoint;
import io.auterity.gateway.door.GatewayRequest;
import io.auterity.platform.telemetry.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The server span of each request, under the trace of its caller, by HTTP's conventions. */
final class Spans {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  Spans(Telemetry telemetry) {
    this.tracer = telemetry.tracer();
    this.propagator = telemetry.traces().getPropagators().getTextMapPropagator();
  }

  Span begin(GatewayEndpoint endpoint, GatewayRequest.Headers headers) {
    return tracer
        .spanBuilder(endpoint.spanName())
        .setSpanKind(SpanKind.SERVER)
        .setParent(propagator.extract(Context.root(), headers, Getter.INSTANCE))
        .setAttribute(METHOD, endpoint.method())
        .setAttribute(ROUTE, endpoint.path())
        .startSpan();
  }

  void end(Span span, int status) {
    span.setAttribute(STATUS, (long) status);
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private enum Getter implements TextMapGetter<GatewayRequest.Headers> {
    INSTANCE;

    // The propagators in use ask for names that they know.
    @Override
    public Iterable<String> keys(GatewayRequest.Headers headers) {
      return List.of();
    }

    @Override
    public @Nullable String get(GatewayRequest.@Nullable Headers headers, String name) {
      return headers == null ? null : headers.get(name);
    }
  }
}
