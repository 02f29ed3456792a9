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

  /** One that is open; of its author and of later changes nothing is known. */
  public static Builder builder(
      Ref ref, int number, String title, String source, String target, Instant createdAt) {
    return new Builder(ref, number, title, source, target, createdAt);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return new Builder(ref, number, title, source, target, createdAt)
        .body(body)
        .state(state)
        .draft(draft)
        .sourceRepository(sourceRepository)
        .author(author)
        .headSha(headSha)
        .mergeSha(mergeSha)
        .mergeable(mergeable)
        .webUrl(webUrl)
        .updatedAt(updatedAt);
  }

  /** A pull request piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final int number;
    private final String title;
    private final String source;
    private final String target;
    private final Instant createdAt;
    private String body = "";
    private PullRequestState state = PullRequestState.OPEN;
    private boolean draft;
    private @Nullable Ref sourceRepository;
    private String author = "";
    private @Nullable String headSha;
    private @Nullable String mergeSha;
    private @Nullable Boolean mergeable;
    private @Nullable String webUrl;
    private Instant updatedAt;

    private Builder(
        Ref ref, int number, String title, String source, String target, Instant createdAt) {
      this.ref = ref;
      this.number = number;
      this.title = title;
      this.source = source;
      this.target = target;
      this.createdAt = createdAt;
      this.updatedAt = createdAt;
    }

    public Builder body(String value) {
      body = value;
      return this;
    }

    public Builder state(PullRequestState value) {
      state = value;
      return this;
    }

    public Builder draft(boolean value) {
      draft = value;
      return this;
    }

    public Builder sourceRepository(@Nullable Ref value) {
      sourceRepository = value;
      return this;
    }

    public Builder author(String value) {
      author = value;
      return this;
    }

    public Builder headSha(@Nullable String value) {
      headSha = value;
      return this;
    }

    public Builder mergeSha(@Nullable String value) {
      mergeSha = value;
      return this;
    }

    public Builder mergeable(@Nullable Boolean value) {
      mergeable = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public Builder updatedAt(Instant value) {
      updatedAt = value;
      return this;
    }

    public PullRequest build() {
      return new PullRequest(
          ref,
          number,
          title,
          body,
          state,
          draft,
          source,
          sourceRepository,
          target,
          author,
          headSha,
          mergeSha,
          mergeable,
          webUrl,
          createdAt,
          updatedAt);
    }
  }
}
