package io.auterity.server.wiring;

import io.auterity.control.guardrail.Guardrails;
import io.auterity.control.guardrail.InjectionHead;
import io.auterity.insight.learn.LearnedRoutes;
import io.auterity.insight.learn.Lessons;
import io.auterity.insight.learn.store.LessonTable;
import io.auterity.insight.rollout.RolloutWorker;
import io.auterity.insight.rollout.Rollouts;
import io.auterity.insight.rollout.store.RolloutTable;
import io.auterity.insight.shadow.Shadows;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.LedgerReviews;
import io.auterity.ledger.price.PriceLists;
import io.auterity.ledger.store.AbandonedSlices;
import io.auterity.ledger.store.ApprovalTable;
import io.auterity.ledger.store.RateLeaseTable;
import io.auterity.ledger.store.SliceStore;
import io.auterity.ledger.store.ThresholdStore;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.provider.Providers;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.Relay;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.attempt.SystemTimers;
import io.auterity.relay.attempt.store.DispatchStore;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.call.Charges;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.store.CaptureTable;
import io.auterity.relay.capture.store.ResponseTable;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.relay.decision.log.Backlog;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.decision.store.DecisionArchive;
import io.auterity.relay.decision.store.DecisionWriter;
import io.auterity.relay.decision.store.FeedbackTable;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.rehearsal.RehearsalLog;
import io.auterity.relay.rehearsal.Rehearsals;
import io.auterity.relay.rehearsal.RehearsedCalls;
import io.auterity.relay.rehearsal.store.RehearsalTable;
import io.auterity.relay.road.RoadServices;
import io.auterity.relay.road.RolloutProgress;
import io.auterity.relay.road.RouteLearner;
import io.auterity.relay.route.Routes;
import io.auterity.relay.telemetry.CallMeters;
import io.auterity.server.start.OperatorKey;
import io.auterity.server.telemetry.TenantMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The road that every call takes, what it is decided by, and what is written of it. */
final class RoadParts {

  final Guardrails guardrails;
  final InjectionHead injectionHead;
  final Routes routes = new Routes();
  final PriceLists prices;
  final Ledger ledger;
  final LedgerReviews reviews;
  final ApprovalTable approvals;
  final AbandonedSlices leftSlices;
  final TenantMetrics tenantMetrics;
  final Configs configs;

  final DecisionLog decisions;
  final CaptureTable contents;
  final Captures captures;
  final ResponseTable keptResponses;
  final Captures responses;
  final Archive archive;
  final FeedbackTable feedback;

  final LearnedRoutes learned;
  final Lessons lessons;
  final Rollouts rollouts;
  final RolloutWorker rolling;
  final RehearsalLog rehearsalLog;
  final Rehearsals rehearsals;
  final SystemTimers timers;
  final Relay relay;

  /** The same road to a provider that is not stored. */
  final Function<Providers, Invoker> drafts;

