package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of operations on one attachment. */
public record WhichAttachment(@Description("The attachment") Ref attachment) {
  public WhichAttachment {
    Objects.requireNonNull(attachment);
  }
}
