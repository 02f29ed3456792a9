package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.FitsSchema;
import io.auterity.spi.Json.Obj;
import java.util.Objects;

/** The object with which a model answered. */
public record CreatedObject(
    @Description("The object; it fits the schema of the input") @FitsSchema("schema") Obj value,
    @Description("The model that answered") String model) {
  public CreatedObject {
    Objects.requireNonNull(value);
    Objects.requireNonNull(model);
  }
}
