package io.auterity.spi.ci;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ci.environment.list}. */
public record EnvironmentQuery(
    @Description("The repository") @OfKind("git") Ref repository,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {
  public EnvironmentQuery {
    Objects.requireNonNull(repository);
  }
}
