package io.auterity.toolkit.json;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON text in UTF-8 to {@link Json} and back. */
public final class JsonBytes {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonBytes() {}

  /**
   * Reads one value and nothing after it.
   *
   * @throws MalformedJsonException when it is not JSON, or holds a number that {@link Json} cannot
   */
  public static Json read(byte[] text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return JsonTree.read(parser);
    } catch (JacksonException e) {
      throw MalformedJsonException.at(e.getLocation(), e.getOriginalMessage());
    }
  }

  /** Reads JSON text that stands inside other text, e.g. the data of a server-sent event. */
  public static Json read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Compact JSON text in UTF-8. */
  public static byte[] write(Json value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }
}
