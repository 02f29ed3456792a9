package io.auterity.spi.ai;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Measured;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.image.edit}. */
public record ImageEdit(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("What to change") String prompt,
    @Description("Pictures to begin with, 1 to 16") List<Content> images,
    @Description("Picture whose transparent places may be changed; all when absent")
        @Nullable Content mask,
    @Description("How the pictures shall be; as the model likes when absent")
        @Nullable ImageStyle style,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
    implements Measured {
  public ImageEdit {
    images = List.copyOf(images);
    extra = Extra.copy(extra);
  }

  @Override
  public Map<String, Long> most() {
    return ImageStyle.most(style);
  }
}
