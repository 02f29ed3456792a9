package io.auterity.spi.ci;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import org.jspecify.annotations.Nullable;

/** Input of {@code ci.pipeline.list}. */
public record PipelineQuery(
    @Description("Only pipelines of this repository") @OfKind("git") @Nullable Ref repository,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
