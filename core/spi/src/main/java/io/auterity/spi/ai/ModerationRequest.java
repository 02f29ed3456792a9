package io.auterity.spi.ai;

import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.moderation.create}. */
public record ModerationRequest(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("Texts, 1 to 2,048") List<String> input) {
  public ModerationRequest {
    input = List.copyOf(input);
  }
}
