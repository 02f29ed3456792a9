package io.auterity.provider.plugin;

import io.auterity.spi.Connector;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds a plugin to its manifest: the same connectors, of the same kinds, with real operations. */
final class ManifestMatch {

  private static final String SCHEME = "scheme";

  /**
   * Compares manifest and code.
   *
   * @throws PluginRefusedException naming the first difference
   */
  static void check(PluginManifest manifest, List<Connector<?>> connectors) {
    Set<String> declared = ids(manifest.connectors().stream().map(ConnectorManifest::id).toList());
    Set<String> brought = ids(connectors.stream().map(Connector::id).toList());
    if (declared.size() != manifest.connectors().size() || brought.size() != connectors.size()) {
      throw refused(manifest, "two connectors have the same id");
    }
    if (!declared.equals(brought)) {
      throw refused(
          manifest, "its manifest declares %s, its code brings %s".formatted(declared, brought));
    }
    for (Connector<?> connector : connectors) {
      checkKind(manifest, of(manifest, connector.id()), connector);
      checkScheme(manifest, of(manifest, connector.id()), connector.signing().isPresent());
      checkEvents(manifest, of(manifest, connector.id()), connector);
    }
  }

  /** The declaration of a connector. */
  static ConnectorManifest of(PluginManifest manifest, String connector) {
    return manifest.connectors().stream()
        .filter(declared -> declared.id().equals(connector))
        .findFirst()
        .orElseThrow();
  }

  private static void checkKind(
      PluginManifest manifest, ConnectorManifest connector, Connector<?> code) {
    Class<?> type = code.kind();
    Kind kind = type.getAnnotation(Kind.class);
    if (kind == null || !kind.value().equals(connector.kind())) {
      throw refused(
          manifest,
          "connector '%s' is declared as kind '%s' but implements %s"
              .formatted(connector.id(), connector.kind(), type.getName()));
    }
    Set<String> unknown = new TreeSet<>(connector.support().keySet());
    unknown.removeAll(operations(type));
    HostedConnector.extensions(code).forEach(extension -> unknown.remove(extension.operation()));
    if (!unknown.isEmpty()) {
      throw refused(
          manifest,
          "connector '%s' declares support of %s, which kind '%s' does not have"
              .formatted(connector.id(), unknown, connector.kind()));
    }
  }

  private static void checkScheme(
      PluginManifest manifest, ConnectorManifest connector, boolean brought) {
    if (connector.auth().contains(SCHEME) != brought) {
      throw refused(
          manifest,
          brought
              ? "connector '%s' brings a signing scheme and does not declare auth %s"
                  .formatted(connector.id(), SCHEME)
              : "connector '%s' declares auth %s and brings no signing scheme"
                  .formatted(connector.id(), SCHEME));
    }
  }

  // Events of another kind would pass for what others tell.
  private static void checkEvents(
      PluginManifest manifest, ConnectorManifest connector, Connector<?> code) {
    for (String type : code.events()) {
      if (!type.startsWith(connector.kind() + ".")) {
        throw refused(
            manifest,
            "connector '%s' raises events of type '%s', which do not begin with its kind '%s.'"
                .formatted(connector.id(), type, connector.kind()));
      }
    }
  }

  private static Set<String> operations(Class<?> kind) {
    return Arrays.stream(kind.getMethods())
        .map((Method method) -> method.getAnnotation(Operation.class))
        .filter(Objects::nonNull)
        .map(operation -> operation.resource() + "." + operation.verb())
        .collect(Collectors.toSet());
  }

  private static Set<String> ids(List<String> ids) {
    return new TreeSet<>(ids);
  }

  private static PluginRefusedException refused(PluginManifest manifest, String reason) {
    return new PluginRefusedException("plugin '%s': %s".formatted(manifest.id(), reason));
  }
}
