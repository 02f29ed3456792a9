package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.repository.create}. */
public record NewRepository(
    @Description("Organization that it shall belong to; the credential's own when absent")
        @Nullable String owner,
    @Description("Its name within the owner") String name,
    @Nullable String description,
    @Description("Private when absent") @Nullable Visibility visibility,
    @Description("The host's usual one when absent") @Nullable String defaultBranch,
    @Description("Whether it begins with a first commit; otherwise it is empty")
        @Nullable Boolean init) {
  public NewRepository {
    Objects.requireNonNull(name);
  }
}
