package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.commit.get}. */
public record WhichCommit(
    @Description("The repository") Ref repository,
    @Description("Hash of the commit, or a branch or tag that points to it") String sha) {
  public WhichCommit {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(sha);
  }
}
