package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code knowledge.page.move}: at least one of the places is given. */
public record PageMove(
    @Description("The page, which takes those under it along") Ref page,
    @Description("To the top of this space, unless a parent is given") @Nullable Ref space,
    @Description("Under this page, into its space") @Nullable Ref parent,
    @Description("Lower comes first among the pages beside it; as it was when absent")
        @Nullable Integer position,
    @Description(
            "Revision of the page that is to be changed; refused as conflict when it has another by"
                + " now")
        @Nullable String expected) {
  public PageMove {
    Objects.requireNonNull(page);
  }

  /** Whatever the page's revision is by now. */
  public PageMove(Ref page, @Nullable Ref space, @Nullable Ref parent, @Nullable Integer position) {
    this(page, space, parent, position, null);
  }
}
