package io.auterity.gateway.listener;

import io.auterity.gateway.door.GatewayEndpoint;
import io.auterity.platform.telemetry.Telemetry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Times requests by endpoint and status, and counts those under way. */
final class EndpointMeter {

  private record Series(GatewayEndpoint endpoint, int status) {}

  private final MeterRegistry registry;
  private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

  EndpointMeter(Telemetry telemetry, Load load) {
    this.registry = telemetry.meters();
    Gauge.builder("auterity.gateway.requests.active", load, Load::requests)
        .description("Requests that the AI gateway is serving")
        .register(registry);
  }

  void record(GatewayEndpoint endpoint, int status, long nanos) {
    timers
        .computeIfAbsent(new Series(endpoint, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Series series) {
    return Timer.builder("auterity.gateway.request")
        .description("Requests at the AI gateway's port")
        .tag("route", series.endpoint().path())
        .tag("method", series.endpoint().method())
        .tag("status", Integer.toString(series.status()))
        .register(registry);
  }
}
