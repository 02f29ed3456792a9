package io.auterity.server.road;

import io.auterity.control.access.DeniedCall;
import io.auterity.platform.audit.CountedLog;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.part.PartList;
import io.auterity.provider.Providers;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.Relay;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.attempt.SystemTimers;
import io.auterity.relay.attempt.store.DispatchStore;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.call.Charges;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.capture.MaskingCall;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.rehearsal.RehearsedCalls;
import io.auterity.relay.road.RoadServices;
import io.auterity.relay.road.RolloutProgress;
import io.auterity.relay.road.RouteLearner;
import io.auterity.relay.route.Routes;
import io.auterity.relay.telemetry.CallMeters;
import io.auterity.relay.thought.KeptThoughts;
import io.auterity.server.call.CallAnswers;
import io.auterity.server.call.CallController;
import io.auterity.server.decisions.DecisionsPart;
import io.auterity.server.guardrails.GuardrailsPart;
import io.auterity.server.limits.LimitsPart;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import io.auterity.server.providers.ProvidersPart;
import io.auterity.server.rehearsals.RehearsalsPart;
import io.auterity.server.routes.RoutesPart;
import io.auterity.server.telemetry.TenantMetrics;
import io.auterity.server.telemetry.TenantMetricsController;
import io.auterity.spi.Failure;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The road that every call takes, put together from what it is decided by and written to. */
public final class RoadPart implements ServerPart {

  public final Configs configs;
  public final TenantMetrics tenantMetrics;
  public final Relay relay;

  private final Foundation base;
  private final ProvidersPart vendors;
  private final LimitsPart limits;
  private final DecisionsPart written;
  private final GuardrailsPart guardrails;
  private final CountedLog<DeniedCall> denied;
  private final SystemTimers timers;
  private final Cursors cursors;
  private final KeptThoughts thoughts;

  /**
   * @param cursors signs the cursors of pages
   */
  public RoadPart(
      Foundation base,
      ProvidersPart vendors,
      LimitsPart limits,
      DecisionsPart written,
      GuardrailsPart guardrails,
      RoutesPart routes,
      RehearsalsPart rehearsals,
      AnswerCache cache,
      Cursors cursors) {
    this.base = base;
    this.vendors = vendors;
    this.limits = limits;
    this.written = written;
    this.guardrails = guardrails;
    this.cursors = cursors;
    this.denied = DeniedCall.log(base.database, base.changeAudit, base.time);
    this.timers = new SystemTimers(base.time);
    this.thoughts = KeptThoughts.inMemory(base.binder, base.seal, base.time);
    this.tenantMetrics = new TenantMetrics(vendors.providers, vendors.vitals, limits.ledger);
    this.configs = new Configs(routes.routes, vendors.providers, limits.prices, limits.ledger);
    this.relay =
        new Relay(
            new RoadServices(
                base.catalogue,
                base.binder,
                base.access.authorizer(),
                configs,
                written.decisions,
                written.captures,
                written.responses,
                base.time,
                attempts(vendors.providers, vendors.vitals),
                guardrails.guardrails,
                routes.learned,
                routes.rollouts,
                cache,
                base.telemetry,
                tenantMetrics.calls(),
                new Charges(vendors.plugins::billed),
                rehearsals.rehearsals,
                vendors.memory,
                this::refused));
  }

  private void refused(TenantScope scope, Decision decision) {
    guardrails.refused(scope, decision);
    Failure failure = decision.result().failure();
    if (failure != null && decision.isDenied()) {
      Decision.Call call = decision.call();
      denied.add(
          scope,
          new DeniedCall(
              call.principal(),
              call.door(),
              call.capability(),
              failure.message(),
              Decision.ID.write(decision.id())));
    }
  }

  private AttemptServices attempts(Providers providers, LiveHealthByTenant health) {
    return new AttemptServices(
        providers,
        health,
        limits.ledger,
        new DispatchStore(base.database),
        thoughts,
        cursors,
        timers,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * The same road to a provider that is not stored: no route leads to it, and nothing is learned,
   * counted or cached of what is only tried.
   */
  public Relay ofDraft(Providers draft) {
    return new Relay(
        new RoadServices(
            base.catalogue,
            base.binder,
            base.access.authorizer(),
            new Configs(new Routes(), draft, limits.prices, limits.ledger),
            written.decisions,
            written.captures,
            written.responses,
            base.time,
            attempts(draft, new LiveHealthByTenant(base.time)),
            guardrails.guardrails,
            RouteLearner.NONE,
            RolloutProgress.NONE,
            AnswerCache.inMemory(base.time, Duration.ofMinutes(1), () -> null),
            base.telemetry,
            new CallMeters(new CompositeMeterRegistry()),
            new Charges(vendors.plugins::billed),
            RehearsedCalls.NONE,
            vendors.memory,
            this::refused));
  }

  @Override
  public void recover() {
    denied.start();
    written.captures.start(new MaskingCall(relay, base.ids));
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new CallController(base.catalogue, relay, new CallAnswers(base.binder), base.ids),
        new TenantMetricsController(tenantMetrics));
  }

  @Override
  public void close() {
    PartList.end(
        this,
        written.captures::close,
        written.responses::close,
        relay::close,
        denied::close,
        timers::close,
        tenantMetrics::close);
  }
}
