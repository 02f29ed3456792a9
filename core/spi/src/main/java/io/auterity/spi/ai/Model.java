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
}
