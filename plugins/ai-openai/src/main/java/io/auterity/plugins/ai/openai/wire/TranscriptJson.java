package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.toolkit.http.MultipartForm;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shared form and JSON of transcription in the language spoken and of translation to English.
 */
final class TranscriptJson {

  /** What every segment has; its number is its place. */
  private static final Set<String> SEGMENT = Set.of("id", "start", "end", "text");

  /** The fields of both. */
  static MultipartForm form(
      @Nullable String model,
      Content audio,
      @Nullable String prompt,
      @Nullable Double temperature,
      boolean times,
      @Nullable Map<String, Json.Obj> extra) {
    MultipartForm form = new MultipartForm().file("file", audio).field("model", model);
    form.field("prompt", prompt);
    if (temperature != null) {
      form.field("temperature", Json.of(temperature).toString());
    }
    // Only the long form tells times, and not every model has it.
    form.field("response_format", times ? "verbose_json" : "json");
    Extra.in(extra, PassedChat.DIALECT)
        .fields()
        .forEach((name, value) -> FormFields.put(form, name, value));
    return form;
  }

  static Transcription read(WireResponse response) {
    Json.Obj reply = ReplyJson.read(response);
    String text = reply.text("text");
    if (text == null) {
      throw OpenAiErrors.unreadable("it holds no text");
    }
    Double duration = ReplyFields.decimal(reply, "duration");
    return new Transcription(
        text,
        reply.text("language"),
        duration,
        reply.get("segments") instanceof Json.Arr ? segments(reply) : null,
        reply.get("words") instanceof Json.Arr ? words(reply) : null,
        usage(ReplyFields.object(reply, "usage"), duration));
  }

  private static List<Transcription.Segment> segments(Json.Obj reply) {
    return ReplyFields.objects(reply, "segments").stream()
        .map(
            one ->
                new Transcription.Segment(
                    time(one, "start"),
                    time(one, "end"),
                    ReplyFields.text(one, "text"),
                    Extra.of(PassedChat.DIALECT, rest(one))))
        .toList();
  }

  /** How sure the model was, and the tokens of it. */
  private static Json.Obj rest(Json.Obj segment) {
    Map<String, Json> rest = new LinkedHashMap<>(segment.fields());
    rest.keySet().removeAll(SEGMENT);
    return new Json.Obj(rest);
  }

  private static List<Transcription.Word> words(Json.Obj reply) {
    return ReplyFields.objects(reply, "words").stream()
        .map(
            one ->
                new Transcription.Word(
                    time(one, "start"), time(one, "end"), ReplyFields.text(one, "word")))
        .toList();
  }

  private static double time(Json.Obj object, String name) {
    return Objects.requireNonNullElse(ReplyFields.decimal(object, name), 0.0);
  }

  /** In tokens or in seconds, as the model is priced; empty where the vendor tells neither. */
  private static TokenUsage usage(Json.Obj usage, @Nullable Double duration) {
    long input = ReplyFields.number(usage, "input_tokens");
    long output = ReplyFields.number(usage, "output_tokens");
    if (input > 0 || output > 0) {
      Json.Obj details = ReplyFields.object(usage, "input_token_details");
      return new TokenUsage(input, output, 0, 0)
          .and(TokenUnit.AUDIO_INPUT.wire(), ReplyFields.number(details, "audio_tokens"));
    }
    Double told = ReplyFields.decimal(usage, "seconds");
    Double seconds = told == null ? duration : told;
    return seconds == null
        ? TokenUsage.NONE
        : new TokenUsage(
            0, 0, 0, 0, 0, 0, Map.of(MediaUnit.AUDIO_SECONDS, (long) Math.ceil(seconds)));
  }
}
