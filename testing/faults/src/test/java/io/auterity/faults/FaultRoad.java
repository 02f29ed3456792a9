package io.auterity.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.gateway.dialect.Question;
import io.auterity.ledger.BudgetSlices;
import io.auterity.ledger.Ledger;
import io.auterity.ledger.price.PriceLists;
import io.auterity.platform.bound.FairQueue;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.ContentGuard;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.rate.RateGrants;
import io.auterity.platform.rate.RateLimits;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.EventLoops;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.platform.transport.TransportSettings;
import io.auterity.provider.Lease;
import io.auterity.provider.NoDirectory;
import io.auterity.provider.NoDocuments;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.call.ConnectorContext;
import io.auterity.provider.call.CpuBoundWork;
import io.auterity.provider.call.HostServices;
import io.auterity.provider.call.ProviderInstance;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.provider.health.Snapshot;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.relay.Relay;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.attempt.CallTimers;
import io.auterity.relay.attempt.DispatchLog;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.call.Charges;
import io.auterity.relay.call.Cursors;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.log.Backlog;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.decision.log.DecisionStore;
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
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConfigEdits;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.manifest.ConfigForm;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole road to two vendors, of one dialect as a rule: real connectors over real connections, and
 * a clock that only moves when a vendor says so.
 */
public final class FaultRoad implements AutoCloseable {

  /**
   * Where a provider is and what it is.
   *
   * @param config beside its address
   * @param path behind the host in its address
   */
  public record Site(
      Connector<Ai> connector,
      PluginManifest.ConnectorManifest manifest,
      Json.Obj config,
      int port,
      String path) {}

  static final String FIRST = "first";
  static final String SECOND = "second";

