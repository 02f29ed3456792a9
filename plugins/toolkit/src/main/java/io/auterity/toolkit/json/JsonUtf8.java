package io.auterity.toolkit.json;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON text in UTF-8 to {@link Json} and back. */
public final class JsonUtf8 {

  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Reads one value and nothing after it.
   *
   * @throws MalformedJsonException when it is not JSON, or holds a number that {@link Json} cannot
   */
  public static Json read(byte[] text) {
    return read(text, JsonTree.Unfit.REFUSED);
  }

  /**
   * Reads what a vendor sent: an integer beyond 64 bits, such as the seed that some answers carry,
   * becomes a {@link Json.Dec} near it instead of spoiling the whole reply.
   */
  public static Json readForeign(byte[] text) {
    return read(text, JsonTree.Unfit.ROUNDED);
  }

  /**
   * Reads what must arrive as it was sent: a number that {@link Json} would round, or cannot hold,
   * becomes a text of its digits.
   *
   * @throws CallFailedException {@code too_large} beyond 1,000,000 values
   */
  public static Json readExact(byte[] text) {
    return read(text, JsonTree.Unfit.TEXT);
  }

  private static Json read(byte[] text, JsonTree.Unfit unfit) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return JsonTree.read(parser, unfit);
    } catch (JacksonException e) {
      throw MalformedJsonException.at(e.getLocation(), e.getOriginalMessage());
    }
  }

  /** Reads one value from JSON text. */
  public static Json read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Compact JSON text in UTF-8. */
  public static byte[] write(Json value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }
}
