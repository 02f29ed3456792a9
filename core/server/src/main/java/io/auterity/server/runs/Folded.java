package io.auterity.server.runs;

import io.auterity.platform.json.JsonBytes;
import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/** Values that are left out of an answer when they are large. */
final class Folded {

  private static final int INPUT = 64 << 10;
  private static final int OUTPUT = 1 << 20;

  private Folded() {}

  static Json input(@Nullable Json value) {
    return value == null ? Json.NULL : fold(value, INPUT);
  }

  static @Nullable Json output(@Nullable Json value) {
    return value == null ? null : fold(value, OUTPUT);
  }

  private static Json fold(Json value, int most) {
    int size = JsonBytes.of(value).length;
    return size <= most
        ? value
        : Json.EMPTY.with("truncated", Json.of(true)).with("size", Json.of(size));
  }
}
