package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.Measured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.speech.create}. */
public record SpeechRequest(
    @Description("Model id as the provider names it") @Nullable String model,
    @Description("What to say") String input,
    @Description("Voice as the provider names it") String voice,
    @Description("How to say it, e.g. cheerfully") @Nullable String instructions,
    @Description("Format of the sound: mp3, opus, aac, flac, wav or pcm; mp3 when absent")
        @Nullable String format,
    @Description("1 is as usual") @Nullable Double speed,
    @Description(Extra.HELP) @Nullable Map<String, Obj> extra)
    implements Measured {

  /** Spoken at a quarter of the usual speed, and then some. */
  private static final long TOKENS_PER_CHARACTER = 8;

  public SpeechRequest {
    extra = Extra.copy(extra);
  }

  /** How much text it is, as vendors bill it. */
  public long characters() {
    return input.codePointCount(0, input.length());
  }

  @Override
  public Map<String, Long> most() {
    Map<String, Long> most = new LinkedHashMap<>();
    most.put(MediaUnit.INPUT_CHARACTERS, characters());
    most.put(TokenUnit.OUTPUT.wire(), Math.max(1, characters()) * TOKENS_PER_CHARACTER);
    return most;
  }

  /** One that leaves the rest to the vendor. */
  public static Builder builder(String input, String voice) {
    return new Builder(input, voice);
  }

  /** A request piece by piece. */
  public static final class Builder {
    private final String input;
    private final String voice;
    private @Nullable String model;
    private @Nullable String instructions;
    private @Nullable String format;
    private @Nullable Double speed;
    private @Nullable Map<String, Obj> extra;

    private Builder(String input, String voice) {
      this.input = input;
      this.voice = voice;
    }

    public Builder model(@Nullable String value) {
      model = value;
      return this;
    }

    public Builder instructions(@Nullable String value) {
      instructions = value;
      return this;
    }

    public Builder format(@Nullable String value) {
      format = value;
      return this;
    }

    public Builder speed(@Nullable Double value) {
      speed = value;
      return this;
    }

    public Builder extra(@Nullable Map<String, Obj> value) {
      extra = value;
      return this;
    }

    public SpeechRequest build() {
      return new SpeechRequest(model, input, voice, instructions, format, speed, extra);
    }
  }
}
