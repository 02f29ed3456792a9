package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transcription of speech, in the language that was spoken or in English. */
public record Transcription(
    String text,
    @Description("Language that is spoken, in the vendor's words, where it tells it")
        @Nullable String language,
    @Description("Seconds of sound, where the vendor tells it") @Nullable Double duration,
    @Description("Where they were asked for and the model knows them")
        @Nullable List<Segment> segments,
    @Description("Where they were asked for and the model knows them") @Nullable List<Word> words,
    TokenUsage usage) {
  public Transcription {
    segments = segments == null ? null : List.copyOf(segments);
    words = words == null ? null : List.copyOf(words);
  }

  /** A stretch of speech; times in seconds from the beginning. */
  public record Segment(
      double start,
      double end,
      String text,
      @Description(Extra.HELP) @Nullable Map<String, Obj> extra) {
    public Segment {
      extra = Extra.copy(extra);
    }

    /** Without further fields. */
    public Segment(double start, double end, String text) {
      this(start, end, text, null);
    }
  }

  /** A word; times in seconds from the beginning. */
  public record Word(double start, double end, String word) {}
}
