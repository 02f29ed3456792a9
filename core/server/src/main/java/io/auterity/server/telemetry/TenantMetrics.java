package io.auterity.server.telemetry;

import io.auterity.ledger.Ledger;
import io.auterity.ledger.Limit;
import io.auterity.platform.call.TenantScope;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.CircuitBreaker;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.provider.health.Snapshot;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.relay.telemetry.CallMeters;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The metrics that tell tenants apart, for the operator of the installation: what their calls do,
 * how their providers are, and how their limits stand in this process. States are looked up when
 * they are scraped, without asking the database.
 */
public final class TenantMetrics implements AutoCloseable {

  private static final double NANOS = 1e9;
  private static final double THOUSAND = 1_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CallMeters calls = new CallMeters(registry);
  private final ReentrantLock scraping = new ReentrantLock();
  private final ProviderRegistry providers;
  private final LiveHealthByTenant vitals;
  private final Ledger ledger;
  private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();

  public TenantMetrics(ProviderRegistry providers, LiveHealthByTenant vitals, Ledger ledger) {
    this.providers = providers;
    this.vitals = vitals;
    this.ledger = ledger;
    gauge("auterity.provider.connected", "Whether a provider is in use");
    gauge(
        "auterity.provider.breaker",
        "1 for the worst state that a breaker of a provider, its models or operations is in");
    gauge("auterity.provider.health", "Share of recent attempts that did not fail");
    gauge("auterity.provider.active", "Attempts under way at a provider");
    gauge("auterity.provider.slots", "Most attempts at a provider at one time");
    gauge("auterity.limit.cap", "What a budget or quota allows in its window");
    gauge("auterity.limit.used", "What of it is used, or leased by other processes");
    gauge("auterity.limit.held", "What of it calls under way may use");
  }

  private void gauge(String name, String description) {
    gauges.put(name, MultiGauge.builder(name).description(description).register(registry));
  }

  /** Counts calls that are over. */
  public CallMeters calls() {
    return calls;
  }

  /** All of it in Prometheus' text format. */
  public String scrape() {
    scraping.lock();
    try {
      Rows rows = new Rows();
      providers.tenants().forEach(scope -> look(scope, rows));
      ledger.tenants().forEach(scope -> limits(scope, rows));
      gauges.forEach((name, gauge) -> gauge.register(rows.of(name), true));
      return registry.scrape();
    } finally {
      scraping.unlock();
    }
  }

  private void look(TenantScope scope, Rows rows) {
    Tags tenant = tenant(scope);
    for (ProviderInfo info : providers.opened(scope)) {
      Tags tags = tenant.and("provider", info.id());
      Snapshot seen = vitals.of(scope, info.id()).snapshot(info.slots());
      rows.add("auterity.provider.connected", tags, isInUse(info) ? 1 : 0);
      for (CircuitBreaker.Phase phase : CircuitBreaker.Phase.values()) {
        Tags phased = tags.and("phase", phase.name().toLowerCase(Locale.ROOT));
        rows.add("auterity.provider.breaker", phased, seen.breaker() == phase ? 1 : 0);
      }
      rows.add("auterity.provider.health", tags, seen.health() / THOUSAND);
      rows.add("auterity.provider.active", tags, seen.inFlight());
      rows.add("auterity.provider.slots", tags, info.slots());
    }
  }

  private static boolean isInUse(ProviderInfo info) {
    return info.state() == ProviderInfo.State.CONNECTED
        || info.state() == ProviderInfo.State.DEGRADED;
  }

  private void limits(TenantScope scope, Rows rows) {
    for (Ledger.LimitState state : ledger.standing(scope)) {
      Limit limit = state.limit();
      Tags tags =
          tenant(scope)
              .and("kind", limit.kind(), "limit", limit.id())
              .and("period", limit.period().wire(), "unit", limit.unit());
      double scale = limit.ofMoney() ? NANOS : 1;
      rows.add("auterity.limit.cap", tags, limit.cap() / scale);
      rows.add("auterity.limit.used", tags, (limit.cap() - state.left() - state.held()) / scale);
      rows.add("auterity.limit.held", tags, state.held() / scale);
    }
  }

  private static Tags tenant(TenantScope scope) {
    return Tags.of("tenant", TenantScope.ID.write(scope.tenant()));
  }

  /** What the gauges show at one scrape. */
  private static final class Rows {
    private final Map<String, List<MultiGauge.Row<?>>> rows = new LinkedHashMap<>();

    void add(String name, Tags tags, double value) {
      rows.computeIfAbsent(name, ignored -> new ArrayList<>())
          .add(MultiGauge.Row.of(tags, (Number) value));
    }

    List<MultiGauge.Row<?>> of(String name) {
      return rows.getOrDefault(name, List.of());
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
