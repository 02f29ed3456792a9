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

  /** One that leaves the rest to the vendor. */
  public static Builder builder(Content audio) {
    return new Builder(audio);
  }

  /** A request piece by piece. */
  public static final class Builder {
    private final Content audio;
    private @Nullable String model;
    private @Nullable String language;
    private @Nullable String prompt;
    private @Nullable Double temperature;
    private @Nullable Boolean segments;
    private @Nullable Boolean words;
    private @Nullable Map<String, Obj> extra;

    private Builder(Content audio) {
      this.audio = audio;
    }

    public Builder model(@Nullable String value) {
      model = value;
      return this;
    }

    public Builder language(@Nullable String value) {
      language = value;
      return this;
    }

    public Builder prompt(@Nullable String value) {
      prompt = value;
      return this;
    }

    public Builder temperature(@Nullable Double value) {
      temperature = value;
      return this;
    }

    public Builder segments(@Nullable Boolean value) {
      segments = value;
      return this;
    }

    public Builder words(@Nullable Boolean value) {
      words = value;
      return this;
    }

    public Builder extra(@Nullable Map<String, Obj> value) {
      extra = value;
      return this;
    }

    public TranscriptionRequest build() {
      return new TranscriptionRequest(
          model, audio, language, prompt, temperature, segments, words, extra);
    }
  }
}
