package io.auterity.spi.ai;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Measured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.translation.create}. */
public record TranslationRequest(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("What was said, in any language") Content audio,
    @Description("English words that help to understand it, such as names") @Nullable String prompt,
    @Description("0 to 1") @Nullable Double temperature,
    @Description("Whether the answer shall tell when each segment was said")
        @Nullable Boolean segments,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
    implements Measured {
  public TranslationRequest {
    extra = Extra.copy(extra);
  }

  @Override
  public Map<String, Long> most() {
    return AudioLength.most(audio);
  }

  @Override
  public Map<String, Long> likely() {
    return AudioLength.likely(audio);
  }
}
