package io.auterity.spi.knowledge;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code knowledge.space.create}. */
public record NewSpace(String name, @Nullable String description) {
  public NewSpace {
    Objects.requireNonNull(name);
  }
}
