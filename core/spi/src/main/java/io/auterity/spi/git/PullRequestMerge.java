package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.pull_request.merge}. */
public record PullRequestMerge(
    @Description("The pull request") Ref pull,
    @Description("merge when absent") @Nullable MergeMethod method,
    @Description("Message of the merge; the host's usual one when absent") @Nullable String message,
    @Description("Refused as a conflict where the source has another newest commit")
        @Nullable String sha) {
  public PullRequestMerge {
    Objects.requireNonNull(pull);
  }
}
