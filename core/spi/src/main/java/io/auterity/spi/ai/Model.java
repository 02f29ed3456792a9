package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A model that a provider offers. */
public record Model(
    @Description("Id as the provider names it") String id,
    @Description("Who made it, where known") @Nullable String owner,
    @Nullable Instant createdAt,
    @Description("Name for people, where the vendor has one") @Nullable String name,
    @Description("Most input tokens, where the vendor tells") @Nullable Long contextTokens,
    @Description("Most output tokens, where the vendor tells") @Nullable Long outputTokens) {

  public Model(String id, @Nullable String owner, @Nullable Instant createdAt) {
    this(id, owner, createdAt, null, null, null);
  }
}
