package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dialect's form of a piece of a message. */
final class PartJson {

  /** A refusal in the model's words, which are no answer and so no text. */
  static Part refusal(String words) {
    return new Part.Opaque(ChatJson.DIALECT, ChatJson.typed("refusal", Json.of(words)));
  }

  static Json write(Part part, String place) {
    return switch (part) {
      case Part.Text(String text) -> ChatJson.typed("text", Json.of(text));
      case Part.Image image -> ChatJson.typed("image_url", image(image, place));
      case Part.Audio audio -> ChatJson.typed("input_audio", audio(audio, place));
      case Part.File file -> ChatJson.typed("file", file(file, place));
      case Part.Opaque(String dialect, Json value) when dialect.equals(ChatJson.DIALECT) -> value;
      default -> throw unsupported(place);
    };
  }

  /** Another vendor may be able to carry it: the call can go there. */
  static CallFailedException unsupported(String place) {
    return Refusal.of(
        FailureCode.UNSUPPORTED, place, place + " is of a type that this dialect has not");
  }

  private static Json image(Part.Image image, String place) {
    if (image.url() != null) {
      return pictured(image.url(), image);
    }
    return pictured(dataUrl(image.mediaType(), image.base64(), place), image);
  }

  private static Json pictured(String url, Part.Image image) {
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("url", Json.of(url));
    ChatJson.addExtra(fields, image.extra());
    return new Json.Obj(fields);
  }

  private static Json audio(Part.Audio audio, String place) {
    String format =
        switch (audio.mediaType()) {
          case "audio/wav", "audio/x-wav" -> "wav";
          case "audio/mpeg", "audio/mp3" -> "mp3";
          default ->
              throw Refusal.of(
                  FailureCode.UNSUPPORTED,
                  place,
                  "%s must be audio/wav or audio/mpeg, not %s".formatted(place, audio.mediaType()));
        };
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("data", Json.of(audio.base64()));
    fields.put("format", Json.of(format));
    return new Json.Obj(fields);
  }

  private static Json file(Part.File file, String place) {
    if (file.url() != null) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          place,
          place
              + " is a file by its address, and chat completions fetch none: send its bytes, or ask"
              + " a provider that fetches, such as anthropic, gemini or openai with 'api:"
              + " responses'");
    }
    Map<String, Json> fields = new LinkedHashMap<>();
    fields.put("filename", Json.of(file.name() == null ? "file" : file.name()));
    fields.put("file_data", Json.of(dataUrl(file.mediaType(), file.base64(), place)));
    return new Json.Obj(fields);
  }

  static String dataUrl(@Nullable String mediaType, @Nullable String base64, String place) {
    if (mediaType == null || base64 == null) {
      throw cannot(place, "must have a url, or base64 with a mediaType");
    }
    return "data:" + mediaType + ";base64," + base64;
  }

  private static CallFailedException cannot(String place, String rule) {
    return Refusal.invalid(place, rule);
  }
}
