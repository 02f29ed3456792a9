package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.commit.compare}. */
public record CommitRange(
    @Description("The repository") Ref repository,
    @Description("Branch, tag or commit") String base,
    @Description("Branch, tag or commit") String head) {
  public CommitRange {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(base);
    Objects.requireNonNull(head);
  }
}
