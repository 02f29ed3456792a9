package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import org.jspecify.annotations.Nullable;

/** A function that a model may ask for; {@code parameters} is a JSON Schema. */
public record Tool(
    String name,
    @Nullable String description,
    Obj parameters,
    @Description("Further fields of the function in the dialect of the vendor")
        @Nullable Obj extra) {

  public Tool(String name, @Nullable String description, Obj parameters) {
    this(name, description, parameters, null);
  }
}
