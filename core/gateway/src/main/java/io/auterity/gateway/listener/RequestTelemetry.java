package io.auterity.gateway.listener;

import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures and traces what is done for each request: timed by endpoint and status, those under way
 * counted, and a server span under the trace of its caller, by HTTP's conventions.
 */
final class RequestTelemetry {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  private record Series(Endpoint endpoint, int status) {}

  private final MeterRegistry registry;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Time time;

  RequestTelemetry(Telemetry telemetry, RequestAdmission requestAdmission, Time time) {
    this.registry = telemetry.meters();
    this.tracer = telemetry.tracer();
    this.propagator = telemetry.traces().getPropagators().getTextMapPropagator();
    this.time = time;
    Gauge.builder("auterity.gateway.requests.active", requestAdmission, RequestAdmission::requests)
        .description("Requests that the AI gateway is serving")
        .register(registry);
  }

  /** Does the work of a request under its span. */
  void over(Endpoint endpoint, RequestHeaders headers, HttpReply reply, Runnable work) {
    long began = time.nanos();
    Context parent = propagator.extract(Context.root(), headers, Getter.INSTANCE);
    Span span = begin(endpoint, parent);
    try (Scope _ = parent.with(span).makeCurrent()) {
      work.run();
    } finally {
      end(span, reply.status());
      timers
          .computeIfAbsent(new Series(endpoint, reply.status()), this::timer)
          .record(time.nanos() - began, TimeUnit.NANOSECONDS);
    }
  }

  private Timer timer(Series series) {
    return Timer.builder("auterity.gateway.request")
        .description("Requests at the AI gateway's port")
        .tag("route", series.endpoint().path())
        .tag("method", series.endpoint().method())
        .tag("status", Integer.toString(series.status()))
        .register(registry);
  }

  private Span begin(Endpoint endpoint, Context parent) {
    return tracer
        .spanBuilder(endpoint.spanName())
        .setSpanKind(SpanKind.SERVER)
        .setParent(parent)
        .setAttribute(METHOD, endpoint.method())
        .setAttribute(ROUTE, endpoint.path())
        .startSpan();
  }

  private static void end(Span span, int status) {
    span.setAttribute(STATUS, (long) status);
    if (status >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private enum Getter implements TextMapGetter<RequestHeaders> {
    INSTANCE;

    // The propagators in use ask for names that they know.
    @Override
    public Iterable<String> keys(RequestHeaders headers) {
      return List.of();
    }

    @Override
    public @Nullable String get(@Nullable RequestHeaders headers, String name) {
      return headers == null ? null : headers.get(name);
    }
  }
}
