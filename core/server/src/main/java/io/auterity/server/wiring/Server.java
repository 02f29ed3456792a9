package io.auterity.server.wiring;

import io.auterity.gateway.CannotListenException;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.InboundKinds;
import io.auterity.platform.config.ListenFailure;
import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.start.DataDirectoryLock;
import io.auterity.server.start.ExitCode;
import io.auterity.server.start.InstallationPaths;
import io.auterity.server.start.OperatorKey;
import io.auterity.server.start.SharedDatabase;
import io.auterity.server.start.StartFailedException;
import io.auterity.server.start.StartNotice;
import io.auterity.server.telemetry.Meters;
import io.auterity.server.telemetry.Traces;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** A running server. */
public final class Server implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final Settings settings;
  private final Product product;

  private Server(ConfigurableApplicationContext context, Settings settings, Product product) {
    this.context = context;
    this.settings = settings;
    this.product = product;
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @throws StartFailedException with one sentence, when it cannot start; nothing is left running
   */
  public static Server start(InstallationPaths paths, Settings settings) {
    SharedDatabase.check(paths, settings);
    return start(paths, settings, () -> Storage.open(paths, settings));
  }

  /** Starts a server over a storage of the caller's. */
  public static Server start(InstallationPaths paths, Settings asked, Supplier<Storage> storage) {
    ConsoleLog.begin(WebServer.properties(asked));
    DataDirectoryLock lock = DataDirectoryLock.take(paths);
    Settings settings = lock.atFormerPorts(asked);
    Meters meters = new Meters();
    Traces traces = Traces.of(System.getenv());
    Telemetry telemetry = new Telemetry(meters.registry(), traces.telemetry());
    OperatorKey operator = OperatorKey.of(paths.data(), new SecureRandom());
    InboundAddress address =
        new InboundAddress(settings, InboundKinds.of(Catalogue.KINDS).keySet());
    MemoryPool memory = MemoryPool.ofHeap();
    ProductStart start =
        ProductStart.begin(
            storage,
            opened -> new Product(paths, settings, opened, memory, operator, address, telemetry));
    ControllerRoutes routes = new ControllerRoutes();
    try {
      ConfigurableApplicationContext context =
          WebServer.application(
                  settings,
                  beans -> {
                    RequestFilters.register(
                        beans, start, settings, memory, operator, meters, traces, Time.system());
                    beans.registerBean(
                        WebServer.Folder.class, () -> new WebServer.Folder(paths.data()));
                    EarlyRoutes.register(beans, start, routes, meters);
                    beans.registerBean(
                        StopPhase.Draining.class,
                        () -> new StopPhase.Draining("gateway", start::drainGateway));
                    end(beans, 1, "product", start);
                    end(beans, 2, "traces", traces);
                    end(beans, 3, "lock", lock);
                  })
              .run();
      address.listensAt(port(context));
      start.route(
          made ->
              routes.add(context.getBeanFactory(), made.controllers(), made.nouns(), made.acts()));
      Product product = start.product();
      product.openRest();
      Server server = new Server(context, settings, product);
      lock.announce(server.console(), server.gateway());
      return server;
    } catch (RuntimeException e) {
      start.close();
      lock.close();
      throw explained(e, settings);
    }
  }

  private static void end(
      GenericApplicationContext context, int after, String name, AutoCloseable part) {
    context.registerBean(
        "end-" + name, StopPhase.Ending.class, () -> new StopPhase.Ending(after, part));
  }

  private static RuntimeException explained(RuntimeException e, Settings settings) {
    if (e instanceof StartFailedException) {
      return e;
    }
    if (e instanceof PluginRefusedException
        || e instanceof SecretsRefusedException
        || e instanceof CannotListenException) {
      return cannotStart(Objects.toString(e.getMessage(), "something is refused"), e);
    }
    return ListenFailure.sentence("console", settings.console(), e)
        .<RuntimeException>map(sentence -> cannotStart(sentence, e))
        .orElse(e);
  }

  private static StartFailedException cannotStart(String sentence, RuntimeException cause) {
    return new StartFailedException(ExitCode.SURROUNDINGS, sentence, cause);
  }

  /** Where the console answers, also when the settings asked for any free port. */
  public URI console() {
    return address(settings.console(), port(context));
  }

  private static int port(ConfigurableApplicationContext context) {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  /** Where the gateway answers. */
  public URI gateway() {
    return address(settings.gateway(), product.gateway.port());
  }

  /** What to tell the person who started it, with a fresh code that signs in. */
  public StartNotice notice() {
    Path data = product.paths.data();
    return new StartNotice(
        console(), gateway(), data, new LocalSignIn(product.base.access).in(data).orElse(null));
  }

  private static URI address(Settings.Listen listen, int port) {
    return URI.create("http://%s:%d".formatted(listen.host(), port));
  }

  /** Stops taking requests, lets those under way end, and ends everything else after them. */
  @Override
  public void close() {
    context.close();
  }

  /**
   * The server's log, in its form from the first line on: the product begins to work before the web
   * server has read how to log.
   */
  private static final class ConsoleLog {

    private static final String LEVEL = "logging.level.";

    /** Begins it; nothing where it has begun. */
    static void begin(Map<String, Object> properties) {
      StandardEnvironment environment = new StandardEnvironment();
      environment.getPropertySources().addLast(new MapPropertySource("server", properties));
      LoggingSystem log = LoggingSystem.get(ConsoleLog.class.getClassLoader());
      log.getSystemProperties(environment).apply();
      log.beforeInitialize();
      log.initialize(new LoggingInitializationContext(environment), null, null);
      properties.keySet().stream()
          .filter(key -> key.startsWith(LEVEL))
          .forEach(key -> log.setLogLevel(key.substring(LEVEL.length()), level(environment, key)));
    }

    private static LogLevel level(StandardEnvironment environment, String key) {
      String level = Objects.requireNonNull(environment.getProperty(key));
      return LogLevel.valueOf(level.toUpperCase(Locale.ROOT));
    }
  }
}
