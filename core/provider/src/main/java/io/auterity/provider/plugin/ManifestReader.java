package io.auterity.provider.plugin;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.manifest.ManifestFlaw;
import io.auterity.spi.manifest.ManifestForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code META-INF/auterity/plugin.yaml} and tells the line of what is wrong in it. */
public final class ManifestReader {

  private static final int MAX_CHARACTERS = 1_000_000;

  private final YamlReader yaml = new YamlReader(MAX_CHARACTERS);
  private final ManifestForm form = new ManifestForm(Nearest::fix);

  /**
   * A manifest without the presets that cannot be had.
   *
   * @param problems one sentence for each preset that is left out
   */
  public record Content(PluginManifest manifest, List<String> problems) {

    public Content {
      problems = List.copyOf(problems);
    }

    /**
     * The manifest with all its presets.
     *
     * @throws PluginRefusedException naming those that are left out
     */
    public PluginManifest whole() {
      if (!problems.isEmpty()) {
        throw new PluginRefusedException(String.join("; ", problems));
      }
      return manifest;
    }
  }

  /**
   * Reads a manifest that lists no presets.
   *
   * @param source names the file in messages
   * @throws PluginRefusedException with each problem's path and line
   */
  public PluginManifest read(String source, byte[] text) {
    return read(source, text, Map.of()).whole();
  }

  /**
   * Reads a manifest, and the presets that it lists as connectors of their own. A preset that is
   * missing, broken or not listed is left out.
   *
   * @param source names the file in messages
   * @param presets texts of all that there are, by name
   * @throws PluginRefusedException with path and line of each problem of the manifest itself
   */
  public Content read(String source, byte[] text, Map<String, byte[]> presets) {
    YamlDocument document = document(source, text);
    Map<String, YamlDocument> read = new TreeMap<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    presets.forEach(
        (name, preset) -> {
          try {
            read.put(name, document(place(source, name), preset));
          } catch (PluginRefusedException e) {
            unreadable.put(name, String.valueOf(e.getMessage()));
          }
        });
    ManifestForm.Outcome outcome = form.read(document.value(), values(read, unreadable));
    if (outcome.manifest() == null) {
      throw new PluginRefusedException(
          source, outcome.flaws().stream().map(flaw -> problem(flaw, document)).toList());
    }
    List<String> problems = new ArrayList<>(unreadable.values());
    for (ManifestFlaw flaw : outcome.flaws()) {
      String preset = Objects.requireNonNull(flaw.preset());
      if (!unreadable.containsKey(preset)) {
        problems.add(sentence(place(source, preset), flaw, read.get(preset)));
      }
    }
    return new Content(outcome.manifest(), problems);
  }

  private static Map<String, Json> values(
      Map<String, YamlDocument> read, Map<String, String> unreadable) {
    Map<String, Json> values = new TreeMap<>();
    read.forEach((name, document) -> values.put(name, document.value()));
    unreadable.keySet().forEach(name -> values.put(name, Json.NULL));
    return values;
  }

  private static String place(String source, String preset) {
    return "%s, preset %s".formatted(source, preset);
  }

  private static Problem problem(ManifestFlaw flaw, YamlDocument document) {
    return new Problem(flaw.path(), flaw.rule(), flaw.fix(), document.line(flaw.path()));
  }

  /** What is wrong with a file as a whole stands in no line. */
  private static String sentence(String place, ManifestFlaw flaw, @Nullable YamlDocument document) {
    return document == null || flaw.path().isEmpty()
        ? "%s %s: %s".formatted(place, flaw.rule(), flaw.fix())
        : "%s: %s".formatted(place, problem(flaw, document));
  }

  private YamlDocument document(String source, byte[] text) {
    try {
      List<YamlDocument> documents = yaml.read(text);
      if (documents.size() == 1) {
        return documents.getFirst();
      }
      throw new PluginRefusedException(
          source, List.of(new Problem("", "must hold one YAML document", "keep one")));
    } catch (MalformedYamlException e) {
      throw new PluginRefusedException(
          source,
          List.of(new Problem("", "must be YAML", String.valueOf(e.getMessage())).at(e.line())));
    }
  }
}
