package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ImageStyle;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form in which a vendor is asked for pictures and sound. */
public enum MediaForm {
  /** As OpenAI is. */
  OPENAI,
  /**
   * As Together is: a picture has a width and a height and is JPEG or PNG, bytes are asked for as
   * {@code base64}, sound is MP3, WAV or raw, and speech is English unless its language is told or
   * asked for.
   */
  TOGETHER;

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");
  private static final Set<String> PICTURES = Set.of("png", "jpeg");
  private static final Set<String> OTHER_SOUNDS = Set.of("opus", "aac", "flac");
  private static final String ANY = "auto";
  private static final String SIZE_FIELD = "size";
  private static final String FORMAT = "output_format";
  private static final String ANSWER = "response_format";

  /** Fields of a request for pictures, as this vendor has them. */
  Map<String, Json> pictures(Map<String, Json> fields) {
    if (this == OPENAI) {
      return fields;
    }
    Map<String, Json> own = new LinkedHashMap<>(fields);
    Matcher size = SIZE.matcher(text(own.remove(SIZE_FIELD)));
    if (size.matches()) {
      own.put("width", Json.of(Long.parseLong(size.group(1))));
      own.put("height", Json.of(Long.parseLong(size.group(2))));
    }
    own.remove("quality");
    own.remove("background");
    if (!PICTURES.contains(text(own.get(FORMAT)))) {
      own.remove(FORMAT);
    }
    if (text(own.get(ANSWER)).equals("b64_json")) {
      own.put(ANSWER, Json.of("base64"));
    }
    return own;
  }

  /** What of a style is not told, by canonical name. */
  List<String> lost(@Nullable ImageStyle style) {
    List<String> lost = new ArrayList<>();
    if (this == OPENAI || style == null) {
      return lost;
    }
    String size = style.size();
    if (size != null && !size.equals(ANY) && !SIZE.matcher(size).matches()) {
      lost.add("style.size");
    }
    if (style.quality() != null && !style.quality().equals(ANY)) {
      lost.add("style.quality");
    }
    if (style.background() != null && !style.background().equals(ANY)) {
      lost.add("style.background");
    }
    if (style.format() != null && !PICTURES.contains(style.format())) {
      lost.add("style.format");
    }
    return lost;
  }

  /**
   * Fields of a request for speech, as this vendor has them.
   *
   * @throws CallFailedException {@code unsupported} when it has no such sound
   */
  Map<String, Json> speech(Map<String, Json> fields) {
    if (this == OPENAI) {
      return fields;
    }
    Map<String, Json> own = new LinkedHashMap<>(fields);
    own.remove("instructions");
    own.remove("speed");
    own.putIfAbsent(ANSWER, Json.of("mp3"));
    refuseOther(text(own.get(ANSWER)));
    // OpenAI's is 16 bits at 24 kHz.
    if (text(own.get(ANSWER)).equals("pcm")) {
      own.put(ANSWER, Json.of("raw"));
      own.putIfAbsent("response_encoding", Json.of("pcm_s16le"));
      own.putIfAbsent("sample_rate", Json.of(24_000L));
    }
    return own;
  }

  private static void refuseOther(String sound) {
    if (OTHER_SOUNDS.contains(sound)) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "format",
          "the vendor has no sound of that kind, %s: ask for mp3, wav or pcm".formatted(sound));
    }
  }

  /** What of a request for speech is not told, by canonical name. */
  List<String> lost(SpeechRequest request) {
    List<String> lost = new ArrayList<>();
    if (this == TOGETHER && request.instructions() != null) {
      lost.add("instructions");
    }
    if (this == TOGETHER && request.speed() != null) {
      lost.add("speed");
    }
    return lost;
  }

  /** The language of a sound, where it has to be said; {@code auto} stands for any. */
  @Nullable String language(@Nullable String asked) {
    return asked == null && this == TOGETHER ? ANY : asked;
  }

  /** The field that asks for times. */
  String times() {
    return this == TOGETHER ? "timestamp_granularities" : "timestamp_granularities[]";
  }

  private static String text(@Nullable Json value) {
    return value instanceof Json.Str(String text) ? text : "";
  }
}
