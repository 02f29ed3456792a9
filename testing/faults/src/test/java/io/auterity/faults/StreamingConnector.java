package io.auterity.faults;

import io.auterity.spi.Connector;
import io.auterity.spi.ConnectorPreset;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.ai.Ai;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A connector whose manifest says that it streams chats. */
record StreamingConnector(Dialect dialect, ConnectorManifest manifest, boolean preset) {

  private static final String STREAM = "chat.stream";
  private static final Map<Dialect, PluginManifest> MANIFESTS = manifests();

  private static Map<Dialect, PluginManifest> manifests() {
    Map<Dialect, PluginManifest> all = new EnumMap<>(Dialect.class);
    for (Dialect dialect : Dialect.values()) {
      all.put(dialect, ManifestFileReader.of(dialect.plugin().getClass()));
    }
    return all;
  }

  private static PluginManifest manifest(Dialect dialect) {
    return Objects.requireNonNull(MANIFESTS.get(dialect));
  }

  /** All of the plugins whose vendors speak one of the table's dialects. */
  static List<StreamingConnector> all() {
    return Arrays.stream(Dialect.values())
        .flatMap(
            dialect ->
                manifest(dialect).connectors().stream()
                    .filter(connector -> connector.support().containsKey(STREAM))
                    .filter(connector -> dialect.isOf(connector.id()))
                    .map(one -> new StreamingConnector(dialect, one, isPreset(dialect, one.id()))))
        .toList();
  }

  private static boolean isPreset(Dialect dialect, String id) {
    ClassLoader home = dialect.plugin().getClass().getClassLoader();
    return home.getResource(ConnectorPreset.FOLDER + id + ".yaml") != null;
  }

  String id() {
    return manifest.id();
  }

  /** Whether it is the one whose vendor the dialect is of; others have its codecs. */
  boolean isFirst() {
    return id().equals(manifest(dialect).connectors().getFirst().id());
  }

  Map<String, OperationSupport> support() {
    return manifest.support();
  }

  /** Whether it can go on from words of an answer. */
  boolean goesOn() {
    OperationSupport stream = support().get(STREAM);
    return stream != null && stream.prefill();
  }

  /** Whether a chat that was written in the dialect of its door goes to it as it is. */
  boolean passes() {
    return dialect.passes()
        && manifest.traits().get("shortCallIds") == null
        && manifest.traits().get("thoughtsBack") == null;
  }

  /** What stands behind its vendor's host in the address it is configured with. */
  String path() {
    return id().equals("azure-openai") ? "" : "/v1";
  }

  /** What it is called on the page. */
  String words() {
    return "`" + id() + "`" + told(" with `%s: %s`");
  }

  private String told(String form) {
    return dialect.config().fields().keySet().stream()
        .map(name -> form.formatted(name, dialect.config().text(name)))
        .collect(Collectors.joining());
  }

  /** The connector itself. */
  @SuppressWarnings("unchecked") // It streams chats, so that it is one for models.
  Connector<Ai> open() {
    Plugin plugin = dialect.plugin();
    plugin.start(new FakePluginContext(manifest(dialect)));
    return (Connector<Ai>)
        plugin.connectors().stream().filter(one -> one.id().equals(id())).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return id() + told(" %s=%s");
  }
}
