package io.auterity.testkit.manifest;

import io.auterity.spi.ConnectorPreset;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.manifest.ManifestFlaw;
import io.auterity.spi.manifest.ManifestForm;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code META-INF/auterity/plugin.yaml} as a server does, save that a preset with a flaw is
 * not left out but fails.
 */
public final class ManifestFileReader {

  private static final String PLACE = "META-INF/auterity/plugin.yaml";

  // A contract suite asks for it in each of its tests.
  private static final ClassValue<PluginManifest> BESIDE =
      new ClassValue<>() {
        @Override
        protected PluginManifest computeValue(Class<?> plugin) {
          return beside(plugin);
        }
      };

  private ManifestFileReader() {}

  /** The manifest that stands on the class path beside {@code plugin}. */
  public static PluginManifest of(Class<? extends Plugin> plugin) {
    return BESIDE.get(plugin);
  }

  private static PluginManifest beside(Class<?> plugin) {
    URL home = plugin.getProtectionDomain().getCodeSource().getLocation();
    String folder = home.getPath().endsWith("/") ? home.toString() : "jar:" + home + "!/";
    try (InputStream in = URI.create(folder + PLACE).toURL().openStream()) {
      byte[] yaml = in.readAllBytes();
      Map<String, byte[]> presets = new LinkedHashMap<>();
      if (YamlTree.read(yaml) instanceof Json.Obj manifest) {
        for (String name : ConnectorPreset.listed(manifest)) {
          byte[] preset = preset(plugin, name);
          if (preset != null) {
            presets.put(name, preset);
          }
        }
      }
      return read(yaml, presets);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte @Nullable [] preset(Class<?> plugin, String name) throws IOException {
    String place = ConnectorPreset.FOLDER + name + ".yaml";
    try (InputStream in = plugin.getClassLoader().getResourceAsStream(place)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  /**
   * Reads YAML text.
   *
   * @throws ManifestException with each path and rule
   */
  public static PluginManifest read(byte[] yaml) {
    return read(yaml, Map.of());
  }

  /**
   * Reads YAML text.
   *
   * @param presets texts of the presets by name
   * @throws ManifestException with each path and rule
   */
  public static PluginManifest read(byte[] yaml, Map<String, byte[]> presets) {
    Map<String, Json> trees = new LinkedHashMap<>();
    presets.forEach((name, text) -> trees.put(name, YamlTree.read(text)));
    ManifestForm.Outcome outcome = new ManifestForm().read(YamlTree.read(yaml), trees);
    if (outcome.manifest() == null || !outcome.flaws().isEmpty()) {
      throw new ManifestException(
          outcome.flaws().stream().map(ManifestFlaw::toString).collect(Collectors.joining(". ")));
    }
    return outcome.manifest();
  }
}
