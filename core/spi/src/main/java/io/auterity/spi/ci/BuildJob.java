package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One job of a build. */
public record BuildJob(
    Ref ref,
    Ref build,
    String name,
    BuildState state,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Description("Its page for people") @Nullable String webUrl) {
  public BuildJob {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(build);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
  }
}
