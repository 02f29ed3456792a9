package io.auterity.spi.git;

import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** The outcome of {@code git.pull_request.merge}. */
public record Merge(boolean merged, @Description("Commit that merged it") @Nullable String sha) {}
