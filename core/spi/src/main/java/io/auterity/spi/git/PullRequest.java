package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A wish to merge one branch into another. */
public record PullRequest(
    Ref ref,
    @Description("Its number in the repository") int number,
    String title,
    String body,
    PullRequestState state,
    boolean draft,
    @Description("Branch that holds the changes") String source,
    @Description("The fork that the source is in; absent when it is the repository itself")
        @Nullable Ref sourceRepository,
    @Description("Branch that shall have them") String target,
    @Description("Login of who opened it") String author,
    @Description("Newest commit of the source") @Nullable String headSha,
    @Description("Commit that merged it") @Nullable String mergeSha,
    @Description("Whether it can be merged without conflict; absent while that is not known")
        @Nullable Boolean mergeable,
    @Description("Its page for people") @Nullable String webUrl,
    Instant createdAt,
    Instant updatedAt) {
  public PullRequest {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(title);
    Objects.requireNonNull(body);
    Objects.requireNonNull(state);
    Objects.requireNonNull(source);
    Objects.requireNonNull(target);
    Objects.requireNonNull(author);
    Objects.requireNonNull(createdAt);
    Objects.requireNonNull(updatedAt);
  }
}
