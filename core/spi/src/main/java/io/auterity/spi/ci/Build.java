package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline. */
public record Build(
    Ref ref,
    Ref pipeline,
    @Description("Counts the builds of the pipeline or of its repository") long number,
    BuildState state,
    @Nullable String branch,
    @Description("The commit that is built") @Nullable String sha,
    @Description("What people call it, e.g. the message of the commit") @Nullable String message,
    @Description("What started it, in the server's word, e.g. push") @Nullable String event,
    @Nullable Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Description("Its page for people") @Nullable String webUrl) {
  public Build {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(pipeline);
    Objects.requireNonNull(state);
  }
}
