package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import java.util.Objects;

/** Input of {@code ci.secret.create}. */
public record NewCiSecret(
    @Description("The repository whose builds are given it") @OfKind("git") Ref repository,
    String name,
    @Description("Its value") VaultSecret value) {
  public NewCiSecret {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
  }
}
