package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code knowledge.share.delete}. */
public record WhichPageShare(
    @Description("The page") Ref page,
    @Description("Who, by the id that the vendor has of a user, group or role") String with) {
  public WhichPageShare {
    Objects.requireNonNull(page);
    Objects.requireNonNull(with);
  }
}
