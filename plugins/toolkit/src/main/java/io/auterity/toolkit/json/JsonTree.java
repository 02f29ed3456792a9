package io.auterity.toolkit.json;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Builds a {@link Json} from the tokens of a parser. */
final class JsonTree {

  /** What becomes of a number that {@link Json} cannot hold. */
  enum Unfit {
    /** It is refused; of a fraction the nearest is held. */
    REFUSED,
    /** The nearest number is held. */
    ROUNDED,
    /** Its digits are held as text, also of a fraction that would be rounded. */
    TEXT
  }

  /** Values that a tree has at most where its text is not known to be small. */
  private static final int MOST_VALUES = 1_000_000;

  private final JsonParser parser;
  private final Unfit unfit;
  private int values;

  private JsonTree(JsonParser parser, Unfit unfit) {
    this.parser = parser;
    this.unfit = unfit;
  }

  static Json read(JsonParser parser, Unfit unfit) {
    JsonTree tree = new JsonTree(parser, unfit);
    Json value = tree.value(parser.nextToken());
    if (parser.nextToken() != null) {
      throw tree.malformed("more text after the value");
    }
    return value;
  }

  /** What a vendor sent, at which the parser stands; leaves it at the value's end. */
  static Json here(JsonParser parser) {
    return new JsonTree(parser, Unfit.ROUNDED).value(parser.currentToken());
  }

  private Json value(@Nullable JsonToken token) {
    if (unfit == Unfit.TEXT && ++values > MOST_VALUES) {
      throw new CallFailedException(
          Failure.of(FailureCode.TOO_LARGE, "JSON of more than %d values".formatted(MOST_VALUES))
              .withApplied(Applied.UNKNOWN));
    }
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
      return switch (unfit) {
        case REFUSED ->
            throw malformed("the integer " + shortened() + " does not fit into 64 bits");
        case ROUNDED -> decimal();
        case TEXT -> Json.of(parser.getString());
      };
    }
    return Json.of(parser.getLongValue());
  }

  private Json decimal() {
    double value = parser.getDoubleValue();
    if (unfit == Unfit.TEXT && rounds(value)) {
      return Json.of(parser.getString());
    }
    if (!Double.isFinite(value)) {
      throw malformed("the number " + shortened() + " is too large");
    }
    return Json.of(value);
  }

  private boolean rounds(double value) {
    try {
      return !Double.isFinite(value)
          || new BigDecimal(parser.getString()).compareTo(BigDecimal.valueOf(value)) != 0;
    } catch (NumberFormatException e) {
      return true; // an exponent of more than 32 bits
    }
  }

  private String shortened() {
    String text = parser.getString();
    return text.length() <= 24 ? text : text.substring(0, 24) + "…";
  }

  private MalformedJsonException malformed(String message) {
    return MalformedJsonException.at(parser.currentTokenLocation(), message);
  }
}
