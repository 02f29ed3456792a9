package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code ci.secret.update}. */
public record CiSecretUpdate(
    @Description("The secret") Ref secret,
    @Description("Its new value, which nothing tells again") String value) {
  public CiSecretUpdate {
    Objects.requireNonNull(secret);
    Objects.requireNonNull(value);
  }

  /** Everything but the value. */
  @Override
  public String toString() {
    return "CiSecretUpdate[secret=%s]".formatted(secret);
  }
}
