package io.auterity.spi.ai;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.model.list}. */
public record ModelQuery(
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 1,000; all when absent") @Nullable Integer limit,
    @Description("Provider whose models are asked for; the only one when absent")
        @Nullable String provider) {

  public ModelQuery(@Nullable Cursor cursor, @Nullable Integer limit) {
    this(cursor, limit, null);
  }
}
