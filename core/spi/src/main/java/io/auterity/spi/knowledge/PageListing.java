package io.auterity.spi.knowledge;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code knowledge.page.list}. */
public record PageListing(
    @Description("The space") Ref space,
    @Description("Only those under this page; those of the space when absent") @Nullable Ref parent,
    @Description("children: those directly under it; all: those under these, too") PageDepth depth,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public PageListing {
    Objects.requireNonNull(space);
    Objects.requireNonNull(depth);
  }
}
