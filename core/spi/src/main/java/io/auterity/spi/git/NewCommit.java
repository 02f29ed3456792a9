package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.commit.create}. */
public record NewCommit(
    @Description("The repository") Ref repository,
    @Description("Branch that the commit is added to") String branch,
    String message,
    @Description("At least one; each path once") List<FileChange> changes,
    @Description("Refused as a conflict where the branch points elsewhere")
        @Nullable String expectedHead) {
  public NewCommit {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(branch);
    Objects.requireNonNull(message);
    changes = List.copyOf(changes);
  }
}
