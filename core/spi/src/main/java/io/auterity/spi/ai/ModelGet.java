package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.model.get}. */
public record ModelGet(
    @Description("Id as the provider names it") String id,
    @Description("Provider whose model is asked for; the only one when absent")
        @Nullable String provider) {
  public ModelGet {
    Objects.requireNonNull(id);
  }
}
