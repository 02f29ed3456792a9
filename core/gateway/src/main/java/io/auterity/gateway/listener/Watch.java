package io.auterity.gateway.listener;

import io.auterity.gateway.door.Endpoint;
import io.auterity.gateway.door.Received;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** Measures and traces what is done for each request. */
final class Watch {

  private final Meter meter;
  private final Spans spans;
  private final Time time;

  Watch(Telemetry telemetry, Load load, Time time) {
    this.meter = new Meter(telemetry, load);
    this.spans = new Spans(telemetry);
    this.time = time;
  }

  /** Does the work of a request under its span. */
  void over(Endpoint endpoint, Received.Headers headers, HttpReply reply, Runnable work) {
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
