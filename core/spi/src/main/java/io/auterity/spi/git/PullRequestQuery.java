package io.auterity.spi.git;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.pull_request.list}. */
public record PullRequestQuery(
    @Description("The repository") Ref repository,
    @Description("Only those that stand so") @Nullable PullRequestState state,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public PullRequestQuery {
    Objects.requireNonNull(repository);
  }
}
