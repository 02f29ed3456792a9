package io.auterity.relay.road;

import io.auterity.ledger.Ledger;
import io.auterity.ledger.LimitKind;
import io.auterity.ledger.MemorySlices;
import io.auterity.ledger.price.PriceLists;
import io.auterity.ledger.price.PricesKind;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.ContentGuard;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.Relay;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.cache.CacheGenerations;
import io.auterity.relay.cache.GenerationStore;
import io.auterity.relay.cache.SharedAnswers;
import io.auterity.relay.call.Charges;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.capture.MaskingCall;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.log.Backlog;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.decision.log.DecisionStore;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.rehearsal.MemoryRehearsals;
import io.auterity.relay.rehearsal.Rehearsals;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.relay.route.Specs;
import io.auterity.relay.telemetry.CallMeters;
import io.auterity.relay.thought.KeptThoughts;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.TextToClassify;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole road with scripted providers, a clock of its own and nothing outside the process. */
public class TestRoad {

  /** Each road draws ids of its own, the same in every run of the tests. */
  private static final AtomicLong SEEDS = new AtomicLong();

  public final TenantScope tenant;
  public final ManualTime time;
  public final ManualTimers timers;
  public final ScriptedProviders providers = new ScriptedProviders();
  public final MemoryDecisionStore ink = new MemoryDecisionStore();
  public final MemoryDispatches dispatches = new MemoryDispatches();
  public final LiveHealthByTenant vitals;
  public final Ids ids;
  public final MemorySlices slices = new MemorySlices();
  public final Ledger ledger;
  public final DecisionLog log;
  public final List<Captures.Kept> kept = new CopyOnWriteArrayList<>();
  public final Captures captures = new Captures(kept::addAll, 10_000_000);
  public final List<Decision> refused = new CopyOnWriteArrayList<>();
  public final List<Captures.Kept> keptForCallers = new CopyOnWriteArrayList<>();
  public final Captures responses = new Captures(keptForCallers::addAll, 10_000_000);
  public Authorizer authorizer =
      (scope, principal, capability) -> Verdict.allow("role", "Role operator.");

  public ContentGuard guard = ContentGuard.NONE;
  public DoubleSupplier ticket = () -> 0.5;
  public final MemoryRehearsals rehearsed = new MemoryRehearsals();
  public final Rehearsals rehearsals;

  public final FragileAnswers answers;
  public volatile @Nullable TextEmbedder embedder;

  /** So long that no test fails on a busy machine. */
  private static final Duration PATIENT = Duration.ofSeconds(30);

  public final AnswerCache cache;

  public final MemoryPool memory = new MemoryPool(64 << 20);
  private final Binder binder = new Binder();
  private final Catalogue catalogue = Catalogue.standard();
  public final Routes routes = new Routes();
  public final PriceLists prices;
  private final RouteKind routeKind = new RouteKind(catalogue, routes);
  public final Relay relay;

  public TestRoad() {
    this(10_000);
  }

  /** Whose calls are measured and traced there. */
  public TestRoad(Telemetry telemetry) {
    this(TenantScope.authenticated(new UUID(0, 7)), null, 10_000, telemetry);
  }

  /** One of several servers. */
  public TestRoad(GenerationStore generations, Function<Time, SharedAnswers> shared) {
    this(
        TenantScope.authenticated(new UUID(0, 7)),
        null,
        10_000,
        Telemetry.none(),
        generations,
        shared);
  }

  public TestRoad(int bound) {
    this(TenantScope.authenticated(new UUID(0, 7)), null, bound);
  }

  /** Writes decisions to {@code other}, or keeps them when that is null. */
  public TestRoad(TenantScope tenant, @Nullable DecisionStore other, int bound) {
    this(tenant, other, bound, Telemetry.none());
  }

  private TestRoad(
      TenantScope tenant, @Nullable DecisionStore other, int bound, Telemetry telemetry) {
    this(tenant, other, bound, telemetry, GenerationStore.NONE, clock -> null);
  }

