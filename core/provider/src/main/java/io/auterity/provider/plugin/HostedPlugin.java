package io.auterity.provider.plugin;

import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginContext;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConfigEdits;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of a plugin, from its manifest to the closing of its class loader. */
public final class HostedPlugin {

  private static final Logger LOG = LoggerFactory.getLogger(HostedPlugin.class);
  private static final String NO_DIGEST = "digest not known";

  private final PluginBody body;
  private final PluginManifest manifest;
  private volatile List<String> problems;
  private final int generation;
  private final PluginLoaders loaders;
  private final CompletableFuture<String> digest = new CompletableFuture<>();
  private volatile PluginState state = PluginState.CREATED;
  private volatile @Nullable String reason;
  private volatile List<HostedConnector> connectors = List.of();
  private volatile List<HostedEmbedder> embedders = List.of();
  private volatile List<HostedLearner> learners = List.of();
  private volatile List<HostedSharedStores> sharedStores = List.of();
  private @Nullable Loaded loaded;

  /** Its own classes where it has such, and its main object once that exists. */
  private record Loaded(
      @Nullable URLClassLoader loader, PluginRealm realm, @Nullable Plugin main) {}

  HostedPlugin(InstalledPlugin installed, int generation, PluginLoaders loaders) {
    this.body = installed.body();
    this.manifest = installed.manifest();
    this.problems = installed.problems();
    this.generation = generation;
    this.loaders = loaders;
  }

  public String id() {
    return manifest.id();
  }

  public PluginManifest manifest() {
    return manifest;
  }

  /** What it brings; empty before its start and after its end. */
  public List<HostedConnector> connectors() {
    return connectors;
  }

  /** What makes vectors; empty before its start and after its end. */
  List<HostedEmbedder> embedders() {
    return embedders;
  }

  /** What learns from examples; empty before its start and after its end. */
  List<HostedLearner> learners() {
    return learners;
  }

  /** What opens stores that servers share; empty before its start and after its end. */
  List<HostedSharedStores> sharedStores() {
    return sharedStores;
  }

  /** Whether this version brings that connector. */
  public boolean brings(HostedConnector connector) {
    return connectors.contains(connector);
  }

