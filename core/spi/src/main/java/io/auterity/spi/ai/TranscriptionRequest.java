package io.auterity.spi.ai;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Measured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.transcription.create}. */
public record TranscriptionRequest(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("What was said") Content audio,
    @Description("Language that is spoken, by ISO 639-1, e.g. de; found out when absent")
        @Nullable String language,
    @Description("Words that help to understand it, such as names") @Nullable String prompt,
    @Description("0 to 1") @Nullable Double temperature,
    @Description("Whether the answer shall tell when each segment was said")
        @Nullable Boolean segments,
    @Description("Whether the answer shall tell when each word was said") @Nullable Boolean words,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
    implements Measured {
  public TranscriptionRequest {
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
