package io.auterity.spi.containers;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** Input of {@code containers.repository.list}. */
public record ContainerRepositoryQuery(
    @Description("Those of this owner or below this path alone, e.g. library; all when absent")
        @Nullable String owner,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
