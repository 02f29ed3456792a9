package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code ci.secret.create}. */
public record NewCiSecret(
    @Description("The repository whose builds are given it") @OfKind("git") Ref repository,
    String name,
    @Description("Its value, which nothing tells again") String value) {
  public NewCiSecret {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
    Objects.requireNonNull(value);
  }

  /** Everything but the value. */
  @Override
  public String toString() {
    return "NewCiSecret[repository=%s, name=%s]".formatted(repository, name);
  }
}
