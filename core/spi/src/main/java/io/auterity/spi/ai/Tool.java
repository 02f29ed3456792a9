package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.ai.Part.CachePoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function that a model may ask for; {@code parameters} is a JSON Schema. With a {@code dialect}
 * it is no function of the caller but a tool of that vendor's own, which the vendor carries out and
 * describes by its fields in {@code extra}; no other vendor is told of it.
 */
public record Tool(
    String name,
    @Nullable String description,
    Obj parameters,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra,
    @Description("Asks the vendor to keep all tools up to this one in its cache")
        @Nullable CachePoint cachePoint,
    @Description(
            "Whether the model must keep to the schema to the letter; of a vendor's own tool,"
                + " whether a provider that does not have it must not be asked")
        @Nullable Boolean strict,
    @Description("Dialect of the vendor that carries the tool out; the caller does when absent")
        @Nullable String dialect) {
  public Tool {
    extra = Extra.copy(extra);
  }

  public Tool(String name, @Nullable String description, Obj parameters) {
    this(name, description, parameters, null, null, null, null);
  }

  /** Without its mark for the vendor's cache. */
  public Tool uncached() {
    return new Tool(name, description, parameters, extra, null, strict, dialect);
  }
}
