package io.auterity.server.telemetry;

import io.auterity.server.web.security.OperatorOnly;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The metrics that tell tenants apart, in Prometheus' text format. */
@RestController
public record TenantMetricsController(TenantMetrics metrics) {

  @OperatorOnly
  @GetMapping(path = "/api/v1/metrics", produces = MetricsController.TEXT)
  String scrapeTenants() {
    return metrics.scrape();
  }
}
