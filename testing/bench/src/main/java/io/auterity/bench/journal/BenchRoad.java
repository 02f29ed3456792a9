package io.auterity.bench.journal;

import io.auterity.bench.plugins.PluginSite;
import io.auterity.control.access.Access;
import io.auterity.control.owner.Owners;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.price.PriceLists;
import io.auterity.ledger.store.SliceStore;
import io.auterity.platform.audit.AuditLog;
import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Acts;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.ContentGuard;
import io.auterity.platform.call.Credential;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.provider.store.ProviderDocuments;
import io.auterity.relay.Relay;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.attempt.SystemTimers;
import io.auterity.relay.attempt.store.DispatchStore;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.call.Charges;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.decision.log.Backlog;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.decision.store.DecisionWriter;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.rehearsal.RehearsedCalls;
import io.auterity.relay.road.RefusedCalls;
import io.auterity.relay.road.RoadServices;
import io.auterity.relay.road.RolloutProgress;
import io.auterity.relay.road.RouteLearner;
import io.auterity.relay.route.Routes;
import io.auterity.relay.telemetry.CallMeters;
import io.auterity.relay.thought.KeptThoughts;
import io.auterity.spi.Json;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The road as the server lays it, with tenants whose one provider is the plugin for texts. */
final class BenchRoad implements AutoCloseable {

  private static final Acts NO_ACTS = new Acts(List.of());
  private static final int KEY_BYTES = 32;

  private final PluginSite site;
  private final AuditLog audit;
  private final Access access;
  private final Ledger ledger;
  private final DecisionLog decisions;
  private final SystemTimers timers;
  private final Relay relay;
  private final Authenticated caller;

  BenchRoad(
      Database database, Time time, Ids ids, Catalogue catalogue, Binder binder, Path plugin) {
    SecureRandom random = new SecureRandom();
    this.site =
        new PluginSite(
            Set.of(), new ProviderDocuments(database, new Outbox(database, time), ids)::of);
    this.audit = new AuditLog(database, time);
    this.access =
        new Access(database, audit, new Owners(), catalogue::ids, () -> NO_ACTS, ids, time, random);
    this.ledger = new Ledger(time, ids, new SliceStore(database));
    this.decisions = new DecisionLog(new DecisionWriter(database), time, Backlog.Bound.STANDARD);
    this.timers = new SystemTimers(time);
    this.relay =
        new Relay(
            new RoadServices(
                catalogue,
                binder,
                access.authorizer(),
                new Configs(new Routes(), site.providers(), new PriceLists(time), ledger),
                decisions,
                new Captures(batch -> {}, 0),
                new Captures(batch -> {}, 0),
                time,
                new AttemptServices(
                    site.providers(),
                    new LiveHealthByTenant(time),
                    ledger,
                    new DispatchStore(database),
                    KeptThoughts.none(binder, time),
                    new Cursors(new byte[KEY_BYTES], binder),
                    timers,
                    () -> ThreadLocalRandom.current().nextDouble()),
                ContentGuard.NONE,
                RouteLearner.NONE,
                RolloutProgress.NONE,
                AnswerCache.inMemory(time, Duration.ofDays(1), () -> null),
                Telemetry.none(),
                new CallMeters(new CompositeMeterRegistry()),
                Charges.NONE,
                RehearsedCalls.NONE,
                MemoryPool.ofHeap(),
                RefusedCalls.NONE));
    audit.start();
    access.start();
    decisions.start();
    site.host().load(plugin);
    this.caller = newTenant("bench");
  }

  /** Makes a tenant whose one provider is the plugin for texts; the caller that it has. */
  Authenticated newTenant(String name) {
    String key = access.tenants().create(AuditedAct.ofPlatform("bench"), name).secret();
    Authenticated made = access.authenticator().authenticate(new Credential.ApiKey(key));
    site.apply(made.scope(), "texts", Json.EMPTY.with("connector", Json.of("local-text")));
    return made;
  }

  Relay relay() {
    return relay;
  }

  Authenticated caller() {
    return caller;
  }

  /** Waits until the decisions of all calls so far are stored. */
  void settle() {
    decisions.flush();
  }

  @Override
  public void close() {
    decisions.close();
    ledger.close();
    timers.close();
    site.close();
    access.close();
    audit.close();
  }
}
