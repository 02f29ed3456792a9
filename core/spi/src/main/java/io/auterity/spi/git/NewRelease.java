package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.release.create}. */
public record NewRelease(
    @Description("The repository") Ref repository,
    @Description("Made at the target where it does not exist") String tag,
    @Description("Branch or commit for a new tag; the default branch when absent")
        @Nullable String target,
    @Description("The tag when absent") @Nullable String name,
    @Nullable String notes,
    @Nullable Boolean draft,
    @Nullable Boolean prerelease) {
  public NewRelease {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(tag);
  }
}
