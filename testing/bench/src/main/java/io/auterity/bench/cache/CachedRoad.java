package io.auterity.bench.cache;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.plugins.NoDocuments;
import io.auterity.bench.plugins.PluginSite;
import io.auterity.bench.route.GenerousSlices;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.price.PriceLists;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.ContentGuard;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.Relay;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.attempt.DispatchLog;
import io.auterity.relay.attempt.SystemTimers;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.call.Charges;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.decision.log.Backlog;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.rehearsal.RehearsedCalls;
import io.auterity.relay.road.RefusedCalls;
import io.auterity.relay.road.RoadServices;
import io.auterity.relay.road.RolloutProgress;
import io.auterity.relay.road.RouteLearner;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.relay.telemetry.CallMeters;
import io.auterity.relay.thought.KeptThoughts;
import io.auterity.spi.Json;
import io.auterity.spi.TextEmbedder;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.toolkit.json.JsonUtf8;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The road as the server lays it, with one route whose answers are kept, and a model that says
 * again what it was asked: an answer tells whose it is.
 */
final class CachedRoad implements AutoCloseable {

  private static final int KEY_BYTES = 32;

  private final TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
  private final Principal caller = new Principal(new UUID(0, 2), "bench", Principal.Type.SERVICE);
  private final Time time = Time.system();
  private final Ids ids = Ids.system(time);
  private final EchoServer echo = new EchoServer();
  private final PluginSite site;
  private final DecisionLog decisions;
  private final SystemTimers timers = new SystemTimers(time);
  private final AtomicInteger vectors = new AtomicInteger();
  private final Ledger ledger = new Ledger(time, ids, new GenerousSlices());
  private final Relay relay;

  /**
   * What a call was given.
   *
   * @param told what the cache did
   * @param answer the question that was answered
   * @param vectors how many were made until it was answered
   */
  record Given(CacheStatus.Kind told, String answer, long nanos, int vectors) {}

  /**
   * @param threshold as the route says it; empty for words alone
   */
  CachedRoad(Path plugins, String threshold) {
    Binder binder = new Binder();
    Catalogue catalogue = Catalogue.standard();
    this.site = new PluginSite(Set.of(EchoServer.HOST + ":* for *"), (_, _) -> new NoDocuments());
    site.host().load(plugins.resolve("ai-openai"));
    site.host().load(plugins.resolve("ai-local"));
    Json.Obj config = Json.EMPTY.with("url", Json.of(echo.url()));
    site.apply(
        scope,
        "echo",
        Json.EMPTY
            .with("connector", Json.of("openai"))
            .with("config", config)
            .with("models", Json.array(List.of(Json.of("echo")))));
    Routes routes = new Routes();
    Json.Obj semantic = Json.EMPTY.with("ttl", Json.of("1d"));
    Json.Obj similar =
        threshold.isEmpty() ? semantic : semantic.with("threshold", JsonUtf8.read(threshold));
    Json.Obj cache = Json.EMPTY.with("exact", Json.of("1d")).with("semantic", similar);
    Json.Obj spec =
        Json.EMPTY.with("use", Json.array(List.of(Json.of("echo")))).with("cache", cache);
    new RouteKind(catalogue, routes)
        .applied(scope, new Resource("route", "r", 1, spec, Instant.EPOCH));
    this.decisions = new DecisionLog((configs, written) -> {}, time, Backlog.Bound.STANDARD);
    this.relay =
        new Relay(
            new RoadServices(
                catalogue,
                binder,
                (tenant, principal, capability) -> Verdict.allow("role", "For the bench."),
                new Configs(routes, site.providers(), new PriceLists(time), ledger),
                decisions,
                new Captures(batch -> {}, 0),
                new Captures(batch -> {}, 0),
                time,
                new AttemptServices(
                    site.providers(),
                    new LiveHealthByTenant(time),
                    ledger,
                    new NoDispatches(),
                    KeptThoughts.none(binder, time),
                    new Cursors(new byte[KEY_BYTES], binder),
                    timers,
                    () -> ThreadLocalRandom.current().nextDouble()),
                ContentGuard.NONE,
                RouteLearner.NONE,
                RolloutProgress.NONE,
                AnswerCache.inMemory(time, Duration.ofDays(1), this::counted),
                Telemetry.none(),
                new CallMeters(new CompositeMeterRegistry()),
                Charges.NONE,
                RehearsedCalls.NONE,
                MemoryPool.ofHeap(),
                RefusedCalls.NONE));
    decisions.start();
    awaitEcho();
    // No call waits for the model to be loaded: until then what only means the same is a miss.
    Objects.requireNonNull(site.host().embedder()).embed("ready");
  }

  private @Nullable TextEmbedder counted() {
    TextEmbedder model = site.host().embedder();
    return model == null ? null : new CountedEmbedder(model, vectors);
  }

  private void awaitEcho() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (site.providers().of(scope).getFirst().state() != ProviderInfo.State.CONNECTED) {
      if (System.nanoTime() > end) {
        throw new VoidRunException("the provider is not connected");
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  /**
   * Makes one call, and waits for its answer.
   *
   * @param context what else is said
   */
  Given ask(String context, String question) {
    ChatRequest request =
        ChatRequest.builder(
                "echo",
                List.of(
                    Message.text(Role.SYSTEM, "You are a help desk. " + context),
                    Message.text(Role.USER, question)))
            .build();
    Invocation call =
        Invocation.of(ids.next(), scope, caller, "ai.chat.create", Payload.of(request))
            .timeout(Duration.ofMinutes(1))
            .door(Invocation.Door.GATEWAY)
            .build();
    int before = vectors.get();
    long begin = System.nanoTime();
    try (Exchange exchange = relay.open(call)) {
      Outcome outcome = exchange.outcome();
      long nanos = System.nanoTime() - begin;
      CacheStatus told = exchange.cached();
      if (told == null
          || !(outcome instanceof Outcome.Succeeded succeeded)
          || !(succeeded.value() instanceof ChatResponse answer)
          || !(answer.parts().getFirst() instanceof Part.Text(String text))) {
        throw new VoidRunException("a call was not answered: " + outcome);
      }
      return new Given(told.kind(), text, nanos, vectors.get() - before);
    }
  }

  @Override
  public void close() {
    relay.close();
    decisions.close();
    ledger.close();
    timers.close();
    site.close();
    echo.close();
  }

  /** The model of the server, with how many vectors were asked of it. */
  private record CountedEmbedder(TextEmbedder loaded, AtomicInteger vectors)
      implements TextEmbedder {
    @Override
    public String model() {
      return loaded.model();
    }

    @Override
    public int dimension() {
      return loaded.dimension();
    }

    @Override
    public float[] embed(String text) {
      vectors.incrementAndGet();
      return loaded.embed(text);
    }
  }

  /** None of these calls writes. */
  private static final class NoDispatches implements DispatchLog {
    @Override
    public Optional<UUID> note(TenantScope scope, Note note) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forget(TenantScope scope, String key, UUID decision) {
      throw new UnsupportedOperationException();
    }
  }
}
