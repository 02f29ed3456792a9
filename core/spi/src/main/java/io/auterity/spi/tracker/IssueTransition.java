package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A way from where an issue stands to another status. */
public record IssueTransition(
    Ref ref,
    @Description("What people do, e.g. Start progress") String name,
    @Description("The status that it leads to") @Nullable String status,
    @Description("The state that it leads to") IssueState state) {
  public IssueTransition {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
  }
}