  /**
   * @param kept how long callers may come back to responses; zero for not at all
   */
  RoadParts(
      BaseParts base, VendorParts vendors, AnswerCache cache, OperatorKey operator, Duration kept) {
    this.guardrails = new Guardrails(found(base.telemetry.meters()));
    this.injectionHead = new InjectionHead(() -> vendors.plugins.embedder(InjectionHead::fits));
    this.prices = new PriceLists(base.time);
    this.ledger = ledger(base);
    this.reviews = new LedgerReviews(ledger);
    this.approvals = new ApprovalTable(base.database, base.changeAudit);
    this.leftSlices = new AbandonedSlices(base.database, base.changeAudit);
    this.tenantMetrics = new TenantMetrics(vendors.providers, vendors.vitals, ledger);
    this.configs = new Configs(routes, vendors.providers, prices, ledger);

    this.decisions =
        new DecisionLog(new DecisionWriter(base.database), base.time, Backlog.Bound.STANDARD);
    this.contents = new CaptureTable(base.database, base.seal);
    this.captures = new Captures(contents, Captures.ROOM);
    this.keptResponses =
        new ResponseTable(base.database, base.seal, base.time, kept, ResponseTable.ROOM);
    this.responses = new Captures(keptResponses, kept.isZero() ? 0 : Captures.ROOM / 2);
    this.archive = new DecisionArchive(base.database);
    this.feedback = new FeedbackTable(base.database, base.changeAudit);

    this.learned = new LearnedRoutes(vendors.plugins::embedder);
    this.rollouts =
        new Rollouts(
            new RolloutTable(base.database, base.changeAudit), ledger.process(), base.time);
    base.changes.follow(ChangeFeed.Topic.ROLLOUT, rollouts::changed, rollouts::changesMissed);
    this.rolling = new RolloutWorker(rollouts, routes);
    this.rehearsalLog = new RehearsalTable(base.database, base.changeAudit);
    this.rehearsals =
        new Rehearsals(rehearsalLog, vendors.vitals, base.time, Thread::startVirtualThread);
    base.changes.follow(
        ChangeFeed.Topic.REHEARSAL, tenant -> rehearsals.changed(), rehearsals::changed);
    this.timers = new SystemTimers(base.time);
    Cursors cursors = new Cursors(operator.derived("cursors"), base.binder);
    this.relay = relay(base, vendors, cache, cursors);
    this.drafts = draft -> ofDraft(base, vendors, cursors, draft);
    LessonTable judged = new LessonTable(base.database);
    this.lessons = judged;
    compareCopies(base, judged);
  }

  private static BiConsumer<String, String> found(MeterRegistry meters) {
    return (done, way) ->
        meters.counter("auterity.guardrail.findings", "act", done, "way", way).increment();
  }

  private static Ledger ledger(BaseParts base) {
    Ledger ledger =
        new Ledger(
            base.time,
            base.ids,
            new SliceStore(base.database),
            new ThresholdStore(base.database, base.outbox, base.ids),
            new RateLeaseTable(base.database));
    base.changes.standFor(ledger.process());
    base.changes.follow(
        ChangeFeed.Topic.APPROVAL, ledger::approvalsChanged, ledger::approvalsChanged);
    return ledger;
  }

  private Relay relay(BaseParts base, VendorParts vendors, AnswerCache cache, Cursors cursors) {
    return new Relay(
        new RoadServices(
            base.catalogue,
            base.binder,
            base.access.authorizer(),
            configs,
            decisions,
            captures,
            responses,
            base.time,
            attempts(base, vendors.providers, vendors.vitals, cursors),
            guardrails,
            learned,
            rollouts,
            cache,
            base.telemetry,
            tenantMetrics.calls(),
            new Charges(vendors.plugins::billed),
            rehearsals));
  }

  private AttemptServices attempts(
      BaseParts base, Providers providers, LiveHealthByTenant vitals, Cursors cursors) {
    return new AttemptServices(
        providers,
        vitals,
        ledger,
        new DispatchStore(base.database),
        cursors,
        timers,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  // No route leads to it, and nothing is learned, counted or cached of what is only tried.
  private Relay ofDraft(BaseParts base, VendorParts vendors, Cursors cursors, Providers draft) {
    return new Relay(
        new RoadServices(
            base.catalogue,
            base.binder,
            base.access.authorizer(),
            new Configs(new Routes(), draft, prices, ledger),
            decisions,
            captures,
            responses,
            base.time,
            attempts(base, draft, new LiveHealthByTenant(base.time), cursors),
            guardrails,
            RouteLearner.NONE,
            RolloutProgress.NONE,
            AnswerCache.inMemory(base.time, Duration.ofMinutes(1), () -> null),
            base.telemetry,
            new CallMeters(new CompositeMeterRegistry()),
            new Charges(vendors.plugins::billed),
            RehearsedCalls.NONE));
  }

  private void compareCopies(BaseParts base, LessonTable judged) {
    Shadows shadows =
        new Shadows(
            relay,
            base.ids,
            rollouts,
            learned.copies(),
            copy -> Thread.ofVirtual().name("shadow").start(copy));
    shadows.tell(
        pair -> {
          if (pair.judged() != null) {
            judged.keep(pair.call().scope(), pair.judged(), base.time.now());
          }
        });
    relay.compareWith(shadows::ended);
  }
}
