package io.auterity.author;

import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An example of a provider's configuration, given by an author: each field is of the type that the
 * file asks for.
 *
 * @param schema of the configuration
 */
record ConfigExample(Json.Obj schema) {

  /** The fields that there are. */
  Json.Obj fields() {
    return ConnectorFile.object(schema, "properties");
  }

  /**
   * Reads what was said.
   *
   * @throws CliException naming a field that the file does not have, or whose value is of another
   *     type
   */
  Json.Obj read(Map<String, String> said) {
    Json.Obj made = Json.EMPTY;
    for (Map.Entry<String, String> each : said.entrySet()) {
      made = made.with(each.getKey(), value(each.getKey(), each.getValue()));
    }
    return made;
  }

  private Json value(String name, String given) {
    if (!(fields().get(name) instanceof Json.Obj field)) {
      throw CliException.badInput(
          "--config %s: the file has the fields %s"
              .formatted(name, String.join(", ", fields().fields().keySet())));
    }
    String type = String.valueOf(field.text("type"));
    Json value = type.equals("string") ? Json.of(given) : json(given);
    if (!fits(type, value)) {
      throw CliException.badInput(
          "--config %s=%s: must be of the type %s".formatted(name, given, type));
    }
    return value;
  }

  private static boolean fits(String type, Json value) {
    return switch (type) {
      case "integer" -> value instanceof Json.Int;
      case "number" -> value instanceof Json.Int || value instanceof Json.Dec;
      case "boolean" -> value instanceof Json.Bool;
      case "array" -> value instanceof Json.Arr;
      case "object" -> value instanceof Json.Obj;
      default -> true;
    };
  }

  private static Json json(String given) {
    try {
      byte[] text = given.getBytes(StandardCharsets.UTF_8);
      return new JsonReader(text.length + 1).read(text);
    } catch (CallFailedException e) {
      return Json.of(given);
    }
  }
}
