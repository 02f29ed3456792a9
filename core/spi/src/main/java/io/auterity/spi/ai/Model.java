package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A model that a provider offers. */
public record Model(
    @Description("Id as the provider names it") String id,
    @Description("Who made it, where known") @Nullable String owner,
    @Nullable Instant createdAt) {}
