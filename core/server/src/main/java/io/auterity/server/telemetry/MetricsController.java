package io.auterity.server.telemetry;

import io.auterity.server.web.security.Open;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The metrics of this process in Prometheus' text format. */
@RestController
public record MetricsController(PrometheusMeterRegistry registry) {

  static final String TEXT = "text/plain;version=0.0.4;charset=utf-8";

  @Open("metrics carry no tenant's data")
  @GetMapping(path = "/metrics", produces = TEXT)
  String scrape() {
    return registry.scrape();
  }
}
