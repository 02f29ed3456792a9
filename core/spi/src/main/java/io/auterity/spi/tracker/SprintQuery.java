package io.auterity.spi.tracker;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code tracker.sprint.list}. */
public record SprintQuery(
    @Description("The project") Ref project,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public SprintQuery {
    Objects.requireNonNull(project);
  }
}
