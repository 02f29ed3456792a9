package io.auterity.testkit.manifest;

import io.auterity.spi.ConnectorPreset;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.AwsScope;
import io.auterity.spi.PluginManifest.Billed;
import io.auterity.spi.PluginManifest.BilledTool;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.Support;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
      return read(in.readAllBytes(), name -> preset(plugin, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] preset(Class<?> plugin, String name) {
    String place = ConnectorPreset.FOLDER + name + ".yaml";
    try (InputStream in = plugin.getClassLoader().getResourceAsStream(place)) {
      if (in == null) {
        throw new ManifestException("presets", "has no file " + place);
      }
      return in.readAllBytes();
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
    return read(
        yaml,
        name -> {
          throw new ManifestException("presets", "has no file for " + name);
        });
  }

  /**
   * Reads YAML text.
   *
   * @param presets finds the text of a preset by its name
   * @throws ManifestException with the path and the rule
   */
  public static PluginManifest read(byte[] yaml, Function<String, byte[]> presets) {
    ManifestNode root = ManifestNode.root(withPresets(YamlTree.read(yaml), presets));
    PluginManifest manifest =
        new PluginManifest(
            root.text("id"),
            root.text("version"),
            root.text("main"),
            root.text("summary"),
            root.texts("needs"),
            root.flag("natives"),
            root.nodes("connectors").stream().map(ManifestFileReader::connector).toList(),
            root.has("billed")
                ? root.nodes("billed").stream().map(ManifestFileReader::billed).toList()
                : List.of());
    root.refuseUnread();
    return manifest;
  }

  private static Billed billed(ManifestNode node) {
    Billed billed =
        new Billed(
            node.text("dialect"),
            node.has("tools")
                ? node.nodes("tools").stream().map(ManifestFileReader::billedTool).toList()
                : List.of(),
            node.has("asks") ? asks(node.node("asks")) : Map.of(),
            node.has("classes") ? node.texts("classes") : List.of());
    node.refuseUnread();
    return billed;
  }

  private static Map<String, String> asks(ManifestNode node) {
    Map<String, String> asks = new LinkedHashMap<>();
    node.names().forEach(name -> asks.put(name, node.text(name)));
    return asks;
  }

  private static BilledTool billedTool(ManifestNode node) {
    BilledTool tool =
        new BilledTool(
            node.text("name"),
            node.text("unit"),
            node.count("most"),
            node.has("bound") ? node.text("bound") : null);
    node.refuseUnread();
    return tool;
  }

  /** Presets written out as the connectors that they mean. */
  private static Json withPresets(Json yaml, Function<String, byte[]> presets) {
    if (!(yaml instanceof Json.Obj manifest)
        || !(manifest.get("connectors") instanceof Json.Arr(List<Json> connectors))) {
      return yaml;
    }
    List<Json> all = new ArrayList<>(connectors);
    for (String name : ConnectorPreset.listed(manifest)) {
      if (!(YamlTree.read(presets.apply(name)) instanceof Json.Obj said)) {
        throw new ManifestException("presets", name + " must be an object");
      }
      try {
        all.add(ConnectorPreset.written(name, said, manifest));
      } catch (IllegalArgumentException e) {
        throw new ManifestException("presets", String.valueOf(e.getMessage()));
      }
    }
    Map<String, Json> fields = new LinkedHashMap<>(manifest.fields());
    fields.remove("presets");
    fields.put("connectors", Json.array(all));
    return new Json.Obj(fields);
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
            node.has("rateLimit") ? rateLimit(node.node("rateLimit")) : null,
            node.has("traits") ? node.object("traits") : Json.EMPTY,
            node.has("models")
                ? node.nodes("models").stream().map(ManifestFileReader::model).toList()
                : List.of(),
            node.has("credentialTo") ? node.texts("credentialTo") : List.of(),
            node.has("sigv4") ? awsScope(node.node("sigv4")) : null);
    node.refuseUnread();
    return connector;
  }

  private static KnownModel model(ManifestNode node) {
    KnownModel model =
        new KnownModel(
            node.text("id"),
            node.has("context") ? Long.valueOf(node.count("context")) : null,
            node.has("output") ? Long.valueOf(node.count("output")) : null,
            node.has("abilities") ? node.texts("abilities") : null,
            node.has("operations") ? node.texts("operations") : List.of());
    node.refuseUnread();
    return model;
  }

  private static RateLimit rateLimit(ManifestNode node) {
    RateLimit limit = new RateLimit(node.count("requests"), node.count("seconds"));
    node.refuseUnread();
    return limit;
  }

  private static AwsScope awsScope(ManifestNode node) {
    AwsScope scope = new AwsScope(node.text("service"), node.text("regionField"));
    node.refuseUnread();
    return scope;
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
            node.has("note") ? node.text("note") : null,
            node.has("prefill") && node.flag("prefill"),
            node.has("batch") && node.flag("batch"));
    node.refuseUnread();
    return operation;
  }
}
