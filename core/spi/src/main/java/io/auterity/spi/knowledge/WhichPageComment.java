package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one comment. */
public record WhichPageComment(@Description("The comment") Ref comment) {
  public WhichPageComment {
    Objects.requireNonNull(comment);
  }
}
