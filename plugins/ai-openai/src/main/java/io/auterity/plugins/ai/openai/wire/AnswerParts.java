package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.json.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The parts of a whole answer: thoughts, text, a refusal, citations, then the tools it asks for.
 */
final class AnswerParts {

  /** Field of a message for pictures that a model drew. */
  static final String PICTURES = "images";

  /** Field of a message for what a model spoke. */
  static final String SOUND = "audio";

  /** Field of a sound for its words. */
  static final String TRANSCRIPT = "transcript";

  /** Field of a sound for its bytes. */
  static final String BYTES = "data";

  /** How sounds begin in base64, each with its type; without such a beginning they are bare. */
  private static final Map<String, String> BEGINNINGS =
      Map.of(
          "UklGR", "audio/wav",
          "SUQz", "audio/mpeg",
          "//", "audio/mpeg",
          "T2dnU", "audio/ogg",
          "ZkxhQ", "audio/flac");

  private static final String BARE = "audio/pcm";
  private static final String DATA = "data:";
  private static final String BASE64 = ";base64,";

  static List<Part> read(Json.Obj message) {
    List<Part> parts = new ArrayList<>();
    addText(parts, Pieces.reasoning(message), true);
    for (Pieces.Piece piece : Pieces.content(message)) {
      addText(parts, piece.text(), piece.reasoning());
    }
    pictures(message).forEach(parts::add);
    Json.Obj sound = ReplyFields.object(message, SOUND);
    addText(parts, ReplyFields.text(sound, TRANSCRIPT), false);
    parts.addAll(sounds(sound));
    addRefusal(parts, ReplyFields.text(message, "refusal"));
    ReplyFields.objects(message, "annotations")
        .forEach(annotation -> addCitation(parts, annotation));
    addToolCalls(parts, message);
    return parts;
  }

  /**
   * The sources that an answer names beside its message, as Perplexity does: with titles in {@code
   * search_results}, or by address alone in {@code citations}.
   */
  static List<Part> sources(Json.Obj reply) {
    List<Part> sources = new ArrayList<>();
    for (Json.Obj found : ReplyFields.objects(reply, "search_results")) {
      sources.add(new Part.Citation("", found.text("url"), found.text("title")));
    }
    if (sources.isEmpty() && reply.get("citations") instanceof Json.Arr(List<Json> urls)) {
      for (Json url : urls) {
        if (url instanceof Json.Str(String text)) {
          sources.add(new Part.Citation("", text, null));
        }
      }
    }
    return sources;
  }

  /** The pictures of a message or a piece of one, as OpenRouter tells them. */
  static List<Part> pictures(Json.Obj message) {
    List<Part> pictures = new ArrayList<>();
    for (Json.Obj told : ReplyFields.objects(message, PICTURES)) {
      String url = ReplyFields.text(ReplyFields.object(told, "image_url"), "url");
      int end = url.indexOf(BASE64);
      if (url.startsWith(DATA) && end > 0) {
        pictures.add(
            new Part.Image(
                null, url.substring(DATA.length(), end), url.substring(end + BASE64.length())));
      } else if (!url.isEmpty()) {
        pictures.add(new Part.Image(url, null, null));
      }
    }
    return pictures;
  }

  /** The sound of a message, by how it begins; none where nothing of it is told. */
  static List<Part> sounds(Json.Obj sound) {
    String data = ReplyFields.text(sound, BYTES);
    if (data.isEmpty()) {
      return List.of();
    }
    String type =
        BEGINNINGS.entrySet().stream()
            .filter(one -> data.startsWith(one.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(BARE);
    return List.of(new Part.Audio(type, data));
  }

  /** A piece of a streamed sound, which OpenAI tells in bare samples alone. */
  static List<Part> pieceOfSound(Json.Obj sound) {
    String data = ReplyFields.text(sound, BYTES);
    return data.isEmpty() ? List.of() : List.of(new Part.Audio(BARE, data));
  }

  private static void addText(List<Part> parts, String text, boolean reasoning) {
    if (!text.isEmpty()) {
      parts.add(reasoning ? new Part.Reasoning(text, null) : new Part.Text(text));
    }
  }

  private static void addRefusal(List<Part> parts, String words) {
    if (!words.isEmpty()) {
      parts.add(PartJson.refusal(words));
    }
  }

  private static void addCitation(List<Part> parts, Json.Obj annotation) {
    if (annotation.get("url_citation") instanceof Json.Obj cited) {
      parts.add(new Part.Citation("", cited.text("url"), cited.text("title")));
    }
  }

  private static void addToolCalls(List<Part> parts, Json.Obj message) {
    List<Json.Obj> calls = ReplyFields.objects(message, "tool_calls");
    for (int i = 0; i < calls.size(); i++) {
      if (CustomTools.calls(calls.get(i))) {
        String id = toolCallId(ReplyFields.text(calls.get(i), "id"), i);
        parts.add(CustomTools.part(calls.get(i), id));
        continue;
      }
      Json.Obj function = ReplyFields.object(calls.get(i), "function");
      parts.add(
          new Part.ToolCall(
              toolCallId(ReplyFields.text(calls.get(i), "id"), i),
              ReplyFields.text(function, "name"),
              ReplyFields.text(function, "arguments"),
              Extra.of(ChatJson.DIALECT, FurtherFields.ofCall(calls.get(i)))));
    }
  }

  /** Whether a part asks for a tool of the caller's. */
  static boolean asksForTool(Part part) {
    return part instanceof Part.ToolCall || CustomTools.call(part) != null;
  }

  /** The id of a tool call: some endpoints leave it empty, but a result must name its call. */
  static String toolCallId(String given, int index) {
    return given.isEmpty() ? "call_" + index : given;
  }
}
