package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.CallArguments;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an answer's parts those of this dialect, one after the other. A signature without words
 * goes onto the part behind it.
 */
final class CandidateParts {

  private static final String SIGNATURE = "thoughtSignature";

  private final ThoughtSeal seal;
  private List<Json> made = new ArrayList<>();
  private @Nullable Json signature;

  CandidateParts(ThoughtSeal seal) {
    this.seal = seal;
  }

  void add(Part part) {
    String refusal = UnsupportedParts.refusal(part);
    switch (part) {
      case Part.Reasoning thought -> think(thought);
      case Part.Text(String text) -> put(text(text));
      case Part.ToolCall call -> put(call(call));
      case Part.Image image ->
          put(data(image.mediaType(), image.base64(), image.url(), null, image));
      case Part.Audio sound -> put(inline(sound.mediaType(), sound.base64(), null));
      case Part.File file ->
          put(data(file.mediaType(), file.base64(), file.url(), file.name(), file));
      case Part.Opaque own
          when own.dialect().equals(GeminiDialect.NAME) && own.value() instanceof Json.Obj value ->
          put(value);
      case Part.Opaque _ when refusal != null -> put(text(refusal));
      default -> put(seal.hold(part));
    }
  }

  /** Adds the signature of a thought whose words were told before. */
  void sign(Part.Reasoning thought) {
    String signature = Objects.requireNonNull(thought.signature());
    String written = ThoughtSeal.written(signature, thought.dialect());
    made.add(text("").with("thought", Json.of(true)).with(SIGNATURE, Json.of(written)));
  }

  /** What was made since the last time. */
  List<Json> take() {
    List<Json> taken = made;
    made = new ArrayList<>();
    return taken;
  }

  /** All the rest, at the end of the answer. */
  List<Json> takeLast() {
    flush();
    return take();
  }

  static Json.Obj text(String text) {
    return Json.EMPTY.with("text", Json.of(text));
  }

  private void think(Part.Reasoning thought) {
    flush();
    Json written =
        thought.signature() == null
            ? null
            : Json.of(ThoughtSeal.written(thought.signature(), thought.dialect()));
    if (thought.text() != null && !thought.text().isEmpty()) {
      Json.Obj told = text(thought.text()).with("thought", Json.of(true));
      made.add(written == null ? told : told.with(SIGNATURE, written));
    } else {
      signature = written;
    }
  }

  /** A signature that nothing follows which can bear it stands with a text of its own. */
  private void flush() {
    if (signature != null) {
      made.add(text("").with(SIGNATURE, signature));
      signature = null;
    }
  }

  private void put(Json.Obj part) {
    if (signature != null && part.get(SIGNATURE) == null) {
      made.add(part.with(SIGNATURE, signature));
      signature = null;
    } else {
      flush();
      made.add(part);
    }
  }

  private static Json.Obj call(Part.ToolCall call) {
    Json.Obj told =
        Json.EMPTY
            .with("id", Json.of(call.id()))
            .with("name", Json.of(call.name()))
            .with("args", CallArguments.object(call.arguments()));
    Json.Obj part = Json.EMPTY.with("functionCall", told);
    for (var own : Extra.in(call.extra(), GeminiDialect.NAME).fields().entrySet()) {
      part = part.with(own.getKey(), own.getValue());
    }
    return part;
  }

  private Json.Obj data(
      @Nullable String type,
      @Nullable String base64,
      @Nullable String url,
      @Nullable String name,
      Part part) {
    String known = type == null ? "application/octet-stream" : type;
    return base64 != null
        ? inline(known, base64, name)
        : url == null ? seal.hold(part) : linked(type, url, name);
  }

  private static Json.Obj inline(String type, String base64, @Nullable String name) {
    Json.Obj data = Json.EMPTY.with("mimeType", Json.of(type)).with("data", Json.of(base64));
    return Json.EMPTY.with("inlineData", named(data, name));
  }

  private static Json.Obj linked(@Nullable String type, String url, @Nullable String name) {
    Json.Obj file = Json.EMPTY.with("fileUri", Json.of(url));
    Json.Obj typed = type == null ? file : file.with("mimeType", Json.of(type));
    return Json.EMPTY.with("fileData", named(typed, name));
  }

  private static Json.Obj named(Json.Obj data, @Nullable String name) {
    return name == null ? data : data.with("displayName", Json.of(name));
  }
}
