package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.tuning.events}. */
public record TuningEventQuery(
    Ref job,
    @Description("Id of the last event of the page before") @Nullable String after,
    @Description("At most so many, 1 to 100; 20 when absent") @Nullable Integer limit) {
  public TuningEventQuery {
    Objects.requireNonNull(job);
  }
}
