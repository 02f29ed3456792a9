package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code ci.secret.delete}. */
public record WhichCiSecret(@Description("The secret") Ref secret) {
  public WhichCiSecret {
    Objects.requireNonNull(secret);
  }
}