  /** With learned routing and rollouts; decisions as in the constructor above. */
  protected TestRoad(
      ManualTime time,
      RouteLearner learner,
      RolloutProgress rollouts,
      TenantScope tenant,
      @Nullable DecisionStore other,
      int bound) {
    this(
        time,
        learner,
        rollouts,
        tenant,
        other,
        bound,
        Telemetry.none(),
        GenerationStore.NONE,
        clock -> null);
  }

  private TestRoad(
      TenantScope tenant,
      @Nullable DecisionStore other,
      int bound,
      Telemetry telemetry,
      GenerationStore generations,
      Function<Time, ? extends @Nullable SharedAnswers> shared) {
    this(
        new ManualTime(),
        RouteLearner.NONE,
        RolloutProgress.NONE,
        tenant,
        other,
        bound,
        telemetry,
        generations,
        shared);
  }

  private TestRoad(
      ManualTime time,
      RouteLearner learner,
      RolloutProgress rollouts,
      TenantScope tenant,
      @Nullable DecisionStore other,
      int bound,
      Telemetry telemetry,
      GenerationStore generations,
      Function<Time, ? extends @Nullable SharedAnswers> shared) {
    this.time = time;
    this.timers = new ManualTimers(time);
    this.vitals = new LiveHealthByTenant(time);
    this.ids = new Ids(time, new Random(SEEDS.incrementAndGet()));
    this.ledger = new Ledger(time, ids, slices);
    this.answers = new FragileAnswers(time);
    this.prices = new PriceLists(time);
    this.rehearsals = new Rehearsals(rehearsed, vitals, time, Runnable::run);
    this.tenant = tenant;
    this.cache =
        new AnswerCache(
            answers,
            time,
            Duration.ofDays(7),
            () -> embedder,
            PATIENT,
            new CacheGenerations(generations, time, Runnable::run),
            shared.apply(time));
    this.log =
        new DecisionLog(
            other == null ? ink : other, time, new Backlog.Bound(bound, Long.MAX_VALUE));
    this.relay =
        new Relay(
            new RoadServices(
                catalogue,
                binder,
                new Authorizer() {
                  @Override
                  public Verdict authorize(
                      TenantScope scope, Principal principal, Capability capability) {
                    return authorizer.authorize(scope, principal, capability);
                  }

                  @Override
                  public Verdict authorizeUse(
                      TenantScope scope, Principal principal, String secret) {
                    return authorizer.authorizeUse(scope, principal, secret);
                  }

                  @Override
                  public CallerTerms terms(TenantScope scope, Principal principal) {
                    return authorizer.terms(scope, principal);
                  }
                },
                new Configs(routes, providers, prices, ledger),
                log,
                captures,
                responses,
                time,
                new AttemptServices(
                    providers,
                    vitals,
                    ledger,
                    dispatches,
                    KeptThoughts.none(binder, time),
                    new Cursors(new byte[32], binder),
                    timers,
                    () -> ticket.getAsDouble()),
                (scope, call) -> guard.guarding(scope, call),
                learner,
                rollouts,
                cache,
                telemetry,
                new CallMeters(telemetry.meters()),
                new Charges(ShippedManifests::billed),
                rehearsals,
                memory,
                (scope, decision) -> refused.add(decision)));
  }

  public void route(String id, String spec) {
    routeKind.applied(tenant, resource("route", id, spec));
  }

  /** The route in another form. */
  public void route(String id, String spec, int version) {
    routeKind.applied(tenant, new Resource("route", id, version, Specs.spec(spec), Instant.EPOCH));
  }

  public void budget(String id, String spec) {
    LimitKind.budget(ledger).applied(tenant, resource("budget", id, spec));
  }

  public void prices(String id, String spec) {
    new PricesKind(prices).applied(tenant, resource("prices", id, spec));
  }

  public void quota(String id, String spec) {
    LimitKind.quota(ledger).applied(tenant, resource("quota", id, spec));
  }

