package io.auterity.workflow.journal;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON text in UTF-8 as it is stored. Holds the array it is given, which is not changed. */
public final class StoredJson {

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  private final byte[] text;

  private StoredJson(byte[] text) {
    this.text = text;
  }

  public static StoredJson of(Json value) {
    return new StoredJson(JsonWriter.bytes(value));
  }

  /** Text that was read from the database. */
  public static StoredJson stored(byte[] text) {
    return new StoredJson(text);
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
    return other instanceof StoredJson bytes && Arrays.equals(bytes.text, text);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }

  /** Texts by name, always in the same order. */
  public static Json.Obj texts(Map<String, String> texts) {
    Map<String, Json> sorted = new TreeMap<>();
    texts.forEach((name, value) -> sorted.put(name, Json.of(value)));
    return new Json.Obj(sorted);
  }
}