  private static final int SLOTS = 8;

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 7));
  private final ManualTime time = new ManualTime();
  private final Alarms alarms = new Alarms();
  private final Ids ids = new Ids(time, new Random(7));
  private final LiveHealthByTenant vitals = new LiveHealthByTenant(time);
  private final List<DecisionStore.StoredDecision> decisions = new CopyOnWriteArrayList<>();
  private final DecisionLog log =
      new DecisionLog(
          (configs, written) -> decisions.addAll(written),
          time,
          new Backlog.Bound(100, Long.MAX_VALUE));
  private final EventLoops loops = EventLoops.start(1);
  private final HttpTransport transport =
      new HttpTransport(
          loops,
          Telemetry.none(),
          time,
          TransportSettings.approving(Set.of("127.0.0.1:* for *")),
          new RateLimits(time, RateGrants.NONE, Runnable::run),
          MemoryPool.ofHeap());
  private final CpuBoundWork heavy = new CpuBoundWork(1);
  private final Vendors vendors = new Vendors();
  private final Binder binder = new Binder();
  private final Routes routes = new Routes();
  private final Catalogue catalogue = Catalogue.standard();
  private final Relay relay;
  private final @Nullable StreamingConnector vendor;
  private final String model;

  /**
   * @param failoverOn codes that the route names
   * @param resume whether a cut stream may go on
   */
  FaultRoad(
      StreamingConnector vendor, int first, int second, List<String> failoverOn, boolean resume) {
    this(
        vendor,
        vendor::open,
        vendor::open,
        vendor.dialect().model(),
        first,
        second,
        bothOf(vendor.dialect().model()),
        failoverOn,
        resume);
  }

  private static List<String> bothOf(String model) {
    return List.of("first/" + model, "second/" + model);
  }

  /** To two models of one vendor: the dialect's own, and another. */
  FaultRoad(StreamingConnector vendor, int port) {
    this(
        vendor,
        vendor::open,
        vendor::open,
        vendor.dialect().model(),
        port,
        port,
        List.of("first/" + vendor.dialect().model(), "first/" + otherModel(vendor.dialect())),
        List.of(),
        false);
  }

  /** To both vendors, by a route of these offers. */
  FaultRoad(StreamingConnector vendor, int first, int second, List<String> use) {
    this(
        vendor,
        vendor::open,
        vendor::open,
        vendor.dialect().model(),
        first,
        second,
        use,
        List.of(),
        false);
  }

  /** What stands in each request for the other model, and in no other request. */
  static String otherModel(Dialect dialect) {
    return dialect.model() + "2x";
  }

  /** To vendors whose dialect is none of the table's. */
  FaultRoad(Supplier<Connector<Ai>> connector, String model, int first, int second) {
    this(null, connector, connector, model, first, second, bothOf(model), List.of(), false);
  }

  /** To two vendors of different dialects. */
  FaultRoad(StreamingConnector one, StreamingConnector other, String model, int first, int second) {
    this(null, one::open, other::open, model, first, second, bothOf(model), List.of(), false);
  }

  /** To one provider, which is called {@code id}, without a route. */
  public FaultRoad(String id, Site site) {
    this.vendor = null;
    this.model = "";
    vendors.add(id, site);
    this.relay = road();
  }

  private FaultRoad(
      @Nullable StreamingConnector vendor,
      Supplier<Connector<Ai>> connector,
      Supplier<Connector<Ai>> other,
      String model,
      int first,
      int second,
      List<String> use,
      List<String> failoverOn,
      boolean resume) {
    this.vendor = vendor;
    this.model = model;
    vendors.add(FIRST, connector.get(), first);
    vendors.add(SECOND, other.get(), second);
    String spec =
        """
        {"use": [%1$s], "retry": {"max": 0}, "failoverOn": [%2$s],
         "resume": %3$s, "timeouts": {"firstToken": "10s", "idle": "30s"}}
        """
            .formatted(quoted(use), quoted(failoverOn), resume);
    new RouteKind(catalogue, routes)
        .applied(tenant, new Resource("route", "r", 1, object(spec), Instant.EPOCH));
    this.relay = road();
  }

  private Relay road() {
    Ledger ledger = new Ledger(time, ids, new NoSlices());
    return new Relay(
        new RoadServices(
            catalogue,
            binder,
            (scope, principal, capability) -> Verdict.allow("role", "For tests."),
            new Configs(routes, vendors, new PriceLists(time), ledger),
            log,
            new Captures(kept -> {}, 1_000_000),
            new Captures(batch -> {}, 0),
            time,
            new AttemptServices(
                vendors,
                vitals,
                ledger,
                new NoDispatches(),
                KeptThoughts.inMemory(binder, seal(), time),
                new Cursors(new byte[32], binder),
                alarms,
                () -> 0.5),
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
  }

  private static ContentSeal seal() {
    try {
      return new ContentSeal(
          MasterKey.open(Files.createTempDirectory("keys").resolve("master.key")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TenantScope tenant() {
    return tenant;
  }

  public Invoker invoker() {
    return relay;
  }

  public Providers providers() {
    return vendors;
  }

  public Routes routes() {
    return routes;
  }

  public EventLoops loops() {
    return loops;
  }

  /** The road's clock. */
  public ManualTime time() {
    return time;
  }

  /**
   * Makes the call.
   *
   * @param written whether it goes to vendors as its caller wrote it
   */
  Exchange open(boolean streamed, boolean written) {
    ChatRequest request =
        ChatRequest.builder(
                model,
                List.of(Message.text(Role.USER, "Somebody took my house. What can I do about it?")))
            .maxOutputTokens(100)
            .build();
    return open(streamed, written ? written(request, streamed) : Payload.of(request));
  }

  /** Makes a call of this input. */
  Exchange open(boolean streamed, Payload input) {
    return open(streamed ? "ai.chat.stream" : "ai.chat.create", input);
  }

  /** Makes a call of this capability. */
  Exchange open(String capability, Payload input) {
    return relay.open(
        Invocation.of(
                ids.next(),
                tenant,
                new Principal(new UUID(0, 9), "tester", Principal.Type.SERVICE),
                capability,
                input)
            .timeout(Duration.ofMinutes(30))
            .door(Invocation.Door.GATEWAY)
            .build());
  }

  // As the door would have read it; both dialects write this so.
  private Payload written(ChatRequest request, boolean streamed) {
    String said = ((Part.Text) request.messages().getFirst().parts().getFirst()).text();
    Json message = Json.EMPTY.with("role", Json.of("user")).with("content", Json.of(said));
    Json.Obj body =
        Json.EMPTY
            .with("model", Json.of(request.model()))
            .with("max_tokens", Json.of(100))
            .with("stream", Json.of(streamed))
            .with("messages", Json.array(List.of(message)));
    return read(Objects.requireNonNull(vendor).dialect(), body);
  }

  /** What a caller wrote, as the door of a dialect reads it. */
  Payload read(Dialect dialect, Json body) {
    return dialect
        .form(binder)
        .read(Question.of(body.toString().getBytes(UTF_8), _ -> null))
        .input();
  }

  /** Time passes while the first vendor is asked; whatever was to happen until then happens now. */
  void pass(Duration duration) {
    // What waits now, before it is looked whether the second one may have been asked.
    List<Alarms.Alarm> waiting = alarms.waiting();
    if (vitals.of(tenant, FIRST).snapshot(SLOTS).inFlight() > 0) {
      time.advance(duration);
      alarms.ringDue(waiting);
    }
  }

  Decision decision() {
    log.flush();
    DecisionStore.StoredDecision last = decisions.getLast();
    return last.row().decision(last.info());
  }

  /** What the road has seen of an offer of the first vendor. */
  Snapshot seen(String offer) {
    return vitals.of(tenant, FIRST).snapshot(SLOTS, offer);
  }

  /** What the road has seen of the first vendor. */
  Snapshot seen() {
    return vitals.of(tenant, FIRST).snapshot(SLOTS);
  }

  @Override
  public void close() {
    relay.close();
    transport.close();
    loops.close();
  }

  private static String quoted(List<String> words) {
    return String.join(",", words.stream().map("\"%s\""::formatted).toList());
  }

  private static Json.Obj object(String json) {
    return (Json.Obj) io.auterity.toolkit.json.JsonUtf8.read(json);
  }

  /** Both providers, and what their connectors opened. */
  private final class Vendors implements Providers {

    private final Map<String, ProviderInfo> infos = new LinkedHashMap<>();
    private final Map<String, ProviderInstance> instances = new LinkedHashMap<>();

    void add(String id, Connector<Ai> connector, int port) {
      String path = vendor == null ? "/v1" : vendor.path();
      URI url = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
      Json.Obj more = vendor == null ? Json.EMPTY : vendor.dialect().config();
      ConnectorContext context = context(id, url, connector, more);
      HostedConnector hosted =
          vendor == null
              ? LooseConnector.of(Ai.class, connector.open(context), "chat.create", "chat.stream")
              : LooseConnector.supporting(Ai.class, connector.open(context), vendor.support());
      open(id, hosted, context);
      infos.put(id, info(id, hosted, Offering.ANY));
    }

    void add(String id, Site site) {
      URI url = URI.create("http://127.0.0.1:%d%s".formatted(site.port(), site.path()));
      ConnectorContext context = context(id, url, site.connector(), site.config());
      HostedConnector hosted =
          LooseConnector.declaring(Ai.class, site.connector().open(context), site.manifest());
      open(id, hosted, context);
      infos.put(id, info(id, hosted, Offering.ANY.informed(site.manifest().models())));
    }

    private void open(String id, HostedConnector hosted, ConnectorContext context) {
      instances.put(
          id,
          ProviderInstance.open(
              hosted,
              new ConnectorContext(
                  new FairQueue.Owner(tenant.tenant(), id),
                  heavy.ofPlugins(),
                  hosted.plugin(),
                  context.config(),
                  context.secrets(),
                  context.transport(),
                  context.documents(),
                  context.directory(),
                  Optional::empty),
              new HostServices(name -> name),
              Set.of(),
              () -> {}));
    }

    private ConnectorContext context(String id, URI url, Connector<Ai> connector, Json.Obj more) {
      TransportBinding binding =
          new TransportBinding(
              tenant,
              id,
              "loose",
              Destination.of(url).map(Set::of).orElseThrow(),
              Set.of(),
              new Signing.Unsigned(),
              "none",
              Pacing.NONE);
      Map<String, Json> config = new LinkedHashMap<>();
      config.put("url", Json.of(url.toString()));
      config.put("region", Json.of("eu-central-1"));
      config.put("project", Json.of("p"));
      config.put("location", Json.of("europe-west4"));
      config.putAll(more.fields());
      config.keySet().retainAll(fields(connector));
      return new ConnectorContext(
          new FairQueue.Owner(tenant.tenant(), id),
          heavy.ofPlugins(),
          LooseConnector.of(Object.class, new Object()).plugin(),
          new Json.Obj(config),
          name -> "secret",
          transport.bind(binding),
          new NoDocuments(),
          new NoDirectory(),
          Optional::empty);
    }

    private static Set<String> fields(Connector<Ai> connector) {
      Json.Obj schema = ConfigForm.of(connector.config(), ConfigEdits.NONE).schema();
      return ((Json.Obj) Objects.requireNonNull(schema.get("properties"))).fields().keySet();
    }

    private static ProviderInfo info(String id, HostedConnector hosted, Offering offering) {
      return SampleProvider.of(id, "ai", "loose")
          .plugin("loose", "1.0.0")
          .generation(1)
          .grade("V1")
          .state(ProviderInfo.State.CONNECTED)
          .support(hosted.manifest().support())
          .slots(SLOTS)
          .offering(offering)
          .prices(
              Map.of(
                  "input_tokens", new Price(1_000, 1, "USD", "2026-11-01"),
                  "output_tokens", new Price(3_000, 1, "USD", "2026-11-01")))
          .build();
    }

    @Override
    public List<ProviderInfo> of(TenantScope scope) {
      return List.copyOf(infos.values());
    }

    @Override
    public Lease lease(TenantScope scope, String provider) {
      ProviderInfo info = infos.get(provider);
      ProviderInstance instance = instances.get(provider);
      if (info == null || instance == null) {
        throw new CallFailedException(FailureCode.NOT_FOUND, "no provider " + provider);
      }
      return instance.lease(info, List.of(), new CpuBoundWork(1), time).orElseThrow();
    }
  }

  /** Alarms of the road's clock; whoever waits has waited at once. */
  private final class Alarms implements CallTimers {

    private final List<Alarm> pending = new CopyOnWriteArrayList<>();

    private record Alarm(long at, Runnable action) {}

    @Override
    public Timer set(long at, Runnable action) {
      Alarm alarm = new Alarm(at, action);
      pending.add(alarm);
      return () -> pending.remove(alarm);
    }

    @Override
    public void await(long at, BooleanSupplier stop) {
      time.advance(Duration.ofNanos(Math.max(0, at - time.nanos())));
    }

    List<Alarm> waiting() {
      return List.copyOf(pending);
    }

    void ringDue(List<Alarm> alarms) {
      for (Alarm alarm : alarms) {
        if (alarm.at() - time.nanos() <= 0 && pending.remove(alarm)) {
          alarm.action().run();
        }
      }
    }
  }

  /** Nobody limits these calls. */
  private static final class NoSlices implements BudgetSlices {
    @Override
    public Grant lease(Place place, long needed, long wanted, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Grant report(Place place, Use use, long keep, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close(Place place, long settled, long overrun, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Unsettled> unsettled(TenantScope scope, UUID process) {
      return List.of();
    }

    @Override
    public List<Settled> settled(TenantScope scope, Set<Instant> windows) {
      return List.of();
    }

    @Override
    public Map<String, Hours> hours(TenantScope scope, Set<String> limits, Instant now) {
      return Map.of();
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
