package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Extension;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.shape.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form of an extension as a file says it. A text of the format {@code ref} stands for a
 * resource of the provider: callers give and get it as that of any kind's record.
 */
final class ExtensionForm {

  private static final Json.Obj ASKED = Shapes.ofInputs().schema(Ref.class);
  private static final Json.Obj TOLD = Shapes.ofResults().schema(Ref.class);
  private static final String OTHERS = "additionalProperties";

  private final Json.Obj said;
  private final String path;
  private final FileProblems problems;

  private ExtensionForm(Json.Obj said, String path, FileProblems problems) {
    this.said = said;
    this.path = path;
    this.problems = problems;
  }

  /**
   * The capability that a file says; what is wrong with its schemas is noted.
   *
   * @param name {@code resource.verb}
   * @return null when there is no telling what it takes or gives
   */
  static @Nullable Capability of(
      String connector,
      String kind,
      String name,
      Json.Obj said,
      String path,
      FileProblems problems) {
    ExtensionForm form = new ExtensionForm(said, path, problems);
    Json.Obj input = form.schema("input", ASKED);
    Json.Obj result = form.schema("result", TOLD);
    int dot = name.indexOf('.');
    if (input == null || result == null || dot < 0) {
      return null;
    }
    return new Extension(
            connector,
            kind,
            name.substring(0, dot),
            name.substring(dot + 1),
            Objects.requireNonNullElse(said.text("summary"), name),
            Effect.valueOf(form.word("effect", "non_idempotent")),
            DataClass.valueOf(form.word("dataClass", "internal")),
            input,
            result)
        .capability(new Extension.Form(JsonSchema.of(input)::check, JsonSchema.of(result)::check));
  }

  private String word(String field, String usual) {
    return Objects.requireNonNullElse(said.text(field), usual).toUpperCase(Locale.ROOT);
  }

  private Json.@Nullable Obj schema(String field, Json.Obj ref) {
    Json.Obj schema = ConnectorFile.object(said, field);
    String place = JsonPath.field(path, field);
    List<Problem> flaws = JsonSchema.problems(schema);
    flaws.forEach(flaw -> problems.add(flaw.in(place).path(), flaw.rule(), flaw.fix()));
    if (!flaws.isEmpty()) {
      return null;
    }
    if (!"object".equals(schema.text("type"))
        || !(schema.get("properties") instanceof Json.Obj)
        || schema.get("$ref") != null) {
      problems.add(place, "must be of type object and name its properties", "add properties:");
      return null;
    }
    if (schema.get(OTHERS) != null && !Json.of(false).equals(schema.get(OTHERS))) {
      problems.add(
          JsonPath.field(place, OTHERS), "would take fields that are not read", "name each field");
      return null;
    }
    return ((Json.Obj) written(schema, ref)).with(OTHERS, Json.of(false));
  }

  /** With each reference in its whole form. */
  private static Json written(Json schema, Json.Obj ref) {
    return switch (schema) {
      case Json.Obj object
          when "string".equals(object.text("type")) && "ref".equals(object.text("format")) -> {
        String words = object.text("description");
        yield words == null ? ref : ref.with("description", Json.of(words));
      }
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> made = new LinkedHashMap<>();
        fields.forEach((name, value) -> made.put(name, written(value, ref)));
        yield new Json.Obj(made);
      }
      case Json.Arr(List<Json> items) ->
          new Json.Arr(items.stream().map(item -> written(item, ref)).toList());
      default -> schema;
    };
  }
}
