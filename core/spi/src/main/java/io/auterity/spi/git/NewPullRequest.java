package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.pull_request.create}. */
public record NewPullRequest(
    @Description("The repository") Ref repository,
    @Description("One line") String title,
    @Nullable String body,
    @Description("Branch that holds the changes") String source,
    @Description("The fork that the source is in; the repository itself when absent")
        @Nullable Ref sourceRepository,
    @Description("Branch that shall have them") String target,
    @Nullable Boolean draft) {
  public NewPullRequest {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(title);
    Objects.requireNonNull(source);
    Objects.requireNonNull(target);
  }

  /** One without a text. */
  public static Builder builder(Ref repository, String title, String source, String target) {
    return new Builder(repository, title, source, target);
  }

  /** A wish piece by piece. */
  public static final class Builder {
    private final Ref repository;
    private final String title;
    private final String source;
    private final String target;
    private @Nullable String body;
    private @Nullable Ref sourceRepository;
    private @Nullable Boolean draft;

    private Builder(Ref repository, String title, String source, String target) {
      this.repository = repository;
      this.title = title;
      this.source = source;
      this.target = target;
    }

    public Builder body(@Nullable String value) {
      body = value;
      return this;
    }

    public Builder sourceRepository(@Nullable Ref value) {
      sourceRepository = value;
      return this;
    }

    public Builder draft(@Nullable Boolean value) {
      draft = value;
      return this;
    }

    public NewPullRequest build() {
      return new NewPullRequest(repository, title, body, source, sourceRepository, target, draft);
    }
  }
}
