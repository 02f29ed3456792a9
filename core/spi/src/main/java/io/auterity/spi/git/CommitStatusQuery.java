package io.auterity.spi.git;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.status.list}. */
public record CommitStatusQuery(
    @Description("The repository") Ref repository,
    @Description("The commit, or a branch or tag that points to it") String sha,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public CommitStatusQuery {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(sha);
  }
}
