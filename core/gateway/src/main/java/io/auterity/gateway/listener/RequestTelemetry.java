package io.auterity.gateway.listener;

import io.auterity.gateway.door.GatewayEndpoint;
import io.auterity.gateway.door.GatewayRequest;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** Measures and traces what is done for each request. */
final class RequestTelemetry {

  private final EndpointMeter meter;
  private final Spans spans;
  private final Time time;

  RequestTelemetry(Telemetry telemetry, Load load, Time time) {
    this.meter = new EndpointMeter(telemetry, load);
    this.spans = new Spans(telemetry);
    this.time = time;
  }

  /** Does the work of a request under its span. */
  void over(
      GatewayEndpoint endpoint, GatewayRequest.Headers headers, HttpReply reply, Runnable work) {
    long began = time.nanos();
    Span span = spans.begin(endpoint, headers);
    try (Scope _ = span.makeCurrent()) {
      work.run();
    } finally {
      spans.end(span, reply.status());
      meter.record(endpoint, reply.status(), time.nanos() - began);
    }
  }
}
