package io.auterity.platform.expression;

import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/** Values by name, asked for only when an expression needs them. */
@FunctionalInterface
public interface Bindings {

  /** The value of that name, or null when there is none. */
  @Nullable Json get(String name);
}
