package io.auterity.provider.life;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.secret.SecretSource;
import io.auterity.platform.secret.SecretsRefusedException;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.provider.config.CurrencyRule;
import io.auterity.provider.config.ProviderHosts;
import io.auterity.provider.config.ProviderSecrets;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.config.SpecRules;
import io.auterity.provider.life.ProviderTable.ProviderKey;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resource kind {@code provider}. */
public final class ProviderKind implements ResourceKind, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderKind.class);

  private static final int ORDER = 10;

  private final ProviderRegistry registry;
  private final ProviderEnvironment environment;
  private final ProviderHealthChecks checks;
  private final CompletableFuture<@Nullable Void> lookedAtAll = new CompletableFuture<>();
  private final List<BeforeRemoval> beforeRemoval = new CopyOnWriteArrayList<>();
  private final List<Dropping> droppings = new CopyOnWriteArrayList<>();
  private final List<Dropping> moves = new CopyOnWriteArrayList<>();
  private final List<AfterRemoval> afterRemoval = new CopyOnWriteArrayList<>();
  private final DefaultChanges defaults;
  private final DefaultNotes defaultNotes;
  private volatile boolean started;

  public ProviderKind(ProviderRegistry registry, ProviderEnvironment environment) {
    this.registry = registry;
    this.environment = environment;
    this.defaults = new DefaultChanges(environment.defaults(), registry);
    this.defaultNotes = new DefaultNotes(registry);
    this.checks = new ProviderHealthChecks(registry, environment.time());
  }

  /**
   * Takes up changes from now on; called after the stored ones were announced, which are opened
   * when their tenants need them, or with {@link #openAll}.
   */
  public void start() {
    started = true;
  }

  /** Opens what is stored and nothing has asked for yet, and checks all regularly from now on. */
  public void openAll() {
    Thread.ofVirtual().name("open-stored-providers").start(this::openStored);
    checks.start();
  }

  private void openStored() {
    registry.deferred().openAll();
    lookedAtAll.complete(null);
  }

  /** Completes when each provider that was stored at the start has been looked at. */
  public CompletionStage<@Nullable Void> lookedAtAll() {
    return lookedAtAll.minimalCompletionStage();
  }

  @Override
  public void close() {
    registry.deferred().close();
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
    return ProviderSpec.schema();
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    // What follows in a transaction holds a connection, which an opening may need.
    registry.deferred().awaitOpen(scope);
    registry.readDefaults(scope);
    ProviderSpec provider = ProviderSpec.read(spec);
    Optional<HostedConnector> connector = registry.connector(provider.connector());
    if (connector.isEmpty()) {
      return List.of(
          new Problem(
              "connector",
              "there is no connector '%s'".formatted(provider.connector()),
              Nearest.fix(provider.connector(), registry.connectorIds())));
    }
    List<Problem> problems = new ArrayList<>();
    problems.addAll(SpecRules.check(provider, connector.get(), environment.faultsAllowed()));
    problems.addAll(CurrencyRule.check(name(), id, spec, others));
    problems.addAll(boundElsewhere(scope, provider, connector.get()));
    if (problems.isEmpty()) {
      checkOpening(scope, id, provider, connector.get(), problems);
    }
    return problems;
  }

  private List<Problem> boundElsewhere(
      TenantScope scope, ProviderSpec provider, HostedConnector connector) {
    ProviderHosts hosts = new ProviderHosts(connector, provider.config());
    SecretSource secrets = environment.secrets();
    List<Problem> problems = new ArrayList<>();
    String credential = provider.auth().secret();
    if (credential != null) {
      secrets
          .boundElsewhere(
              scope,
              credential,
              hosts.reach(provider.auth()),
              "auth.%s.secret".formatted(provider.auth().kind()))
          .ifPresent(problems::add);
    }
    for (String secret : ProviderSecrets.named(provider.config())) {
      secrets.boundElsewhere(scope, secret, hosts.reach(), "config").ifPresent(problems::add);
    }
    return problems;
  }

  @Override
  public Set<String> secrets(Json.Obj spec) {
    return ProviderSecrets.named(ProviderSpec.read(spec));
  }

  @Override
  public List<String> notes(TenantScope scope, Resource wanted, @Nullable Resource before) {
    ProviderSpec spec = ProviderSpec.read(wanted.spec());
    boolean again = before != null && before.version() == wanted.version();
    return registry
        .connector(spec.connector())
        .filter(one -> !again || spec.saysDefault())
        .map(
            one ->
                defaultNotes.applied(
                    scope,
                    wanted.id(),
                    one.manifest().kind(),
                    spec.saysDefault(),
                    Boolean.TRUE.equals(spec.disabled())))
        .orElse(List.of());
  }

  @Override
  public void storing(Transaction tx, TenantScope scope, AuditedAct act, Resource resource) {
    ProviderSpec spec = ProviderSpec.read(resource.spec());
    registry
        .connector(spec.connector())
        .ifPresent(
            one ->
                defaults.storing(
                    tx, scope, resource.id(), one.manifest().kind(), spec.saysDefault()));
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    if (started) {
      registry.deferred().awaitOpen(scope);
      await(begun(scope, resource, true), environment.firstLook());
    } else {
      registry.deferred().add(scope, resource.id(), () -> begun(scope, resource, false));
    }
  }

  @Override
  public void followed(TenantScope scope, Resource resource) {
    registry.deferred().awaitOpen(scope);
    begun(scope, resource, false);
  }

  /** Looks at a provider now, because what it needs to work has changed. */
  public void lookAgain(TenantScope scope, String provider) {
    registry.deferred().awaitOpen(scope);
    await(checks.begin(new ProviderKey(scope, provider)), environment.firstLook());
  }

  /**
   * Puts it in force and begins the first look at it.
   *
   * @param byTenant whether its tenant applies it just now, here
   */
  private Thread begun(TenantScope scope, Resource resource, boolean byTenant) {
    ProviderKey key = new ProviderKey(scope, resource.id());
    registry
        .changes()
        .apply(key, agreed(key, ofLife(key, ProviderSpec.read(resource.spec())), byTenant));
    registry.defaultsChanged(scope.tenant());
    return checks.begin(key);
  }

  // Asked when it is applied, since an instance goes on after its provider is gone.
  private ProviderSpec ofLife(ProviderKey key, ProviderSpec spec) {
    return spec.ofLife(environment.lives().applyAsLong(key.scope(), key.id()));
  }

  // Jars are the operator's, who lets them reach what they say: asked is what comes after them. No
  // start and no other server agrees for a tenant.
  private ProviderSpec agreed(ProviderKey key, ProviderSpec spec, boolean byTenant) {
    HostedConnector connector = registry.connector(spec.connector()).orElse(null);
    if (connector != null && !connector.ofFile() && !byTenant) {
      return spec;
    }
    ConnectorReach now =
        connector == null || !byTenant ? null : ConnectorReach.of(connector.manifest());
    return spec.agreeing(
        environment.agreements().of(key.scope(), key.id(), spec.life(), spec.connector(), now));
  }

  @Override
  public void appliedAgain(TenantScope scope, AuditedAct act, Resource resource) {
    registry.deferred().awaitOpen(scope);
    if (ProviderSpec.read(resource.spec()).saysDefault()) {
      defaults.chooseAgain(scope, act, resource.id());
    }
    registry.changes().applyAgain(new ProviderKey(scope, resource.id()));
  }

  /** The changes of which providers are defaults. */
  public DefaultChanges defaults() {
    return defaults;
  }

  /** What changes of providers mean for calls that name none. */
  public DefaultNotes defaultNotes() {
    return defaultNotes;
  }

  /** What is to be done while a provider that ends can still be asked. */
  @FunctionalInterface
  public interface BeforeRemoval {
    void of(TenantScope scope, AuditedAct act, String provider);
  }

  /** Has something done before providers go. */
  public void beforeRemoval(BeforeRemoval words) {
    beforeRemoval.add(words);
  }

  @Override
  public void ending(TenantScope scope, AuditedAct act, String id) {
    registry.deferred().awaitOpen(scope);
    registry.readDefaults(scope);
    beforeRemoval.forEach(words -> words.of(scope, act, id));
  }

  /** What is noted in the transaction that removes a provider. */
  @FunctionalInterface
  public interface Dropping {
    void of(Transaction tx, TenantScope scope, RemovedProvider former);
  }

  /** Has something noted with the removal of each provider. */
  public void inRemoval(Dropping noting) {
    droppings.add(noting);
  }

  @Override
  public void dropping(Transaction tx, TenantScope scope, AuditedAct act, Resource ended) {
    RemovedProvider former = registry.former(new ProviderKey(scope, ended.id()), ended.spec());
    defaults.dropping(tx, scope, ended.id());
    droppings.forEach(noting -> noting.of(tx, scope, former));
  }

  /** Has something noted with each change that leads a provider to another vendor. */
  public void inMove(Dropping noting) {
    moves.add(noting);
  }

  @Override
  public void replacing(Transaction tx, TenantScope scope, Resource before, Resource after) {
    if (registry.movesOn(ProviderSpec.read(before.spec()), ProviderSpec.read(after.spec()))) {
      RemovedProvider former = registry.former(new ProviderKey(scope, before.id()), before.spec());
      moves.forEach(noting -> noting.of(tx, scope, former));
    }
  }

  /** An action after a provider has been removed. */
  @FunctionalInterface
  public interface AfterRemoval {
    void of(TenantScope scope, String provider);
  }

  /**
   * Has an action run when providers have gone, on each server that hears of it, whether or not
   * other actions fail.
   */
  public void afterRemoval(AfterRemoval removal) {
    afterRemoval.add(
        (scope, id) -> {
          try {
            removal.of(scope, id);
          } catch (CallFailedException | SecretsRefusedException e) {
            LOG.warn("What follows the end of provider '{}' was not done whole.", id, e);
          }
        });
  }

  @Override
  public void removed(TenantScope scope, String id) {
    registry.deferred().awaitOpen(scope);
    registry.changes().remove(new ProviderKey(scope, id));
    registry.defaultsChanged(scope.tenant());
    afterRemoval.forEach(removal -> removal.of(scope, id));
    try {
      long next = environment.lives().applyAsLong(scope, id);
      environment.tokens().of(scope, id, next).forgetFormer();
    } catch (CallFailedException | SecretsRefusedException e) {
      LOG.warn("The tokens of provider '{}' are forgotten later.", id, e);
    }
  }

  private static void await(Thread look, Duration patience) {
    try {
      look.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void checkOpening(
      TenantScope scope,
      String id,
      ProviderSpec spec,
      HostedConnector connector,
      List<Problem> problems) {
    try {
      ProviderKey key = new ProviderKey(scope, id);
      registry.tryOut(key, ofLife(key, spec), connector);
    } catch (CallFailedException e) {
      problems.add(new Problem("config", e.failure().message(), "change the configuration"));
    }
  }
}
