package io.auterity.spi.database;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import org.jspecify.annotations.Nullable;

/** Input of {@code database.table.list}. */
public record TableQuery(
    @Description("Only those of this schema; all but the database's own when absent")
        @TextForm(most = 200)
        @Nullable String schema,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
