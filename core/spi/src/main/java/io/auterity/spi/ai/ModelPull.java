package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.model.pull}. */
public record ModelPull(
    @Description("Name of the model in the registry that the provider pulls from") String id,
    @Description("Provider that is to have the model; the only one when absent")
        @Nullable String provider) {
  public ModelPull {
    Objects.requireNonNull(id);
  }
}
