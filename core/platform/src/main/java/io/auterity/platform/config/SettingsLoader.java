package io.auterity.platform.config;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.yaml.MalformedYamlException;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: the defaults, over them {@code auterity.yaml}, over both the environment
 * ({@code AUTERITY_CONSOLE_PORT} for {@code console.port}). An unknown key is refused.
 */
public record SettingsLoader(Binder binder) {

  private static final int LARGEST_FILE = 1_000_000;

  /**
   * The settings of this process.
   *
   * @param file null when there is none
   * @throws InvalidSettingsException naming file and line, or variable, and what to do
   */
  public Settings load(@Nullable Path file, Map<String, String> environment) {
    Json.Obj defaults = binder.render(Settings.DEFAULT);
    Json.Obj merged = defaults;
    if (file != null) {
      YamlDocument document = read(file);
      merged = Overlay.merge(merged, (Json.Obj) document.value());
      bound(merged, file.toString(), document);
    }
    return bound(
        new Overlay(binder.schema(Settings.class)).apply(merged, environment), "environment", null);
  }

  private YamlDocument read(Path file) {
    try {
      List<YamlDocument> documents = new YamlReader(LARGEST_FILE).read(Files.readAllBytes(file));
      if (documents.isEmpty()) {
        return YamlDocument.EMPTY;
      }
      if (documents.size() > 1 || !(documents.getFirst().value() instanceof Json.Obj)) {
        throw new InvalidSettingsException(file, "must hold one mapping of settings");
      }
      return documents.getFirst();
    } catch (MalformedYamlException e) {
      throw new InvalidSettingsException(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new InvalidSettingsException(file, "cannot be read: " + e.getMessage());
    }
  }

  private Settings bound(Json.Obj json, String source, @Nullable YamlDocument document) {
    try {
      return (Settings) binder.read(json, Settings.class, "settings");
    } catch (CallFailedException e) {
      throw new InvalidSettingsException(
          source,
          e.failure().fields().entrySet().stream()
              .map(field -> described(field.getKey(), field.getValue(), document))
              .toList());
    }
  }

  private static String described(String path, String rule, @Nullable YamlDocument document) {
    String line = document == null ? "" : "line %d, ".formatted(document.line(path));
    return "%s%s: %s".formatted(line, path, rule);
  }
}