  public Route routed(String id) {
    return routes.of(tenant).index().routes().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Resource resource(String kind, String id, String spec) {
    return new Resource(kind, id, 1, Specs.spec(spec), Instant.EPOCH);
  }

  public Outcome invoke(String capability, Record input) {
    return relay.invoke(call(capability, Payload.of(input), null));
  }

  /** As the gateway does, for a caller who may want all or nothing. */
  public Exchange openAtGateway(String capability, Record input, boolean strict) {
    return openAtGateway(capability, Payload.of(input), strict);
  }

  public Exchange openAtGateway(String capability, Payload input, boolean strict) {
    Invocation call = call(capability, input, null);
    return relay.open(
        call.toBuilder().door(Invocation.Door.GATEWAY).parent(null).strict(strict).build());
  }

  /** As part of a trace. */
  public Outcome invoke(String capability, Record input, TraceContext trace) {
    Invocation call = call(capability, Payload.of(input), null);
    return relay.invoke(call.under(trace));
  }

  /** From outside, under an idempotency key. */
  public Outcome invoke(String capability, Record input, String key) {
    return relay.invoke(call(capability, Payload.of(input), key));
  }

  /** By a caller who gives that much time. */
  public Outcome invoke(String capability, Record input, Duration timeout) {
    Invocation call = call(capability, Payload.of(input), null);
    return relay.invoke(
        call.toBuilder().timeout(timeout).door(Invocation.Door.REST).parent(null).build());
  }

  /** By another caller. */
  public Outcome invoke(String capability, Record input, UUID principal) {
    Invocation call = call(capability, Payload.of(input), null);
    return relay.invoke(
        call.toBuilder()
            .principal(new Principal(principal, "demo-op", Principal.Type.SERVICE))
            .build());
  }

  public Outcome invoke(Invocation call) {
    return relay.invoke(call);
  }

  public Outcome invokeJson(String capability, String input) {
    return relay.invoke(call(capability, Payload.of(Specs.spec(input)), null));
  }

  /** As a line of a batch. */
  public Outcome invokeAt(BatchPlace place, String capability, String input) {
    return relay.invoke(call(capability, Payload.of(Specs.spec(input)), null).at(place));
  }

  /** As captures do before they keep something. */
  public String mask(String text) {
    return new MaskingCall(relay, ids).mask(tenant, text);
  }

  public Outcome classify() {
    return invoke(
        "ai.text.classify", new TextToClassify("They took my house", Map.of("a", "A", "b", "B")));
  }

  public Exchange chat() {
    ChatRequest request = ChatRequest.builder("gpt-4o", List.of()).build();
    return relay.open(call("ai.chat.stream", Payload.of(request), null));
  }

  public Exchange open(String capability, Record input) {
    return relay.open(call(capability, Payload.of(input), null));
  }

  /** As a step of a run. */
  public Outcome classifyIn(UUID run, String step) {
    return classifyFor(new Invocation.Parent(run, step, 0));
  }

  /** As a step that may ask that one provider alone. */
  public Outcome classifyAt(String identity) {
    return classifyFor(new Invocation.Parent(new UUID(0, 8), "classify", 0, identity));
  }

  private Outcome classifyFor(Invocation.Parent step) {
    Invocation call =
        call(
            "ai.text.classify",
            Payload.of(new TextToClassify("They took my house", Map.of("a", "A", "b", "B"))),
            null);
    return relay.invoke(call.toBuilder().parent(step).build());
  }

  public Invocation call(String capability, Payload input, @Nullable String key) {
    Invocation.Builder call =
        Invocation.of(
                ids.next(),
                tenant,
                new Principal(new UUID(0, 9), "demo-op", Principal.Type.SERVICE),
                capability,
                input)
            .labels(Map.of("route", "triage"))
            .timeout(Duration.ofSeconds(30))
            .idempotencyKey(key);
    return key == null
        ? call.door(Invocation.Door.WORKFLOW)
            .parent(new Invocation.Parent(new UUID(0, 8), "triage[3].classify", 0))
            .build()
        : call.door(Invocation.Door.REST).build();
  }

  /** Ends the calls under way. */
  public void stop() {
    relay.close();
  }

  /** The latest decision, written and read back. */
  public Decision decision() {
    log.flush();
    return ink.latest();
  }

  /** What is worked out otherwise when its decisions are made again. */
  public List<String> differences() {
    log.flush();
    return ink.differences();
  }
}
