package io.auterity.platform.json;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;

/** JSON as tests write it: single quotes stand for double ones. */
public final class SingleQuoted {

  private static final JsonReader READER = new JsonReader(100_000);

  private SingleQuoted() {}

  /** The object that such text says. */
  public static Json.Obj json(String text) {
    return READER.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
