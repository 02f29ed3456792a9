package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commit status that one check reports. */
public record CommitStatus(
    @Description("Name of the check") String context,
    CommitState state,
    @Nullable String description,
    @Description("Where more is told") @Nullable String targetUrl,
    @Nullable Instant updatedAt) {
  public CommitStatus {
    Objects.requireNonNull(context);
    Objects.requireNonNull(state);
  }
}
