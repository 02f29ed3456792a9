package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model that a provider offers. */
public record Model(
    @Description("Id as the provider names it") String id,
    @Description("Who made it, where known") @Nullable String owner,
    @Nullable Instant createdAt,
    @Description("Name for people, where the vendor has one") @Nullable String name,
    @Description("Most input tokens, where the vendor tells") @Nullable Long contextTokens,
    @Description("Most output tokens, where the vendor tells") @Nullable Long outputTokens,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra) {
  public Model {
    extra = Extra.copy(extra);
  }

  public Model(String id, @Nullable String owner, @Nullable Instant createdAt) {
    this(id, owner, createdAt, null, null, null, null);
  }

  /** Without further fields. */
  public Model(
      String id,
      @Nullable String owner,
      @Nullable Instant createdAt,
      @Nullable String name,
      @Nullable Long contextTokens,
      @Nullable Long outputTokens) {
    this(id, owner, createdAt, name, contextTokens, outputTokens, null);
  }

  /** One of that id; what is not said of it is not known. */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(id)
        .owner(owner)
        .createdAt(createdAt)
        .name(name)
        .contextTokens(contextTokens)
        .outputTokens(outputTokens)
        .extra(extra);
  }

  /** A model piece by piece. */
  public static final class Builder {
    private String id;
    private @Nullable String owner;
    private @Nullable Instant createdAt;
    private @Nullable String name;
    private @Nullable Long contextTokens;
    private @Nullable Long outputTokens;
    private @Nullable Map<String, Obj> extra;

    private Builder(String id) {
      this.id = id;
    }

    public Builder id(String value) {
      id = value;
      return this;
    }

    public Builder owner(@Nullable String value) {
      owner = value;
      return this;
    }

    public Builder createdAt(@Nullable Instant value) {
      createdAt = value;
      return this;
    }

    public Builder name(@Nullable String value) {
      name = value;
      return this;
    }

    public Builder contextTokens(@Nullable Long value) {
      contextTokens = value;
      return this;
    }

    public Builder outputTokens(@Nullable Long value) {
      outputTokens = value;
      return this;
    }

    public Builder extra(@Nullable Map<String, Obj> value) {
      extra = value;
      return this;
    }

    public Model build() {
      return new Model(id, owner, createdAt, name, contextTokens, outputTokens, extra);
    }
  }
}
