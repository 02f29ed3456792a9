package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.ai.Part.CachePoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function that a model may ask for; {@code parameters} is a JSON Schema. */
public record Tool(
    String name,
    @Nullable String description,
    Obj parameters,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra,
    @Description("Asks the vendor to keep all tools up to this one in its cache")
        @Nullable CachePoint cachePoint,
    @Description("Whether the model must keep to the schema to the letter")
        @Nullable Boolean strict) {
  public Tool {
    extra = Extra.copy(extra);
  }

  public Tool(
      String name, @Nullable String description, Obj parameters, @Nullable Map<String, Obj> extra) {
    this(name, description, parameters, extra, null, null);
  }

  public Tool(String name, @Nullable String description, Obj parameters) {
    this(name, description, parameters, null);
  }
}
