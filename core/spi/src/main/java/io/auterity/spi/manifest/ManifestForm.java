package io.auterity.spi.manifest;

import io.auterity.spi.ConnectorPreset;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes a plugin's manifest of what its files say; tells all that is wrong with them at once. */
public final class ManifestForm {

  private final BiFunction<String, Collection<String>, String> suggestion;
  private final SpiVersion offered;

  ManifestForm(BiFunction<String, Collection<String>, String> suggestion, SpiVersion offered) {
    this.suggestion = suggestion;
    this.offered = offered;
  }

  /**
   * @param suggestion what to do about a name that is none of the valid ones
   */
  public ManifestForm(BiFunction<String, Collection<String>, String> suggestion) {
    this(suggestion, SpiVersion.OFFERED);
  }

  /** Suggests the list of the valid names. */
  public ManifestForm() {
    this((name, valid) -> "use one of " + String.join(", ", valid));
  }

  /**
   * What was found.
   *
   * @param manifest without the presets that have flaws; null when the manifest itself has one
   */
  public record Outcome(@Nullable PluginManifest manifest, List<ManifestFlaw> flaws) {
    public Outcome {
      flaws = List.copyOf(flaws);
    }
  }

  /**
   * Reads a manifest, and the presets that it lists as connectors of their own.
   *
   * @param presets what their files say, by name; of all files that there are
   */
  public Outcome read(Json manifest, Map<String, Json> presets) {
    List<ManifestFlaw> flaws = new ArrayList<>();
    if (!(manifest instanceof Json.Obj file)) {
      flaws.add(new ManifestFlaw(null, "", "must be an object", "write one field on each line"));
      return new Outcome(null, flaws);
    }
    if (isForeign(file, flaws)) {
      return new Outcome(null, flaws);
    }
    PluginManifest read =
        new PluginForm(new ManifestFindings(null, flaws, suggestion)).manifest(file);
    if (!flaws.isEmpty()) {
      return new Outcome(null, flaws);
    }
    List<ConnectorManifest> connectors = new ArrayList<>(read.connectors());
    Map<String, Json> unread = new TreeMap<>(presets);
    for (String name : ConnectorPreset.listed(file)) {
      ConnectorManifest preset = preset(name, unread.remove(name), file, flaws);
      if (preset != null) {
        connectors.add(preset);
      }
    }
    unread.keySet().forEach(name -> flaws.add(unlisted(name)));
    return new Outcome(with(read, connectors), flaws);
  }

  /**
   * Whether the file is made for a version of this interface that is not offered here, whose fields
   * are unknown.
   */
  private boolean isForeign(Json.Obj file, List<ManifestFlaw> flaws) {
    Json said = file.get("spi");
    SpiVersion wanted = said == null ? null : SpiVersion.of(said);
    if (wanted == null || offered.serves(wanted)) {
      return false;
    }
    flaws.add(
        new ManifestFlaw(
            null,
            "spi",
            "plugin %s is made for SPI %s; this server offers %s"
                .formatted(file.text("id"), wanted, offered),
            wanted.major() < offered.major()
                ? "use a version of the plugin made for " + offered
                : "use a server that offers it, or a version of the plugin made for " + offered));
    return true;
  }

  private @Nullable ConnectorManifest preset(
      String name, @Nullable Json said, Json.Obj manifest, List<ManifestFlaw> flaws) {
    if (said == null) {
      String place = ConnectorPreset.FOLDER + name + ".yaml";
      flaws.add(
          new ManifestFlaw(
              name, "", "is listed, but there is no " + place, "add it, or do not list it"));
      return null;
    }
    if (!(said instanceof Json.Obj file)) {
      flaws.add(new ManifestFlaw(name, "", "must be an object", "write one field on each line"));
      return null;
    }
    List<ManifestFlaw> own = new ArrayList<>();
    ConnectorManifest read = null;
    try {
      Json.Obj written = ConnectorPreset.written(name, file, manifest);
      read = new PluginForm(new ManifestFindings(name, own, suggestion)).preset(written);
    } catch (IllegalArgumentException e) {
      own.add(new ManifestFlaw(name, "", String.valueOf(e.getMessage()), "change the preset"));
    }
    flaws.addAll(own);
    return own.isEmpty() ? read : null;
  }

  private static ManifestFlaw unlisted(String preset) {
    return new ManifestFlaw(preset, "", "is not listed in presets", "list it, or remove it");
  }

  private static PluginManifest with(PluginManifest read, List<ConnectorManifest> connectors) {
    return read.toBuilder().connectors(connectors).build();
  }
}
