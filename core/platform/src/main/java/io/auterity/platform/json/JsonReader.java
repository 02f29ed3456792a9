package io.auterity.platform.json;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON text (RFC 8259, strict UTF-8). Refused besides bad syntax: a name twice in one object,
 * an integer outside 64 bits, a number outside a double, nesting deeper than 200.
 */
public final class JsonReader {

  private static final int DEPTH = 200;
  // A value may have a name, and an object or array has an end.
  private static final long TOKENS_OF_A_VALUE = 3;
  private static final long ANY = Long.MAX_VALUE / TOKENS_OF_A_VALUE;

  private final JsonFactory factory;
  private final long mostValues;

  /** Refuses texts of more than {@code maxString} characters in one value. */
  public JsonReader(int maxString) {
    this(maxString, ANY, DEPTH);
  }

  private JsonReader(int maxString, long mostValues, int depth) {
    this.mostValues = mostValues;
    this.factory = factory(maxString, mostValues, depth);
  }

  /**
   * One for texts of our own in which values stand that came from outside: so many levels more than
   * these may have.
   */
  public static JsonReader around(int maxString, int levels) {
    return new JsonReader(maxString, ANY, DEPTH + levels);
  }

  /**
   * One for what comes from outside: refuses, before anything is made of a text, more than so many
   * values, each of which takes a hundred bytes of memory where it may have had three.
   */
  public static JsonReader bounded(int maxString, int mostValues) {
    return new JsonReader(maxString, mostValues, DEPTH);
  }

  /** Makes parsers with the bounds of such a reader, but for the exact number of values. */
  public static JsonFactory factory(int maxString, long mostValues) {
    return factory(maxString, mostValues, DEPTH);
  }

  private static JsonFactory factory(int maxString, long mostValues, int depth) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxStringLength(maxString)
                .maxTokenCount(mostValues * TOKENS_OF_A_VALUE)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  /**
   * Reads one value that fills the whole text.
   *
   * @throws CallFailedException {@code invalid} with line and column, or {@code too_large}
   */
  public Json read(byte[] text) {
    return read(text, JsonReader::value);
  }

  /**
   * Reads one value that fills the whole text piece by piece, without a tree of it; {@code reader}
   * begins at the value's first token and ends at its last.
   *
   * @throws CallFailedException as {@link #read(byte[])}, or what the reader throws
   */
  public <T> T read(byte[] text, Function<JsonParser, T> reader) {
    JsonEncoding.require(text);
    requireFew(text);
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      T value = reader.apply(parser);
      if (parser.nextToken() != null) {
        throw invalid(parser, "more than one JSON value");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new CallFailedException(FailureCode.TOO_LARGE, "not read: " + JsonFlaw.of(e));
    } catch (JacksonException e) {
      throw new CallFailedException(FailureCode.INVALID, "not JSON: " + JsonFlaw.of(e));
    }
  }

  // A value has two bytes at least, with what parts it from the next.
  private void requireFew(byte[] text) {
    if (text.length / 2 >= mostValues) {
      long values = ValueCount.ofBody().add(text, 0, text.length).values();
      if (values > mostValues) {
        throw new CallFailedException(FailureCode.TOO_LARGE, "not read: " + tooMany(mostValues));
      }
    }
  }

  /** What is said of a text with more values than it may have. */
  public static String tooMany(long most) {
    return "the text has more than %,d values: send less at one time".formatted(most);
  }

  /**
   * Reads one object.
   *
   * @throws CallFailedException {@code invalid} also for any other value
   */
  public Json.Obj readObject(byte[] text) {
    if (read(text) instanceof Json.Obj object) {
      return object;
    }
    throw new CallFailedException(FailureCode.INVALID, "expected a JSON object");
  }

  /**
   * The value at which a parser stands, e.g. inside a larger text; leaves it at the value's end.
   */
  public static Json value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw invalid(parser, "empty text");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> Json.of(parser.getString());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      case VALUE_NULL -> Json.NULL;
      default -> throw invalid(parser, "unexpected " + token);
    };
  }

  private static Json object(JsonParser parser) {
    Map<String, Json> fields = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return new Json.Obj(fields);
  }

  private static Json array(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new Json.Arr(items);
  }

  private static Json integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT, LONG -> Json.of(parser.getLongValue());
      default -> throw invalid(parser, "integer outside 64 bits");
    };
  }

  private static Json decimal(JsonParser parser) {
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw invalid(parser, "number too large");
    }
    return Json.of(number);
  }

  private static CallFailedException invalid(JsonParser parser, String what) {
    return new CallFailedException(
        FailureCode.INVALID,
        "not JSON: %s at line %d, column %d"
            .formatted(
                what,
                parser.currentTokenLocation().getLineNr(),
                parser.currentTokenLocation().getColumnNr()));
  }
}
