package io.auterity.spi.knowledge;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code knowledge.page.list}. */
public record PageListing(
    @Description("The space") Ref space,
    @Description("Only those directly under this page") @Nullable Ref parent,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public PageListing {
    Objects.requireNonNull(space);
  }
}
