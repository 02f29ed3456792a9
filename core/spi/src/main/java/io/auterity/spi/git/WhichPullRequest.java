package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.pull_request.get}. */
public record WhichPullRequest(@Description("The pull request") Ref pull) {
  public WhichPullRequest {
    Objects.requireNonNull(pull);
  }
}
