package io.auterity.spi.git;

import io.auterity.spi.Change;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code git.pull_request.update}; what is absent stays as it is. */
public record PullRequestUpdate(
    @Description("The pull request") Ref pull,
    Change<String> title,
    Change<String> body,
    Change<String> target,
    @Description("open or closed") Change<PullRequestState> state,
    Change<Boolean> draft) {
  public PullRequestUpdate {
    Objects.requireNonNull(pull);
    Objects.requireNonNull(title);
    Objects.requireNonNull(body);
    Objects.requireNonNull(target);
    Objects.requireNonNull(state);
    Objects.requireNonNull(draft);
    Change.needed("title, body, target, state, draft", title, body, target, state, draft);
  }
}
