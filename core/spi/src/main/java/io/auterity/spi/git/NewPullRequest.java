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
}
