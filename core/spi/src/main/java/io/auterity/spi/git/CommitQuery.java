package io.auterity.spi.git;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.commit.list}. */
public record CommitQuery(
    @Description("The repository") Ref repository,
    @Description("Branch, tag or commit whose history is listed; the default branch when absent")
        @Nullable String branch,
    @Description("Only commits that change this path") @Nullable String path,
    @Description("Only commits made then or later") @Nullable Instant since,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public CommitQuery {
    Objects.requireNonNull(repository);
  }
}
