package io.auterity.spi.tracker;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code tracker.sprint.create}. */
public record NewSprint(
    @Description("The project") Ref project,
    @Description("One line") String name,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt) {
  public NewSprint {
    Objects.requireNonNull(project);
    Objects.requireNonNull(name);
  }
}
