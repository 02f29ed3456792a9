package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.status.create}; it replaces what the same check said before. */
public record NewCommitStatus(
    @Description("The repository") Ref repository,
    @Description("The commit") String sha,
    @Description("Name of the check") String context,
    CommitState state,
    @Nullable String description,
    @Description("Where more is told") @Nullable String targetUrl) {
  public NewCommitStatus {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(sha);
    Objects.requireNonNull(context);
    Objects.requireNonNull(state);
  }
}
