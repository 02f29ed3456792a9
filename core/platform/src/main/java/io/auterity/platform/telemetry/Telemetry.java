package io.auterity.platform.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;

/**
 * The telemetry sinks: the registry of meters for metrics, and OpenTelemetry for spans. Meter names
 * begin with {@code auterity.}, which Prometheus shows as {@code auterity_}; durations are in
 * seconds.
 */
public record Telemetry(MeterRegistry meters, OpenTelemetry traces) {

  private static final String SCOPE = "io.auterity";

  /** Keeps nothing. */
  public static Telemetry none() {
    return new Telemetry(new CompositeMeterRegistry(), OpenTelemetry.noop());
  }

  /** Whether spans go anywhere, so that making them is worth while. */
  public boolean traced() {
    return !traces.getTracerProvider().equals(TracerProvider.noop());
  }

  public Tracer tracer() {
    return traces.getTracer(SCOPE);
  }
}
