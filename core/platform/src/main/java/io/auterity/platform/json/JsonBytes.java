package io.auterity.platform.json;

import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;

/** JSON as UTF-8 bytes. */
public final class JsonBytes {

  private JsonBytes() {}

  /** Compact text of the value. */
  public static byte[] of(Json value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }
}
