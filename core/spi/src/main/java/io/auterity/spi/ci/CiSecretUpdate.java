package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.util.Objects;

/** Input of {@code ci.secret.update}. */
public record CiSecretUpdate(
    @Description("The secret") Ref secret, @Description("Its new value") VaultSecret value) {
  public CiSecretUpdate {
    Objects.requireNonNull(secret);
    Objects.requireNonNull(value);
  }
}
