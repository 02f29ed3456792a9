package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stretch of time for which issues are planned: a sprint, cycle or milestone. */
public record Sprint(
    Ref ref,
    @Description("The project whose issues it takes") Ref project,
    String name,
    SprintState state,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt) {
  public Sprint {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(project);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
  }
}
