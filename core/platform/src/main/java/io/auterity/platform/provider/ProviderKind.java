package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.provider.ProviderSpec.Auth;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceView;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The resource kind {@code provider}. */
public final class ProviderKind implements ResourceKind, AutoCloseable {

  private static final String SCHEMA = "provider-spec.schema.json";
  private static final int ORDER = 10;

  /** How long an application, or the start, waits for a first look at its providers. */
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

  private final ProviderRegistry registry;
  private final ProviderEnvironment environment;
  private final ProviderChecks checks;
  private final Queue<Thread> looksAtStart = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<@Nullable Void> lookedAtAll = new CompletableFuture<>();
  private volatile boolean started;

  public ProviderKind(ProviderRegistry registry, ProviderEnvironment environment) {
    this.registry = registry;
    this.environment = environment;
    this.checks = new ProviderChecks(registry, environment.time());
  }

  /**
   * Starts the regular checks of all providers; called after the stored ones were announced, whose
   * first looks it waits for, all of them together.
   */
  public void start() {
    started = true;
    await(Thread.ofVirtual().name("first-looks").start(this::endLooksAtStart), FIRST_LOOK);
    checks.start();
  }

  private void endLooksAtStart() {
    try {
      for (Thread look = looksAtStart.poll(); look != null; look = looksAtStart.poll()) {
        look.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lookedAtAll.complete(null);
  }

  /** Completes when each provider that was stored at the start has been looked at. */
  public CompletionStage<@Nullable Void> lookedAtAll() {
    return lookedAtAll.minimalCompletionStage();
  }

  @Override
  public void close() {
    checks.close();
  }

  @Override
  public String name() {
    return "provider";
  }

  @Override
  public int order() {
    return ORDER;
  }

  @Override
  public Json.Obj schema() {
    try (InputStream in = Objects.requireNonNull(ProviderKind.class.getResourceAsStream(SCHEMA))) {
      return new JsonReader(1_000_000).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceView others) {
    ProviderSpec provider = ProviderSpecReader.read(spec);
    Optional<HostedConnector> connector = registry.connector(provider.connector());
    if (connector.isEmpty()) {
      return List.of(
          new Problem(
              "connector",
              "there is no connector '%s'".formatted(provider.connector()),
              Nearest.fix(provider.connector(), registry.connectorIds())));
    }
    List<Problem> problems = new ArrayList<>();
    connector.get().config().check(provider.config()).stream()
        .map(problem -> problem.in("config"))
        .forEach(problems::add);
    checkAuth(provider.auth(), connector.get(), problems);
    checkFaults(provider.faults(), connector.get(), problems);
    problems.addAll(OneCurrency.check(name(), id, spec, others));
    if (problems.isEmpty()) {
      checkOpening(scope, id, provider, connector.get(), problems);
    }
    return problems;
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    ProviderKey key = new ProviderKey(scope, resource.id());
    registry.apply(key, ProviderSpecReader.read(resource.spec()));
    Thread look = checks.begin(key);
    if (started) {
      await(look, FIRST_LOOK);
    } else {
      looksAtStart.add(look);
    }
  }

  @Override
  public void appliedAgain(TenantScope scope, Resource resource) {
    registry.applyAgain(new ProviderKey(scope, resource.id()));
  }

  @Override
  public void removed(TenantScope scope, String id) {
    registry.remove(new ProviderKey(scope, id));
  }

  private static void await(Thread look, Duration patience) {
    try {
      look.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void checkAuth(Auth auth, HostedConnector connector, List<Problem> problems) {
    List<String> taken = connector.manifest().auth();
    boolean fits = taken.contains(auth.kind()) || (auth.equals(Auth.NONE) && taken.isEmpty());
    if (!fits) {
      String kinds = taken.isEmpty() ? "none" : String.join(" or ", taken);
      problems.add(
          new Problem(
              "auth",
              "%s takes auth %s, not %s".formatted(connector.name(), kinds, auth.kind()),
              auth.equals(Auth.NONE) ? "add the name of its secret" : "use one of these"));
    }
  }

  private void checkFaults(
      List<InjectedFault> faults, HostedConnector connector, List<Problem> problems) {
    if (!faults.isEmpty() && !environment.faultsAllowed()) {
      problems.add(
          new Problem(
              "faults",
              "this server does not allow injected faults",
              "remove them, or set faults.allowed in auterity.yaml"));
    }
    for (int i = 0; i < faults.size(); i++) {
      checkFault(faults.get(i), "faults[%d]".formatted(i), connector, problems);
    }
  }

  private static void checkFault(
      InjectedFault fault, String path, HostedConnector connector, List<Problem> problems) {
    if (!fault.from().isBefore(fault.until())) {
      problems.add(new Problem(path + ".until", "must be after from", "move it"));
    }
    List<String> capabilities =
        connector.manifest().support().keySet().stream()
            .map(operation -> connector.manifest().kind() + "." + operation)
            .toList();
    String capability = fault.capability();
    if (capability != null && !capabilities.contains(capability)) {
      problems.add(
          new Problem(
              path + ".capability",
              "%s does not offer it".formatted(connector.name()),
              Nearest.fix(capability, capabilities)));
    }
  }

  private void checkOpening(
      TenantScope scope,
      String id,
      ProviderSpec spec,
      HostedConnector connector,
      List<Problem> problems) {
    try {
      registry.tryOut(new ProviderKey(scope, id), spec, connector);
    } catch (CallFailedException e) {
      problems.add(new Problem("config", e.failure().message(), "change the configuration"));
    }
  }
}
