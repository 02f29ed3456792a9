package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Measured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.image.create}. */
public record ImageRequest(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("What to show") String prompt,
    @Description("How the pictures shall be; as the model likes when absent")
        @Nullable ImageStyle style,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
    implements Measured {
  public ImageRequest {
    extra = Extra.copy(extra);
  }

  @Override
  public Map<String, Long> most() {
    return ImageStyle.most(style);
  }
}
