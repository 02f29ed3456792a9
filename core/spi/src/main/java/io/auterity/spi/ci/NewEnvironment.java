package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ci.environment.create}. */
public record NewEnvironment(
    @Description("The repository") @OfKind("git") Ref repository,
    String name,
    @Description("Address of what is deployed there") @Nullable String externalUrl) {
  public NewEnvironment {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
  }
}
