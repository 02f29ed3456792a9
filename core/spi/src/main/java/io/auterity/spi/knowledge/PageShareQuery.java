package io.auterity.spi.knowledge;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code knowledge.share.list}. */
public record PageShareQuery(
    @Description("The page") Ref page,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public PageShareQuery {
    Objects.requireNonNull(page);
  }
}
