package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one page. */
public record WhichPage(@Description("The page") Ref page) {
  public WhichPage {
    Objects.requireNonNull(page);
  }
}
