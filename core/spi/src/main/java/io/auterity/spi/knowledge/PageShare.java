package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/**
 * A share of a page: the permission that a user, group or role has on it; input and output of
 * {@code knowledge.share.create}.
 */
public record PageShare(
    @Description("The page") Ref page,
    @Description("Who, by the id that the vendor has of a user, group or role") String with,
    PagePermission permission) {
  public PageShare {
    Objects.requireNonNull(page);
    Objects.requireNonNull(with);
    Objects.requireNonNull(permission);
  }
}
