package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parts as Converse's blocks, each an object of one field that says what it is. */
final class ConverseBlocks {

  private static final String S3 = "s3://";

  private final List<Json> blocks = new ArrayList<>();

  private ConverseBlocks() {}

  /**
   * The blocks of parts that {@link ConverseFit} has left.
   *
   * @param place where the parts stand, for refusals
   */
  static List<Json> write(List<? extends Part> parts, String place) {
    ConverseBlocks content = new ConverseBlocks();
    for (int i = 0; i < parts.size(); i++) {
      content.add(parts.get(i), "%s.parts[%d]".formatted(place, i));
    }
    return content.blocks;
  }

  /** A mark behind what is to be kept. */
  static Json.Obj mark(Part.CachePoint mark) {
    Json.Obj point = Json.EMPTY.with("type", Json.of("default"));
    return Json.EMPTY.with(
        "cachePoint", mark.ttl() == null ? point : point.with("ttl", Json.of(mark.ttl())));
  }

  private void add(Part part, String at) {
    if (part instanceof Part.Citation source) {
      cite(source, at);
    } else {
      blocks.add(block(part, at));
    }
  }

  /** A text with its sources is one block, of which a text before may be the beginning. */
  private void cite(Part.Citation source, String at) {
    Json.Obj own = Extra.in(source.extra(), ConverseFit.DIALECT);
    if (own.fields().isEmpty() || blocks.isEmpty()) {
      throw unsupported(at);
    }
    Json.Obj last = (Json.Obj) blocks.removeLast();
    Json.Obj cited =
        last.get("citationsContent") instanceof Json.Obj begun
            ? begun
            : Json.EMPTY
                .with("content", Json.array(List.of(last)))
                .with("citations", Json.array(List.of()));
    List<Json> sources = new ArrayList<>();
    if (cited.get("citations") instanceof Json.Arr(List<Json> before)) {
      sources.addAll(before);
    }
    sources.add(own);
    blocks.add(Json.EMPTY.with("citationsContent", cited.with("citations", Json.array(sources))));
  }

  private static Json.Obj block(Part part, String at) {
    return switch (part) {
      case Part.Text(String text) -> Json.EMPTY.with("text", Json.of(text));
      case Part.Image image -> Json.EMPTY.with("image", image(image, at));
      case Part.Audio(String mediaType, String base64) ->
          Json.EMPTY.with(
              "audio", media(known(MediaFormat.sound(mediaType), at), source(null, base64, at)));
      case Part.File file -> file(file, at);
      case Part.CachePoint mark -> mark(mark);
      case Part.ToolCall call -> Json.EMPTY.with("toolUse", toolUse(call, at));
      case Part.ToolResult result -> Json.EMPTY.with("toolResult", toolResult(result, at));
      case Part.Reasoning thought when thought.signature() != null ->
          Json.EMPTY.with("reasoningContent", Json.EMPTY.with("reasoningText", text(thought)));
      case Part.Opaque(String dialect, Json value)
          when dialect.equals(ConverseFit.DIALECT) && value instanceof Json.Obj block ->
          block;
      default -> throw unsupported(at);
    };
  }

  private static Json.Obj text(Part.Reasoning thought) {
    return Json.EMPTY
        .with("text", Json.of(Objects.requireNonNullElse(thought.text(), "")))
        .with("signature", Json.of(thought.signature()));
  }

  private static Json.Obj image(Part.Image image, String at) {
    String format =
        image.url() == null ? MediaFormat.image(image.mediaType()) : ending(image.url());
    return ConverseRequest.joined(
        media(known(format, at), source(image.url(), image.base64(), at)),
        Extra.in(image.extra(), ConverseFit.DIALECT));
  }

  /** What a picture in a bucket is, by its name. */
  private static @Nullable String ending(String url) {
    return MediaFormat.image("image/" + url.substring(url.lastIndexOf('.') + 1));
  }

  private static Json.Obj file(Part.File file, String at) {
    Json.Obj source = source(file.url(), file.base64(), at);
    Json.Obj own = Extra.in(file.extra(), ConverseFit.DIALECT);
    String video = MediaFormat.video(file.mediaType());
    if (video != null) {
      return Json.EMPTY.with("video", ConverseRequest.joined(media(video, source), own));
    }
    String format = known(MediaFormat.document(file.mediaType()), at);
    Json.Obj document =
        Json.EMPTY
            .with("format", Json.of(format))
            .with("name", Json.of(Objects.requireNonNull(file.name())))
            .with("source", source);
    return Json.EMPTY.with("document", ConverseRequest.joined(document, own));
  }

  private static Json.Obj media(String format, Json.Obj source) {
    return Json.EMPTY.with("format", Json.of(format)).with("source", source);
  }

  /** Of addresses the vendor opens those of its own buckets only. */
  private static Json.Obj source(@Nullable String url, @Nullable String base64, String at) {
    if (url != null && url.startsWith(S3)) {
      return Json.EMPTY.with("s3Location", Json.EMPTY.with("uri", Json.of(url)));
    }
    if (url != null) {
      throw unsupported(at);
    }
    if (base64 == null) {
      throw Refusal.invalid(at, "must have an s3:// url, or base64 with a mediaType");
    }
    return Json.EMPTY.with("bytes", Json.of(base64));
  }

  private static String known(@Nullable String format, String at) {
    if (format == null) {
      throw unsupported(at);
    }
    return format;
  }

  private static Json.Obj toolUse(Part.ToolCall call, String at) {
    return ConverseRequest.joined(
        Json.EMPTY
            .with("toolUseId", Json.of(call.id()))
            .with("name", Json.of(call.name()))
            .with("input", input(call.arguments(), at)),
        Extra.in(call.extra(), ConverseFit.DIALECT));
  }

  private static Json.Obj input(String arguments, String at) {
    try {
      if (arguments.isBlank()) {
        return Json.EMPTY;
      }
      if (JsonUtf8.readForeign(arguments.getBytes(StandardCharsets.UTF_8))
          instanceof Json.Obj input) {
        return input;
      }
    } catch (MalformedJsonException e) {
      // refused below like any other text that is no object
    }
    throw Refusal.invalid(at, "has arguments that are no JSON object, as this vendor needs them");
  }

  private static Json.Obj toolResult(Part.ToolResult result, String at) {
    if (result.parts().stream().anyMatch(Part.Audio.class::isInstance)) {
      throw unsupported(at);
    }
    Json.Obj block =
        Json.EMPTY
            .with("toolUseId", Json.of(result.id()))
            .with("content", Json.array(write(result.parts(), at)));
    Boolean error = result.error();
    return error == null ? block : block.with("status", Json.of(error ? "error" : "success"));
  }

  /** Another vendor may be able to carry it: the call can go there. */
  private static CallFailedException unsupported(String at) {
    return Refusal.of(
        FailureCode.UNSUPPORTED, at, at + " is of a type that Bedrock does not take there");
  }
}
