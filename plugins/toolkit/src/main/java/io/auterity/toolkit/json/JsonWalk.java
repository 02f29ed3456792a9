package io.auterity.toolkit.json;

import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A walk through JSON that is to pass on as it was written, but for a few changes: each value is
 * looked at once and nothing is built of it. A walk that meets anything that it does not know for
 * certain is given up, and the text must be read.
 */
public final class JsonWalk {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final byte[] text;
  private final JsonParser parser;
  private final List<Change> changes = new ArrayList<>(4);

  @SuppressWarnings("ArrayRecordComponent") // Bytes are written, never compared.
  private record Change(int from, int to, byte[] with) {}

  /** Gives a walk up; it comes often and tells nothing, so there is one. */
  private static final class GivenUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // It has no stack to tell.
    private static final GivenUpException INSTANCE = new GivenUpException();

    private GivenUpException() {
      super("given up", null, false, false);
    }
  }

  private JsonWalk(byte[] text, JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /**
   * Walks through one value that fills the whole text.
   *
   * @param walker begins at the value and ends behind it
   * @return what the walker made; null when it gave up, or the text is not clean JSON
   */
  public static <T> @Nullable T through(byte[] text, Function<JsonWalk, T> walker) {
    if (!isCleanUtf8(text)) {
      return null;
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      T made = walker.apply(new JsonWalk(text, parser));
      return parser.nextToken() == null ? made : null;
    } catch (JacksonException | MalformedJsonException | GivenUpException e) {
      return null;
    }
  }

  // What passes on is not made anew, so that nothing else would clean it.
  private static boolean isCleanUtf8(byte[] text) {
    if (text.length < 2 || text[0] <= 0 || text[1] <= 0) {
      return false;
    }
    for (byte one : text) {
      if (one < 0) {
        return isUtf8(text);
      }
    }
    return true;
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Gives the walk up if that is not so. */
  public void require(boolean known) {
    if (!known) {
      throw GivenUpException.INSTANCE;
    }
  }

  /** Enters the object that stands here. */
  public void enterObject() {
    require(parser.currentToken() == JsonToken.START_OBJECT);
  }

  /** Goes on to the value of the next field and tells its name; null at the object's end. */
  public @Nullable String field() {
    String name = parser.nextName();
    if (name != null) {
      parser.nextToken();
    }
    return name;
  }

  /** Enters the list that stands here. */
  public void enterList() {
    require(parser.currentToken() == JsonToken.START_ARRAY);
  }

  /** Goes on to the next item; false at the list's end. */
  public boolean item() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  public boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** The text that must stand here. */
  public String text() {
    require(isText());
    return parser.getString();
  }

  /** How many characters the text has that must stand here. */
  public int textLength() {
    require(isText());
    return parser.getStringLength();
  }

  /** The integer that must stand here. */
  public long integer() {
    require(
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER);
    return parser.getLongValue();
  }

  /** Whatever stands here, read. */
  public Json value() {
    return JsonTree.here(parser);
  }

  /** Goes to the end of whatever stands here. */
  public void skip() {
    parser.skipChildren();
  }

  /** Where the value begins that stands here. */
  public int start() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Where what was read until now has ended. */
  public int end() {
    return (int) parser.currentLocation().getByteOffset();
  }

  /** Puts something else in the place of what stands there. */
  public void change(int from, int to, String json) {
    changes.add(new Change(from, to, json.getBytes(StandardCharsets.UTF_8)));
  }

  /** The text with all changes; the same where there are none. */
  public byte[] changed() {
    if (changes.isEmpty()) {
      return text;
    }
    changes.sort(Comparator.comparingInt(Change::from));
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length + 256);
    int done = 0;
    for (Change change : changes) {
      out.write(text, done, change.from() - done);
      out.writeBytes(change.with());
      done = change.to();
    }
    out.write(text, done, text.length - done);
    return out.toByteArray();
  }
}
