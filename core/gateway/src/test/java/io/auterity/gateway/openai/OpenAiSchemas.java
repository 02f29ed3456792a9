package io.auterity.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The schemas of OpenAI's own API description, as JSON Schema. */
public final class OpenAiSchemas {

  private static final String REF = "#/components/schemas/";

  private final Json.Obj all;

  private OpenAiSchemas(Json.Obj all) {
    this.all = all;
  }

  public static OpenAiSchemas load() throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Repository.shared("specs/openai.yaml.gz")))) {
      // One empty line of the description is indented deeper than YAML allows.
      String text = new String(in.readAllBytes(), UTF_8).replaceAll("(?m)^ +$", "");
      Json.Obj api = (Json.Obj) YamlTree.read(text.getBytes(UTF_8));
      return new OpenAiSchemas(object(object(api, "components"), "schemas"));
    }
  }

  /** One schema with all that it refers to. */
  public JsonSchema get(String name) {
    Map<String, Json> needed = new LinkedHashMap<>();
    collect(name, needed);
    return JsonSchema.of(
        Json.EMPTY.with("$ref", Json.of("#/$defs/" + name)).with("$defs", new Json.Obj(needed)));
  }

  private void collect(String name, Map<String, Json> needed) {
    if (!needed.containsKey(name)) {
      needed.put(name, Json.NULL);
      needed.put(name, translated(Objects.requireNonNull(all.get(name), name), needed));
    }
  }

  private Json translated(Json value, Map<String, Json> needed) {
    return switch (value) {
      case Json.Obj object -> translated(object, needed);
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(item -> translated(item, needed)).toList());
      default -> value;
    };
  }

  // The description is of OpenAPI 3.1 but says `nullable` as 3.0 did.
  private Json translated(Json.Obj object, Map<String, Json> needed) {
    Map<String, Json> fields = new LinkedHashMap<>();
    object.fields().forEach((name, field) -> fields.put(name, translated(field, needed)));
    String ref = object.text("$ref");
    if (ref != null) {
      String name = ref.substring(REF.length());
      collect(name, needed);
      fields.put("$ref", Json.of("#/$defs/" + name));
    }
    boolean nullable = Json.of(true).equals(fields.remove("nullable"));
    Json.Obj plain = new Json.Obj(fields);
    return nullable ? orNull(plain) : plain;
  }

  private static Json.Obj orNull(Json.Obj schema) {
    List<Json> forms = new ArrayList<>(List.of(schema));
    forms.add(Json.EMPTY.with("type", Json.of("null")));
    return Json.EMPTY.with("anyOf", Json.array(forms));
  }

  private static Json.Obj object(Json.Obj parent, String name) {
    return (Json.Obj) Objects.requireNonNull(parent.get(name), name);
  }
}
