package io.auterity.testkit.manifest;

import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.Support;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code META-INF/auterity/plugin.yaml}. A field that is unknown, missing or of the wrong
 * type is refused with its path.
 */
public final class ManifestFileReader {

  private static final String PLACE = "META-INF/auterity/plugin.yaml";

  private ManifestFileReader() {}

  /** The manifest that stands on the class path beside {@code plugin}. */
  public static PluginManifest of(Class<? extends Plugin> plugin) {
    URL home = plugin.getProtectionDomain().getCodeSource().getLocation();
    String folder = home.getPath().endsWith("/") ? home.toString() : "jar:" + home + "!/";
    try (InputStream in = URI.create(folder + PLACE).toURL().openStream()) {
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads YAML text.
   *
   * @throws ManifestException with the path and the rule
   */
  public static PluginManifest read(byte[] yaml) {
    ManifestNode root = ManifestNode.root(YamlTree.read(yaml));
    PluginManifest manifest =
        new PluginManifest(
            root.text("id"),
            root.text("version"),
            root.text("main"),
            root.text("summary"),
            root.texts("needs"),
            root.flag("natives"),
            root.nodes("connectors").stream().map(ManifestFileReader::connector).toList());
    root.refuseUnread();
    return manifest;
  }

  private static ConnectorManifest connector(ManifestNode node) {
    ConnectorManifest connector =
        new ConnectorManifest(
            node.text("id"),
            node.text("kind"),
            node.text("summary"),
            node.texts("marks"),
            node.texts("auth"),
            node.object("config"),
            node.texts("egress"),
            node.text("grade"),
            support(node.node("support")),
            node.has("rateLimit") ? rateLimit(node.node("rateLimit")) : null);
    node.refuseUnread();
    return connector;
  }

  private static RateLimit rateLimit(ManifestNode node) {
    RateLimit limit = new RateLimit(node.count("requests"), node.count("seconds"));
    node.refuseUnread();
    return limit;
  }

  private static Map<String, OperationSupport> support(ManifestNode node) {
    Map<String, OperationSupport> support = new LinkedHashMap<>();
    node.names().forEach(name -> support.put(name, operation(node.node(name))));
    return support;
  }

  private static OperationSupport operation(ManifestNode node) {
    OperationSupport operation =
        new OperationSupport(
            node.oneOf("support", Support.values()),
            node.has("idempotencyKey") && node.flag("idempotencyKey"),
            node.has("note") ? node.text("note") : null);
    node.refuseUnread();
    return operation;
  }
}
