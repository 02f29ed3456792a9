package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.repository.fork}. */
public record NewFork(
    @Description("The repository") Ref repository,
    @Description("Organization that the fork shall belong to; the credential's own when absent")
        @Nullable String owner,
    @Description("Name of the fork; that of the repository when absent") @Nullable String name) {
  public NewFork {
    Objects.requireNonNull(repository);
  }
}
