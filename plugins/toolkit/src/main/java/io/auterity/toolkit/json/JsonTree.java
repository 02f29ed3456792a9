package io.auterity.toolkit.json;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Builds a {@link Json} from the tokens of a parser. */
final class JsonTree {

  private final JsonParser parser;
  private final boolean roundsIntegers;

  private JsonTree(JsonParser parser, boolean roundsIntegers) {
    this.parser = parser;
    this.roundsIntegers = roundsIntegers;
  }

  static Json read(JsonParser parser, boolean roundsIntegers) {
    JsonTree tree = new JsonTree(parser, roundsIntegers);
    Json value = tree.value(parser.nextToken());
    if (parser.nextToken() != null) {
      throw tree.malformed("more text after the value");
    }
    return value;
  }

  /** What a vendor sent, at which the parser stands; leaves it at the value's end. */
  static Json here(JsonParser parser) {
    return new JsonTree(parser, true).value(parser.currentToken());
  }

  private Json value(@Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> Json.of(parser.getString());
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      case VALUE_NULL -> Json.NULL;
      case null, default -> throw malformed("a value is missing");
    };
  }

  private Json.Obj object() {
    Map<String, Json> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      fields.put(name, value(parser.nextToken()));
    }
    return new Json.Obj(fields);
  }

  private Json.Arr array() {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return new Json.Arr(items);
  }

  private Json integer() {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      if (roundsIntegers) {
        return decimal();
      }
      throw malformed("the integer " + shortened() + " does not fit into 64 bits");
    }
    return Json.of(parser.getLongValue());
  }

  private Json decimal() {
    double value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw malformed("the number " + shortened() + " is too large");
    }
    return Json.of(value);
  }

  private String shortened() {
    String text = parser.getString();
    return text.length() <= 24 ? text : text.substring(0, 24) + "…";
  }

  private MalformedJsonException malformed(String message) {
    return MalformedJsonException.at(parser.currentTokenLocation(), message);
  }
}
