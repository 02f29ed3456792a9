package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes parts as the dialect's. A mark of the model's thoughts that stands without words belongs
 * to the part behind it, as the gateway's other dialects hand it back; where nothing there can bear
 * it, it stands on an empty text, as the vendor itself does in streams.
 */
final class ContentParts {

  static final String SIGNATURE = "thoughtSignature";

  /** Says of a call that another model made it: "skip_thought_signature_validator" in base64. */
  private static final String UNSIGNED = "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=";

  private static final Set<String> BEARERS =
      Set.of("text", "inlineData", "fileData", "functionCall");

  private final Map<String, String> tools;
  private final boolean signsCalls;

  /**
   * @param messages of the whole conversation, in which the names of tools stand that were asked
   * @param signsCalls whether the first call of a message must bear a mark
   */
  ContentParts(List<Message> messages, boolean signsCalls) {
    this.tools = new HashMap<>();
    this.signsCalls = signsCalls;
    for (Message message : messages) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call) {
          tools.put(call.id(), call.name());
        }
      }
    }
  }

  /**
   * The parts of one message.
   *
   * @param place where it stands, for refusals
   */
  List<Json> write(List<Part> parts, String place) {
    List<Json> written = new ArrayList<>();
    String mark = null;
    boolean called = false;
    for (int i = 0; i < parts.size(); i++) {
      String at = "%s.parts[%d]".formatted(place, i);
      if (parts.get(i) instanceof Part.Reasoning thought && thought.signature() != null) {
        putMark(mark, written);
        mark = thought.text() == null ? thought.signature() : null;
        if (thought.text() != null) {
          written.add(
              signed(text(thought.text()).with("thought", Json.of(true)), thought.signature()));
        }
        continue;
      }
      Json.Obj part = part(parts.get(i), at);
      if (mark != null && bears(part)) {
        part = signed(part, mark);
      } else {
        putMark(mark, written);
      }
      mark = null;
      boolean call = part.get("functionCall") != null;
      boolean unsigned = signsCalls && call && !called && part.get(SIGNATURE) == null;
      written.add(unsigned ? signed(part, UNSIGNED) : part);
      called |= call;
    }
    putMark(mark, written);
    return written;
  }

  private static void putMark(@Nullable String mark, List<Json> written) {
    if (mark != null) {
      written.add(signed(text(""), mark));
    }
  }

  private static Json.Obj signed(Json.Obj part, String signature) {
    return part.with(SIGNATURE, Json.of(signature));
  }

  private static boolean bears(Json.Obj part) {
    return part.get(SIGNATURE) == null
        && part.fields().keySet().stream().anyMatch(BEARERS::contains);
  }

  private Json.Obj part(Part part, String at) {
    return switch (part) {
      case Part.Text(String text) -> text(text);
      case Part.Image image ->
          withOwn(data(image.url(), image.mediaType(), image.base64(), at), image.extra());
      case Part.Audio audio -> data(null, audio.mediaType(), audio.base64(), at);
      case Part.File file ->
          withOwn(data(file.url(), file.mediaType(), file.base64(), at), file.extra());
      case Part.ToolCall call -> withOwn(call(call, at), call.extra());
      case Part.ToolResult result -> result(result, at);
      case Part.Opaque(String dialect, Json value)
          when dialect.equals(GeminiFit.DIALECT) && value instanceof Json.Obj piece ->
          piece;
      default -> throw unsupported(at);
    };
  }

  private static Json.Obj text(String text) {
    return Json.EMPTY.with("text", Json.of(text));
  }

  private static Json.Obj data(
      @Nullable String url, @Nullable String mediaType, @Nullable String base64, String at) {
    if (url != null) {
      String type = mediaType == null ? MediaTypes.of(url) : mediaType;
      Json.Obj file = Json.EMPTY.with("fileUri", Json.of(url));
      return Json.EMPTY.with(
          "fileData", type == null ? file : file.with("mimeType", Json.of(type)));
    }
    if (mediaType == null || base64 == null) {
      throw Refusal.invalid(at, "must have a url, or base64 with a mediaType");
    }
    return Json.EMPTY.with(
        "inlineData",
        Json.EMPTY.with("mimeType", Json.of(mediaType)).with("data", Json.of(base64)));
  }

  private static Json.Obj call(Part.ToolCall call, String at) {
    Json.Obj function = Json.EMPTY.with("name", Json.of(call.name()));
    Json.Obj named = call.id().isEmpty() ? function : function.with("id", Json.of(call.id()));
    return Json.EMPTY.with("functionCall", named.with("args", arguments(call.arguments(), at)));
  }

  private static Json.Obj arguments(String arguments, String at) {
    Json.Obj read = arguments.isBlank() ? Json.EMPTY : object(arguments);
    if (read == null) {
      throw Refusal.invalid(
          at, "has arguments that are no JSON object, as this dialect needs them");
    }
    return read;
  }

  private static Json.@Nullable Obj object(String text) {
    try {
      return JsonUtf8.readForeign(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj object
          ? object
          : null;
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private Json.Obj result(Part.ToolResult result, String at) {
    String name = tools.get(result.id());
    if (name == null) {
      throw Refusal.invalid(at, "answers no call of a tool in these messages: " + result.id());
    }
    Json.Obj response =
        Json.EMPTY
            .with("id", Json.of(result.id()))
            .with("name", Json.of(name))
            .with("response", said(result));
    List<Json> media = new ArrayList<>();
    for (Part.Content content : result.parts()) {
      if (!(content instanceof Part.Text)) {
        media.add(part(content, at));
      }
    }
    return Json.EMPTY.with(
        "functionResponse", media.isEmpty() ? response : response.with("parts", Json.array(media)));
  }

  /** The dialect wants an object: what is one stays, other words stand under the vendor's names. */
  private static Json.Obj said(Part.ToolResult result) {
    String text = result.text();
    if (Boolean.TRUE.equals(result.error())) {
      return Json.EMPTY.with("error", Json.of(text));
    }
    Json.Obj object = text.startsWith("{") ? object(text) : null;
    return object == null ? Json.EMPTY.with("output", Json.of(text)) : object;
  }

  private static Json.Obj withOwn(Json.Obj part, @Nullable Map<String, Json.Obj> extra) {
    Json.Obj own = Extra.in(extra, GeminiFit.DIALECT);
    if (own.fields().isEmpty()) {
      return part;
    }
    Map<String, Json> fields = new LinkedHashMap<>(part.fields());
    fields.putAll(own.fields());
    return new Json.Obj(fields);
  }

  /** Another vendor may be able to carry it: the call can go there. */
  private static CallFailedException unsupported(String at) {
    return Refusal.of(
        FailureCode.UNSUPPORTED, at, at + " is of a type that this dialect has not there");
  }

  /** Media types by the ends of names, which Google wants to know of files that it fetches. */
  private static final class MediaTypes {

    private static final Map<String, String> TYPES =
        Map.ofEntries(
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("heic", "image/heic"),
            Map.entry("heif", "image/heif"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("csv", "text/csv"),
            Map.entry("html", "text/html"),
            Map.entry("json", "application/json"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("flac", "audio/flac"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("webm", "video/webm"));

    /** The type of what stands there; null when its name does not tell. */
    static @Nullable String of(String url) {
      String path = url.replaceFirst("[?#].*", "");
      String name = path.substring(path.lastIndexOf('/') + 1);
      int dot = name.lastIndexOf('.');
      return dot < 0 ? null : TYPES.get(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
  }
}
