package io.auterity.spi.git;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.repository.list}. */
public record RepositoryQuery(
    @Description("Only repositories of this user or organization") @Nullable String owner,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
