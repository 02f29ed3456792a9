package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The {@code response_format} of what was said. */
enum TranscriptFormat {
  JSON("application/json", false),
  VERBOSE_JSON("application/json", true),
  TEXT("text/plain; charset=utf-8", false),
  /** SubRip: numbered pieces with their times. */
  SRT("text/plain; charset=utf-8", true),
  /** Web Video Text Tracks. */
  VTT("text/vtt; charset=utf-8", true);

  private static final long MILLIS = 1_000;

  private final String mediaType;
  private final boolean timed;

  TranscriptFormat(String mediaType, boolean timed) {
    this.mediaType = mediaType;
    this.timed = timed;
  }

  static TranscriptFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FieldRefusals.unsupported(
                    "response_format",
                    "must be json, verbose_json, text, srt or vtt, not " + name));
  }

  String mediaType() {
    return mediaType;
  }

  /** Whether it tells when each piece was said. */
  boolean needsSegments() {
    return timed;
  }

  /**
   * The bytes of it.
   *
   * @param task what was done: {@code transcribe} or {@code translate}
   * @param words whether the times of words were asked for, which the short form tells then too
   */
  byte[] write(Transcription answer, String task, boolean words) {
    return switch (this) {
      case JSON -> json(answer, null, words);
      case VERBOSE_JSON -> json(answer, task, true);
      case TEXT -> utf8(answer.text() + "\n");
      case SRT -> utf8(subtitles(segments(answer), ',', true));
      case VTT -> utf8("WEBVTT\n\n" + subtitles(segments(answer), '.', false));
    };
  }

  private List<Transcription.Segment> segments(Transcription answer) {
    List<Transcription.Segment> segments = answer.segments();
    if (segments == null) {
      throw FieldRefusals.unsupported(
          "response_format",
          "cannot be %s: the model does not tell when each piece was said; ask for json or text"
              .formatted(name().toLowerCase(Locale.ROOT)));
    }
    return segments;
  }

  private static String subtitles(
      List<Transcription.Segment> segments, char fraction, boolean numbered) {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Transcription.Segment segment : segments) {
      number++;
      if (numbered) {
        text.append(number).append('\n');
      }
      text.append(time(segment.start(), fraction)).append(" --> ");
      text.append(time(segment.end(), fraction)).append('\n');
      // An empty line, or an arrow, would end the piece.
      text.append(segment.text().strip().replaceAll("\\R+", "\n").replace("-->", "->"));
      text.append("\n\n");
    }
    return text.toString();
  }

  private static String time(double seconds, char fraction) {
    long millis = Math.max(0, Math.round(seconds * MILLIS));
    return "%02d:%02d:%02d%c%03d"
        .formatted(
            millis / 3_600_000,
            millis / 60_000 % 60,
            millis / MILLIS % 60,
            fraction,
            millis % MILLIS);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] json(Transcription answer, @Nullable String task, boolean words) {
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          if (task != null) {
            writeMore(out, answer, task);
          }
          if (words) {
            writeWords(out, answer);
          }
          out.writeStringProperty("text", answer.text());
          write(out, answer.usage());
          out.writeEndObject();
        });
  }

  private static void writeMore(JsonGenerator out, Transcription answer, String task) {
    out.writeStringProperty("task", task);
    if (answer.language() != null) {
      out.writeStringProperty("language", answer.language());
    }
    Double duration = answer.duration();
    if (duration != null) {
      out.writeNumberProperty("duration", duration);
    }
    if (answer.segments() != null) {
      out.writeArrayPropertyStart("segments");
      for (int i = 0; i < answer.segments().size(); i++) {
        Transcription.Segment segment = answer.segments().get(i);
        out.writeStartObject();
        out.writeNumberProperty("id", i);
        writeTimes(out, segment.start(), segment.end());
        out.writeStringProperty("text", segment.text());
        Extra.in(segment.extra(), PartReader.DIALECT)
            .fields()
            .forEach((name, value) -> JsonWriter.field(out, name, value));
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private static void writeWords(JsonGenerator out, Transcription answer) {
    if (answer.words() != null) {
      out.writeArrayPropertyStart("words");
      for (Transcription.Word word : answer.words()) {
        out.writeStartObject();
        out.writeStringProperty("word", word.word());
        writeTimes(out, word.start(), word.end());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private static void writeTimes(JsonGenerator out, double start, double end) {
    out.writeNumberProperty("start", start);
    out.writeNumberProperty("end", end);
  }

  // In tokens or in seconds; what was not told is left out.
  private static void write(JsonGenerator out, TokenUsage usage) {
    Long seconds = usage.other() == null ? null : seconds(usage.other());
    if (usage.input() + usage.output() > 0) {
      out.writeObjectPropertyStart("usage");
      out.writeStringProperty("type", "tokens");
      out.writeNumberProperty("input_tokens", usage.input());
      out.writeNumberProperty("output_tokens", usage.output());
      out.writeNumberProperty("total_tokens", usage.input() + usage.output());
      out.writeEndObject();
    } else if (seconds != null) {
      out.writeObjectPropertyStart("usage");
      out.writeStringProperty("type", "duration");
      out.writeNumberProperty("seconds", seconds);
      out.writeEndObject();
    }
  }

  private static @Nullable Long seconds(Map<String, Long> other) {
    return other.get(MediaUnit.AUDIO_SECONDS);
  }
}
