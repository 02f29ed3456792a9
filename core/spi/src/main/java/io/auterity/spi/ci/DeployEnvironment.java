package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A deployment environment, to which builds deploy. */
public record DeployEnvironment(
    Ref ref,
    @Description("The repository that it belongs to; absent where the server does not tell")
        @OfKind("git")
        @Nullable Ref repository,
    String name,
    @Description("Address of what is deployed there") @Nullable String externalUrl) {
  public DeployEnvironment {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }
}
