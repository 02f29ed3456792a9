package io.auterity.spi.ai;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures that a model made. */
public record Images(
    @Description("The model that made them, where the vendor tells it") @Nullable String model,
    List<Made> images,
    TokenUsage usage) {
  public Images {
    images = List.copyOf(images);
  }

  /** One picture, as bytes or as an address. */
  public record Made(
      @Nullable Content content,
      @Description("Where to fetch it for a while") @Nullable String url,
      @Description("What the model made of the prompt before it drew")
          @Nullable String revisedPrompt) {}
}
