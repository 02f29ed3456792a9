package io.auterity.connector;

import io.auterity.connector.check.CheckedFile;
import io.auterity.connector.evidence.ShippedEvidence;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.plan.ConnectorPlan;
import io.auterity.connector.plan.Credentials;
import io.auterity.platform.catalogue.Binder;
import io.auterity.provider.plugin.CodedPlugin;
import io.auterity.provider.plugin.FileClasses;
import io.auterity.provider.plugin.OperationEvidence;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.Kind;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateHeaders;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.PluginManifest.RatePool;
import io.auterity.spi.PluginManifest.ResetUnit;
import io.auterity.spi.Support;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plugin that a connector file brings. Its manifest says no grade above V0: a file cannot state
 * one.
 */
public final class DataPlugin implements CodedPlugin {

  private final PluginManifest manifest;
  private final String digest;
  private final List<DataConnector<?>> connectors;

  /**
   * A plugin of a file that was checked.
   *
   * @param kinds the interfaces of the kinds that it was checked against
   */
  public DataPlugin(CheckedFile checked, List<Class<?>> kinds, Binder binder) {
    this(checked, kinds, binder, ShippedEvidence.shipped());
  }

  /** A plugin of a file of which that was proven. */
  public DataPlugin(
      CheckedFile checked, List<Class<?>> kinds, Binder binder, ShippedEvidence evidence) {
    this(checked, kinds, binder, evidence, null, new AbsentFields(new CompositeMeterRegistry()));
  }

  /**
   * A plugin of a file that may be there with classes.
   *
   * @param classes those that it names, with which together something may be proven of it
   * @param absent counts what the vendor's replies lack
   */
  DataPlugin(
      CheckedFile checked,
      List<Class<?>> kinds,
      Binder binder,
      ShippedEvidence evidence,
      @Nullable FileClasses classes,
      AbsentFields absent) {
    ConnectorFile file = checked.file();
    digest = classes == null ? file.digest() : classes.digest(file.digest());
    String jars = classes == null ? "" : classes.jars();
    List<ConnectorManifest> manifests = new ArrayList<>();
    List<DataConnector<?>> made = new ArrayList<>();
    file.connectors()
        .forEach(
            (id, said) -> {
              ConnectorPlan plan = Objects.requireNonNull(checked.plans().get(id));
              String kind = Objects.requireNonNull(((Json.Obj) said).text("kind"));
              manifests.add(manifest(id, kind, (Json.Obj) said, file, plan));
              made.add(
                  new DataConnector<>(
                      new DataConnector.Declared<>(
                          id,
                          type(kind, kinds),
                          plan,
                          binder,
                          operation ->
                              evidence.of(
                                  id,
                                  operation,
                                  plan.coded().containsKey(operation) ? digest : file.digest()),
                          absent.of(id),
                          jars)));
            });
    manifest =
        PluginManifest.builder(
                file.id(), file.text("version"), DataPlugin.class.getName(), file.text("summary"))
            .connectors(manifests)
            .build();
    connectors = List.copyOf(made);
  }

  private DataPlugin(PluginManifest manifest, String digest, List<DataConnector<?>> connectors) {
    this.manifest = manifest;
    this.digest = digest;
    this.connectors = connectors;
  }

  @Override
  public DataPlugin with(ClassLoader classes) {
    List<DataConnector<?>> made = new ArrayList<>();
    connectors.forEach(connector -> made.add(connector.with(classes)));
    return new DataPlugin(manifest, digest, List.copyOf(made));
  }

  private static Class<?> type(String kind, List<Class<?>> kinds) {
    return kinds.stream()
        .filter(type -> type.getAnnotation(Kind.class).value().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind " + kind));
  }

  /** The SHA-256 of its file, and of the classes that it names. */
  String digest() {
    return digest;
  }

  /** What its file says, in the words of a manifest. */
  public PluginManifest manifest() {
    return manifest;
  }

  @Override
  public List<Connector<?>> connectors() {
    return List.copyOf(connectors);
  }

  private static ConnectorManifest manifest(
      String id, String kind, Json.Obj said, ConnectorFile file, ConnectorPlan plan) {
    Credentials credentials = Credentials.of(file);
    return ConnectorManifest.builder(
            id, kind, Objects.requireNonNullElse(said.text("summary"), file.text("summary")))
        .auth(credentials.kinds())
        .config(plan.configSchema())
        .egress(plan.servers().egress())
        .grade(OperationEvidence.UNPROVEN)
        .support(support(id, said))
        .rateLimit(rateLimit(file.part("limits")))
        .rateHeaders(rateHeaders(file.part("limits")))
        .credentialTo(plan.servers().credentialTo())
        .authForms(credentials.forms())
        .sigv4(credentials.sigv4())
        .vendor(file.part("vendor").text("name"))
        .docs(file.part("vendor").text("docs"))
        .build();
  }

  private static String text(Json.Obj object, String name) {
    return Objects.requireNonNullElse(object.text(name), "");
  }

  private static Map<String, OperationSupport> support(String connector, Json.Obj said) {
    Map<String, OperationSupport> support = new LinkedHashMap<>();
    ConnectorFile.object(said, "operations")
        .fields()
        .forEach((name, operation) -> support.put(name, support((Json.Obj) operation)));
    ConnectorFile.object(said, "none")
        .fields()
        .forEach(
            (name, why) ->
                support.put(
                    name,
                    new OperationSupport(
                        Support.NONE, false, why instanceof Json.Str(String text) ? text : null)));
    ConnectorFile.object(said, "extensions")
        .fields()
        .forEach(
            (name, extension) ->
                support.put(
                    connector + "." + name,
                    support(ConnectorFile.object((Json.Obj) extension, "operation"))));
    return support;
  }

  private static OperationSupport support(Json.Obj operation) {
    String level = Objects.requireNonNullElse(operation.text("support"), "full");
    return new OperationSupport(
        Support.valueOf(level.toUpperCase(Locale.ROOT)),
        operation.get("idempotency") != null,
        operation.text("note"));
  }

  private static @Nullable RateLimit rateLimit(Json.Obj limits) {
    return limits.get("requests") instanceof Json.Int(long requests)
            && limits.get("seconds") instanceof Json.Int(long seconds)
        ? new RateLimit((int) requests, (int) seconds)
        : null;
  }

  private static @Nullable RateHeaders rateHeaders(Json.Obj limits) {
    String remaining = limits.text("remaining");
    String reset = limits.text("reset");
    return remaining == null || reset == null
        ? null
        : new RateHeaders(
            remaining,
            reset,
            ResetUnit.named(Objects.requireNonNullElse(limits.text("resetAs"), "seconds")),
            limits.get("pool") instanceof Json.Obj pool
                ? new RatePool(text(pool, "header"), text(pool, "usual"))
                : null);
  }
}
