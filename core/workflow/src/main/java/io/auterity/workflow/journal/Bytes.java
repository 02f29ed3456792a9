package io.auterity.workflow.journal;

import io.auterity.platform.json.JsonBytes;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON text in UTF-8 as it is stored. Holds the array it is given: nobody changes it. */
public final class Bytes {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  private final byte[] text;

  private Bytes(byte[] text) {
    this.text = text;
  }

  public static Bytes of(Json value) {
    return new Bytes(JsonBytes.of(value));
  }

  /** Text that was read from the database. */
  public static Bytes stored(byte[] text) {
    return new Bytes(text);
  }

  public Json json() {
    return READER.read(text);
  }

  /** The array itself, for the driver; never to be changed. */
  public byte[] array() {
    return text;
  }

  public int size() {
    return text.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes bytes && Arrays.equals(bytes.text, text);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }
}
