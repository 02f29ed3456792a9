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
}
