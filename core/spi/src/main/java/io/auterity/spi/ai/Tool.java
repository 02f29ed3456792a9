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

  /** One that the caller carries out. */
  public static Builder builder(String name, Obj parameters) {
    return new Builder(name, parameters);
  }

  /** A tool piece by piece. */
  public static final class Builder {
    private final String name;
    private final Obj parameters;
    private @Nullable String description;
    private @Nullable Map<String, Obj> extra;
    private @Nullable CachePoint cachePoint;
    private @Nullable Boolean strict;
    private @Nullable String dialect;

    private Builder(String name, Obj parameters) {
      this.name = name;
      this.parameters = parameters;
    }

    public Builder description(@Nullable String value) {
      description = value;
      return this;
    }

    public Builder extra(@Nullable Map<String, Obj> value) {
      extra = value;
      return this;
    }

    public Builder cachePoint(@Nullable CachePoint value) {
      cachePoint = value;
      return this;
    }

    public Builder strict(@Nullable Boolean value) {
      strict = value;
      return this;
    }

    public Builder dialect(@Nullable String value) {
      dialect = value;
      return this;
    }

    public Tool build() {
      return new Tool(name, description, parameters, extra, cachePoint, strict, dialect);
    }
  }
}
