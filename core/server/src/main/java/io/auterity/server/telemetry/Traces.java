package io.auterity.server.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;

/**
 * Exports spans to the collector that OpenTelemetry's own variables name, such as {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT}. When they name none, spans go nowhere at no cost, and the trace of
 * a caller is handed on as it came.
 */
public final class Traces implements AutoCloseable {

  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String TRACES_ENDPOINT = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT";

  private final OpenTelemetry telemetry;

  private Traces(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  /** As the environment says. */
  public static Traces of(Map<String, String> environment) {
    boolean wanted = environment.containsKey(ENDPOINT) || environment.containsKey(TRACES_ENDPOINT);
    return new Traces(wanted ? exporting() : propagating());
  }

  private static OpenTelemetry propagating() {
    return OpenTelemetry.propagating(
        ContextPropagators.create(
            TextMapPropagator.composite(
                W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance())));
  }

  private static OpenTelemetry exporting() {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(
            () ->
                Map.of(
                    "otel.service.name", "auterity",
                    "otel.exporter.otlp.protocol", "http/protobuf",
                    "otel.metrics.exporter", "none",
                    "otel.logs.exporter", "none"))
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  public OpenTelemetry telemetry() {
    return telemetry;
  }

  @Override
  public void close() {
    if (telemetry instanceof OpenTelemetrySdk sdk) {
      sdk.close();
    }
  }
}
