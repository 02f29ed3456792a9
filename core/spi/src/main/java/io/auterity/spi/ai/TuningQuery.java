package io.auterity.spi.ai;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.tuning.list}. */
public record TuningQuery(
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 100; 20 when absent") @Nullable Integer limit,
    @Description("Provider whose jobs are asked for; the only one when absent")
        @Nullable String provider,
    @Description("Only jobs that were begun with this reference; all when absent")
        @Nullable String reference) {}
