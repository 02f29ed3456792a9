package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** AWS's description of a service, by which bodies are checked. */
final class ServiceModel {

  private final Json.Obj shapes;
  private final List<String> errors = new ArrayList<>();

  private ServiceModel(Json.Obj shapes) {
    this.shapes = shapes;
  }

  static ServiceModel of(String file) throws IOException {
    Json.Obj model = (Json.Obj) JsonUtf8.read(Files.readAllBytes(Repository.shared(file)));
    return new ServiceModel(ReplyFields.object(model, "shapes"));
  }

  /** What is wrong with a body; what stands in its path is left out of the shape. */
  List<String> errors(String shape, byte[] body) {
    errors.clear();
    check(shape, JsonUtf8.readForeign(body), "$");
    return List.copyOf(errors);
  }

  private void check(String name, Json value, String at) {
    Json.Obj shape = ReplyFields.object(shapes, name);
    if (Json.of(true).equals(shape.get("document"))) {
      return;
    }
    switch (ReplyFields.text(shape, "type")) {
      case "structure" -> structure(shape, value, at);
      case "list" -> list(shape, value, at);
      case "map" -> map(shape, value, at);
      case "string" -> text(shape, value, at);
      case "blob" -> blob(value, at);
      case "integer", "long" -> number(shape, value, value instanceof Json.Int, at);
      case "float", "double" ->
          number(shape, value, value instanceof Json.Int || value instanceof Json.Dec, at);
      case "boolean" -> require(value instanceof Json.Bool, at, "is no boolean");
      default -> require(false, at, "has a shape of no known type: " + name);
    }
  }

  private void structure(Json.Obj shape, Json value, String at) {
    if (!(value instanceof Json.Obj object)) {
      require(false, at, "is no object");
      return;
    }
    Json.Obj members = ReplyFields.object(shape, "members");
    object
        .fields()
        .forEach(
            (name, field) -> {
              Json.Obj member = ReplyFields.object(members, name);
              require(!member.fields().isEmpty(), at + "." + name, "is unknown");
              if (!member.fields().isEmpty()) {
                check(ReplyFields.text(member, "shape"), field, at + "." + name);
              }
            });
    if (shape.get("required") instanceof Json.Arr(List<Json> required)) {
      for (Json each : required) {
        String name = ((Json.Str) each).value();
        boolean inPath = ReplyFields.object(members, name).get("location") != null;
        require(inPath || object.get(name) != null, at + "." + name, "is missing");
      }
    }
    if (Json.of(true).equals(shape.get("union"))) {
      require(object.fields().size() == 1, at, "holds not one of the members of a union");
    }
  }

  private void list(Json.Obj shape, Json value, String at) {
    if (!(value instanceof Json.Arr(List<Json> items))) {
      require(false, at, "is no list");
      return;
    }
    size(shape, items.size(), at);
    String member = ReplyFields.text(ReplyFields.object(shape, "member"), "shape");
    for (int i = 0; i < items.size(); i++) {
      check(member, items.get(i), "%s[%d]".formatted(at, i));
    }
  }

  private void map(Json.Obj shape, Json value, String at) {
    if (!(value instanceof Json.Obj(Map<String, Json> fields))) {
      require(false, at, "is no map");
      return;
    }
    size(shape, fields.size(), at);
    String member = ReplyFields.text(ReplyFields.object(shape, "value"), "shape");
    fields.forEach((name, field) -> check(member, field, at + "." + name));
  }

  private void text(Json.Obj shape, Json value, String at) {
    if (!(value instanceof Json.Str(String text))) {
      require(false, at, "is no text");
      return;
    }
    size(shape, text.length(), at);
    if (shape.get("enum") instanceof Json.Arr(List<Json> words)) {
      require(words.contains(value), at, "is none of " + words);
    }
    String pattern = shape.text("pattern");
    if (pattern != null) {
      require(Pattern.compile(pattern).matcher(text).matches(), at, "is not like " + pattern);
    }
  }

  private void blob(Json value, String at) {
    try {
      require(value instanceof Json.Str, at, "is no text");
      byte[] bytes = Base64.getDecoder().decode(((Json.Str) value).value());
      require(bytes.length > 0, at, "is empty");
    } catch (IllegalArgumentException e) {
      require(false, at, "is no base64");
    }
  }

  private void number(Json.Obj shape, Json value, boolean isOne, String at) {
    require(isOne, at, "is no such number");
    if (isOne) {
      double number =
          switch (value) {
            case Json.Int(long whole) -> whole;
            case Json.Dec(double part) -> part;
            default -> 0;
          };
      limits(shape, number, at);
    }
  }

  private void size(Json.Obj shape, int size, String at) {
    limits(shape, size, at);
  }

  private void limits(Json.Obj shape, double value, String at) {
    if (shape.get("min") instanceof Json.Int(long min)) {
      require(value >= min, at, "is below " + min);
    }
    if (shape.get("max") instanceof Json.Int(long max)) {
      require(value <= max, at, "is above " + max);
    }
  }

  private void require(boolean holds, String at, String rule) {
    if (!holds) {
      errors.add(at + " " + rule);
    }
  }
}
