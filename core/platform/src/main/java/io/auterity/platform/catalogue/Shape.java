package io.auterity.platform.catalogue;

import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/** How one Java type stands in JSON: its schema, and the way there and back. */
interface Shape {

  Json.Obj schema();

  /**
   * Makes the Java value. What is wrong is noted in {@code reading}; the value returned is then
   * null.
   */
  @Nullable Object read(Json json, Reading reading);

  Json write(Object value);

  /** What an absent field becomes; null when absence is a null. */
  default @Nullable Object absent() {
    return null;
  }
}
