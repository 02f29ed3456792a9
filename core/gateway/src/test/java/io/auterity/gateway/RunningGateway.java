package io.auterity.gateway;

import io.auterity.gateway.door.CallAccess;
import io.auterity.gateway.door.GatewayStorage;
import io.auterity.gateway.listener.ListenerTimeouts;
import io.auterity.gateway.model.ModelNames;
import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Authenticator;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Credential;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Script;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.job.JobRunner;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoops;
import io.auterity.relay.route.Routes;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A real gateway on a free port over a road that is a script. */
public final class RunningGateway implements AutoCloseable {

  /** The only key that is known. */
  public static final String KEY = "ak_good";

  /** The largest body that it takes. */
  public static final int BODY_BYTES = 4_096;

  private static final Settings.Limits LIMITS = new Settings.Limits(BODY_BYTES, 1_000_000);

  public static final Authenticated CALLER =
      new Authenticated(
          TenantScope.authenticated(new UUID(0, 1)),
          new Principal(new UUID(0, 2), "tester", Principal.Type.SERVICE));

  /** An answer of one word. */
  static final ChatResponse HELLO =
      new ChatResponse(
          "c-1",
          "gpt-4o",
          List.of(new Part.Text("hello")),
          FinishReason.STOP,
          new TokenUsage(3, 1, 0, 0),
          null);

  public final OneKey authenticator;
  public final KeptInMemory responses = new KeptInMemory();
  public final Script script = new Script();
  public final Fleet fleet = new Fleet();
  public final AtomicBoolean ready = new AtomicBoolean(true);
  public final AtomicBoolean allowed = new AtomicBoolean(true);
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  public final EndedSpans spans = new EndedSpans();

  private final EventLoops loops = EventLoops.start(2);
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final GatewayServer server;

  public RunningGateway() {
    this(0);
  }

  public RunningGateway(int port) {
    this(port, CALLER, KeptNowhere.KEEPING, Script.Play::hanging, LIMITS, ListenerTimeouts.USUAL);
  }

  /** One that keeps what is left there, over a road that answers so from its start. */
  public RunningGateway(
      Authenticated caller,
      GatewayStorage gatewayStorage,
      Function<Invocation, Script.Play> answer) {
    this(0, caller, gatewayStorage, answer, LIMITS, ListenerTimeouts.USUAL);
  }

  /** One with other bounds. */
  RunningGateway(
      Authenticated caller,
      GatewayStorage gatewayStorage,
      Function<Invocation, Script.Play> answer,
      Settings.Limits limits,
      ListenerTimeouts listenerTimeouts) {
    this(0, caller, gatewayStorage, answer, limits, listenerTimeouts);
  }

  /** One whose bodies take no more than that. */
  RunningGateway(Settings.Limits limits, MemoryPool memory) {
    this(
        0,
        CALLER,
        KeptNowhere.KEEPING,
        Script.Play::hanging,
        limits,
        memory,
        ListenerTimeouts.USUAL);
  }

  private RunningGateway(
      int port,
      Authenticated caller,
      GatewayStorage gatewayStorage,
      Function<Invocation, Script.Play> answer,
      Settings.Limits limits,
      ListenerTimeouts listenerTimeouts) {
    this(port, caller, gatewayStorage, answer, limits, new MemoryPool(1L << 30), listenerTimeouts);
  }

  private RunningGateway(
      int port,
      Authenticated caller,
      GatewayStorage gatewayStorage,
      Function<Invocation, Script.Play> answer,
      Settings.Limits limits,
      MemoryPool memory,
      ListenerTimeouts listenerTimeouts) {
    script.answer(answer);
    Time time = Time.system();
    authenticator = new OneKey(caller);
    server =
        new GatewayServer(
            new Settings.Listen("127.0.0.1", port),
            limits,
            memory,
            listenerTimeouts,
            loops,
            new CallAccess(authenticator, (scope, who, what) -> verdict(), script),
            new ModelNames(fleet, new Routes()),
            gatewayStorage,
            responses,
            ready::get,
            new Telemetry(meters, spans),
            time,
            Ids.system(time));
    server.start();
  }

  /** Runs the background jobs that callers begin. */
  JobRunner jobs(Database database, JobQueue queue) {
    Time time = Time.system();
    JobRunner runner =
        new JobRunner(
            database,
            queue,
            server.jobs(),
            AuditTrail.changes(),
            time,
            UUID.randomUUID(),
            Thread::startVirtualThread);
    runner.start();
    return runner;
  }

  /** Knows one key, and remembers whom it refused. */
  public static final class OneKey implements Authenticator {
    public final AtomicInteger lookUps = new AtomicInteger();
    private final Set<Credential> strangers = ConcurrentHashMap.newKeySet();
    private final Authenticated caller;

    OneKey(Authenticated caller) {
      this.caller = caller;
    }

    @Override
    public Authenticated authenticate(Credential credential) {
      lookUps.incrementAndGet();
      if (credential.equals(new Credential.ApiKey(KEY))) {
        return caller;
      }
      strangers.add(credential);
      throw new CallFailedException(refused());
    }

    @Override
    public Optional<Failure> recentlyRefused(Credential credential) {
      return strangers.contains(credential) ? Optional.of(refused()) : Optional.empty();
    }

    private static Failure refused() {
      return Failure.of(FailureCode.UNAUTHENTICATED, "the key is not valid");
    }
  }

  private Verdict verdict() {
    return allowed.get() ? Verdict.allow("test", "may") : Verdict.deny("test", "may not");
  }

  public int port() {
    return server.port();
  }

  public HttpClient client() {
    return client;
  }

  /** A request with the good key. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(30))
        .header("authorization", "Bearer " + KEY);
  }

  /** A POST of JSON in which single quotes stand for double ones. */
  public HttpRequest.Builder post(String path, String json) {
    return request(path)
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(json.replace('\'', '"')));
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A connection to do with as one likes. */
  public Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  public void stop() {
    server.close();
  }

  @Override
  public void close() {
    server.close();
    loops.close();
    client.close();
  }
}