  /**
   * SHA-256 of what it was loaded from.
   *
   * @param longest how long to wait for it; it is not known then, as when it cannot be had
   */
  String digest(Duration longest) {
    return digest
        .exceptionally(failure -> NO_DIGEST)
        .completeOnTimeout(NO_DIGEST, longest.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /**
   * What is told of it where it matters which bytes took calls, and what these may do on behalf of
   * callers; waits as {@link #digest} does.
   */
  String versionAndDigest(Duration longest) {
    String told = manifest.version() + " " + digest(longest);
    return manifest.onBehalf().isEmpty()
        ? told
        : told + ", on behalf of callers: " + String.join(", ", manifest.onBehalf());
  }

  /** Whether it was loaded from the very bytes that are installed. */
  boolean isOf(InstalledPlugin installed) {
    return body.same(installed.body());
  }

  /** Whether it is a file and no jar. */
  boolean ofFile() {
    return body instanceof PluginBody.OfFile;
  }

  PluginInfo info() {
    return new PluginInfo(
        manifest.id(),
        manifest.version(),
        manifest.summary(),
        generation,
        state,
        manifest.natives(),
        manifest.connectors().stream().map(ConnectorManifest::id).toList(),
        body.source(),
        reason,
        problems);
  }

  /**
   * Loads and starts it.
   *
   * @throws PluginRefusedException it is then failed and holds no class
   */
  void start(Telemetry telemetry) {
    // Beside it, as the jars may be large: the digest is asked for at the next change.
    var _ = digest.completeAsync(body::digest, Thread.ofVirtual().name("digest-" + id())::start);
    try {
      PluginContext context = HostContext.of(manifest, telemetry.meters());
      URLClassLoader loader = body.classes(manifest.id(), loaders);
      PluginRealm realm =
          new PluginRealm(
              manifest.id(),
              loader == null ? HostedPlugin.class.getClassLoader() : loader,
              context.logger());
      loaded = new Loaded(loader, realm, null);
      Plugin main = realm.enter("main class", Applied.NO, () -> body.main(manifest, loader));
      loaded = new Loaded(loader, realm, main);
      become(PluginState.RESOLVED);
      connectors = started(realm, main, context);
      become(PluginState.STARTED);
      problems.forEach(problem -> LOG.warn("plugin {} is not whole: {}", id(), problem));
    } catch (CallFailedException | PluginRefusedException e) {
      fail(String.valueOf(e.getMessage()));
      throw new PluginRefusedException(String.valueOf(e.getMessage()));
    }
  }

  /** It takes no new call from now on. */
  void drain() {
    become(PluginState.DRAINING);
  }

  /** Stops it and lets its classes go; it must be draining, and its calls must have ended. */
  void stop() {
    try {
      stopPlugin();
    } catch (CallFailedException e) {
      LOG.warn("plugin {} {} did not stop cleanly: {}", id(), manifest.version(), e.getMessage());
    }
    become(PluginState.STOPPED);
    release();
    become(PluginState.UNLOADED);
  }

  /** It cannot take part; called instead of {@link #start} or when its start failed. */
  void fail(String why) {
    reason = why;
    become(PluginState.FAILED);
    release();
  }

  private List<HostedConnector> started(PluginRealm classes, Plugin main, PluginContext context) {
    List<Connector<?>> brought =
        classes.enter(
            "start",
            Applied.NO,
            () -> {
              main.start(context);
              return List.copyOf(main.connectors());
            });
    ManifestMatch.check(manifest, brought);
    embedders =
        classes.enter(
            "embedders",
            Applied.NO,
            () -> main.embedders().stream().map(one -> HostedEmbedder.of(one, classes)).toList());
    learners =
        classes.enter(
            "learners",
            Applied.NO,
            () -> main.learners().stream().map(one -> HostedLearner.of(one, classes)).toList());
    sharedStores =
        classes.enter(
            "shared stores",
            Applied.NO,
            () ->
                main.sharedStores().stream()
                    .map(one -> new HostedSharedStores(one, classes))
                    .toList());
    return hosted(brought, classes, context);
  }

  /** Those whose configuration can be had; a preset that cannot is left out, and told. */
  private List<HostedConnector> hosted(
      List<Connector<?>> brought, PluginRealm classes, PluginContext context) {
    List<HostedConnector> hosted = new ArrayList<>();
    List<String> all = new ArrayList<>(problems);
    for (Connector<?> connector : brought) {
      ConnectorManifest declared = ManifestMatch.of(manifest, connector.id());
      try {
        ConnectorManifest told = body.configured(declared, connector, classes);
        JsonSchema config = JsonSchema.of(told.config());
        hosted.add(
            new HostedConnector(context, generation, told, config, connector, classes, ofFile()));
      } catch (IllegalArgumentException e) {
        String problem =
            "configuration of connector '%s': %s".formatted(connector.id(), e.getMessage());
        if (declared.edits().equals(ConfigEdits.NONE)) {
          throw new PluginRefusedException("plugin '%s': %s".formatted(id(), problem));
        }
        all.add(problem + "; the connector is left out");
      }
    }
    problems = List.copyOf(all);
    return hosted;
  }

  private void stopPlugin() {
    embedders.forEach(HostedEmbedder::end);
    learners.forEach(HostedLearner::end);
    sharedStores.forEach(HostedSharedStores::end);
    Loaded stopping = loaded;
    if (stopping != null && stopping.main() != null) {
      Plugin main = stopping.main();
      stopping
          .realm()
          .enter(
              "stop",
              Applied.NO,
              () -> {
                main.stop();
                return true;
              });
    }
  }

  private void release() {
    connectors = List.of();
    embedders = List.of();
    learners = List.of();
    sharedStores = List.of();
    Loaded closing = loaded;
    loaded = null;
    if (closing != null && closing.loader() != null) {
      loaders.close(manifest.id(), closing.loader());
    }
  }

  private void become(PluginState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "plugin '%s' is %s and cannot become %s".formatted(id(), state.wire(), next.wire()));
    }
    state = next;
    LOG.debug("plugin {} {} {}", id(), manifest.version(), next.wire());
  }
}
