package io.auterity.platform.reference;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.config.Settings;
import io.auterity.spi.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("generated")
class SettingsReferenceTest {

  private static final String HEAD =
      """
      # Settings

      Process settings stand in `auterity.yaml` of the working directory, or in the file that `--config` names. Each may be set by an environment variable
      instead, which wins. An unknown key stops the start and names the nearest valid one. What belongs to a tenant is a resource, not a setting.

      | key | type | default | meaning | variable |
      |---|---|---|---|---|
      """;

  private final Binder binder = new Binder();
  private final StringBuilder page = new StringBuilder(HEAD);

  @Test
  void matchesTheSettings() throws IOException {
    rows("", binder.schema(Settings.class), binder.render(Settings.DEFAULT));

    GeneratedFile.check("docs/reference/settings.md", page.toString());
  }

  private void rows(String prefix, Json.Obj schema, Json.Obj defaults) {
    Json.Obj properties = (Json.Obj) schema.fields().getOrDefault("properties", Json.EMPTY);
    for (Map.Entry<String, Json> property : properties.fields().entrySet()) {
      Json.Obj field = (Json.Obj) property.getValue();
      String key = prefix + property.getKey();
      Json value = defaults.fields().getOrDefault(property.getKey(), Json.NULL);
      if (field.get("properties") == null) {
        row(key, field, value);
      } else {
        rows(key + ".", field, value instanceof Json.Obj object ? object : Json.EMPTY);
      }
    }
  }

  private void row(String key, Json.Obj field, Json value) {
    String variable = "AUTERITY_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
    String text = value instanceof Json.Null ? "" : "`%s`".formatted(value);
    page.append(
        "| `%s` | %s | %s | %s | `%s` |\n"
            .formatted(key, field.text("type"), text, meaning(field), variable));
  }

  private static String meaning(Json.Obj field) {
    String text = field.text("description");
    return text == null ? "" : text;
  }
}
