package io.auterity.gateway.listener;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.auterity.gateway.door.Doors;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.config.Settings;
import io.auterity.platform.id.Ids;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.EventLoop;
import io.auterity.platform.transport.EventLoops;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens with one server on each event loop, all at one port, and stops them together. */
public final class Listener {

  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  // Longer than the longest call, while which its caller says nothing.
  private static final int SILENCE_SECONDS = 15 * 60;
  private static final int HEADER_BYTES = 32 * 1024;
  private static final int LINE_BYTES = 8 * 1024;
  // One tenant alone gets half of them.
  private static final int MOST_REQUESTS = 8_192;
  private static final int MOST_CONNECTIONS = 16_384;
  // Servers that ask for this port share one that is free.
  private static final int ANY_PORT = -1;

  private final EventLoops loops;
  private final Intake intake;
  private final ListenerTimeouts listenerTimeouts;
  private final Connections connections;
  private final GatewayHealth health;
  private final RequestAdmission requestAdmission;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  /**
   * @param limits of a body
   * @param memory what bodies take
   * @param listenerTimeouts with its callers
   * @param ready whether the product behind the doors works
   */
  public Listener(
      EventLoops loops,
      Doors doors,
      Settings.Limits limits,
      MemoryPool memory,
      ListenerTimeouts listenerTimeouts,
      BooleanSupplier ready,
      Telemetry telemetry,
      Time time,
      Ids ids) {
    this.loops = loops;
    this.listenerTimeouts = listenerTimeouts;
    this.connections = new Connections(MOST_CONNECTIONS, listenerTimeouts.silence());
    this.requestAdmission = new RequestAdmission(MOST_REQUESTS, memory);
    this.health = new GatewayHealth(ready);
    RequestTelemetry watch = new RequestTelemetry(telemetry, requestAdmission, time);
    this.intake =
        new Intake(
            doors,
            health,
            connections,
            requestAdmission,
            limits,
            listenerTimeouts.body(),
            watch,
            time,
            ids);
  }

  /**
   * Starts to listen.
   *
   * @throws IOException when the address cannot be had
   */
  public void start(String host, int port) throws IOException {
    await(
        loops
            .vertx()
            .deployVerticle(
                () -> member(host, port == 0 ? ANY_PORT : port),
                new DeploymentOptions().setInstances(loops.size())),
        PATIENCE);
  }

  private VerticleBase member(String host, int port) {
    return new VerticleBase() {
      @Override
      public Future<?> start() {
        HttpServerOptions options = options();
        HttpServer server = vertx.createHttpServer(options);
        EventLoop loop = new EventLoop(context);
        server.connectionHandler(
            connection -> {
              StrictDecoder.read(
                  connection,
                  options,
                  listenerTimeouts.silence(),
                  () -> connections.heard(vertx, connection),
                  intake::slowHead);
              connections.opened(vertx, connection);
            });
        server.invalidRequestHandler(request -> intake.refuse(loop, request));
        server.requestHandler(request -> intake.take(vertx, loop, request));
        servers.add(server);
        return server.listen(port, host);
      }
    };
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setTcpNoDelay(true)
        .setTcpKeepAlive(true)
        .setReadIdleTimeout(SILENCE_SECONDS)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxHeaderSize(HEADER_BYTES)
        .setMaxInitialLineLength(LINE_BYTES)
        .setHandle100ContinueAutomatically(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setHttp2ClearTextEnabled(false);
  }

  /** Where it listens, also when any free port would do. */
  public int port() {
    return servers.getFirst().actualPort();
  }

  /**
   * Takes no new connections on any loop at once, waits for calls under way, and closes what is
   * left after {@code longest}.
   */
  public void stop(Duration longest) {
    health.drain();
    try {
      shutDown(longest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!requestAdmission.awaitEnd(PATIENCE)) {
      LOG.warn("{} requests did not end in time.", requestAdmission.requests());
    }
  }

  private void shutDown(Duration longest) throws IOException {
    List<Future<Void>> ends =
        servers.stream().map(server -> server.shutdown(longest.toMillis(), MILLISECONDS)).toList();
    await(Future.join(ends), longest.plus(PATIENCE));
  }

  private static void await(Future<?> future, Duration longest) throws IOException {
    try {
      future.toCompletionStage().toCompletableFuture().get(longest.toMillis(), MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("the event loops failed", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the event loops do not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
