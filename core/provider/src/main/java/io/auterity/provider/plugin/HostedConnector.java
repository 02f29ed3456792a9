package io.auterity.provider.plugin;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.PluginContext;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.SigningScheme;
import io.auterity.spi.Support;
import io.auterity.spi.Webhooks;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A connector of a started plugin. A reference to one holds its plugin's classes: let it go when
 * the plugin is drained.
 *
 * @param generation of the plugin
 * @param config compiled schema of its configuration
 * @param ofFile whether its plugin is a file and no jar
 */
public record HostedConnector(
    PluginContext plugin,
    int generation,
    ConnectorManifest manifest,
    JsonSchema config,
    Connector<?> connector,
    PluginRealm realm,
    boolean ofFile) {

  public String id() {
    return manifest.id();
  }

  /** The same, whose failures and log entries hide what {@code secrets} takes out of a text. */
  public HostedConnector hiding(UnaryOperator<String> secrets) {
    return new HostedConnector(
        plugin, generation, manifest, config, connector, realm.hiding(secrets), ofFile);
  }

  /** What it brings beside the operations of its kind. */
  public List<Capability> extensions() {
    return extensions(connector);
  }

  static List<Capability> extensions(Connector<?> connector) {
    return connector instanceof ExtendingConnector extending ? extending.extensions() : List.of();
  }

  /** What was proven of an operation, {@code resource.verb}. */
  public OperationEvidence evidence(String operation) {
    return connector instanceof EvidencedConnector evidenced
        ? evidenced.evidence(operation)
        : OperationEvidence.declared(manifest.grade());
  }

  /** The grade of the least proven of its operations, which is what it can be trusted for whole. */
  public String grade() {
    return operations()
        .map(operation -> evidence(operation).grade())
        .max(Comparator.comparing(grade -> grade.equals(OperationEvidence.UNPROVEN) ? "V9" : grade))
        .orElse(manifest.grade());
  }

  /** Its operations behind which no evidence stands. */
  public Set<String> unproven() {
    return operations()
        .filter(operation -> evidence(operation).unproven())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether no evidence stands behind any of its operations: grade V0. */
  public boolean unverified() {
    return operations().findAny().isEmpty()
        ? manifest.grade().equals(OperationEvidence.UNPROVEN)
        : operations().allMatch(operation -> evidence(operation).unproven());
  }

  /** The operations that it carries out, as {@code resource.verb}. */
  public Stream<String> operations() {
    return manifest.support().entrySet().stream()
        .filter(entry -> entry.getValue().support() != Support.NONE)
        .map(Map.Entry::getKey);
  }

  /** As messages call it. */
  public String name() {
    return "connector '" + manifest.id() + "'";
  }

  /**
   * Makes the instance that serves one provider.
   *
   * @throws io.auterity.spi.CallFailedException as {@link Connector#open} does
   */
  public Object open(ProviderContext context) {
    return realm.enter(name(), Applied.NO, () -> opened(connector, context));
  }

  /**
   * Asks the connector whether its provider answers.
   *
   * @throws io.auterity.spi.CallFailedException as {@link Connector#check} does
   */
  public void check(Object instance, Call call) {
    realm.enter(
        name(),
        Applied.NO,
        () -> {
          checked(connector, instance, call);
          return true;
        });
  }

  /** What the vendor has told an instance of its models, as {@link Connector#models} does. */
  public List<KnownModel> models(Object instance) {
    return realm.enter(name(), Applied.NO, () -> List.copyOf(told(connector, instance)));
  }

  /** Types of the events that it raises about its documents, as {@link Connector#events} says. */
  public List<String> events() {
    return realm.enter(name(), Applied.NO, () -> List.copyOf(connector.events()));
  }

  /** Whether it has something that reads webhooks; which events these raise is not known. */
  public boolean readsWebhooks() {
    try {
      return connector.getClass().getMethod("webhooks", Object.class).getDeclaringClass()
          != Connector.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What reads the webhooks of an instance's vendor, as {@link Connector#webhooks} does. */
  public Optional<Webhooks> webhooks(Object instance) {
    return realm.enter(name(), Applied.NO, () -> reading(connector, instance));
  }

  /** How a credential of the kind {@code scheme} signs, as {@link Connector#signing} says. */
  public Optional<SigningScheme> signing() {
    return realm
        .enter(name(), Applied.NO, connector::signing)
        .map(scheme -> new RealmScheme(this, scheme));
  }

  /** The connector's scheme, whose code runs in its realm. */
  private record RealmScheme(HostedConnector owner, SigningScheme scheme) implements SigningScheme {

    @Override
    public Signature sign(UnsignedRequest request, Credential credential) {
      return owner.realm.enter(owner.name(), Applied.NO, () -> scheme.sign(request, credential));
    }

    @Override
    public void check(Credential credential) {
      owner.realm.enter(
          owner.name(),
          Applied.NO,
          () -> {
            scheme.check(credential);
            return true;
          });
    }
  }

  private static <K> Optional<Webhooks> reading(Connector<K> connector, Object instance) {
    return connector.webhooks(connector.kind().cast(instance));
  }

  private static <K> List<KnownModel> told(Connector<K> connector, Object instance) {
    return connector.models(connector.kind().cast(instance));
  }

  private static <K> K opened(Connector<K> connector, ProviderContext context) {
    return connector.kind().cast(connector.open(context));
  }

  private static <K> void checked(Connector<K> connector, Object instance, Call call) {
    connector.check(connector.kind().cast(instance), call);
  }
}
