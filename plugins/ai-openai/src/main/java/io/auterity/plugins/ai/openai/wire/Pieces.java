package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import java.util.stream.Collectors;

/** Text and thoughts in a message or in a delta of one, in the forms that endpoints use. */
final class Pieces {

  record Piece(String text, boolean reasoning) {}

  /** Thoughts that stand in a field of their own: DeepSeek's and others' name, or Groq's. */
  static String reasoning(Json.Obj message) {
    String text = ReplyFields.text(message, "reasoning_content");
    return text.isEmpty() ? ReplyFields.text(message, "reasoning") : text;
  }

  /** {@code content}: one text, or a list of texts and thoughts as Mistral writes it. */
  static List<Piece> content(Json.Obj message) {
    if (message.get("content") instanceof Json.Arr) {
      return ReplyFields.objects(message, "content").stream().map(Pieces::piece).toList();
    }
    return List.of(new Piece(ReplyFields.text(message, "content"), false));
  }

  private static Piece piece(Json.Obj part) {
    if (!"thinking".equals(part.text("type"))) {
      return new Piece(ReplyFields.text(part, "text"), false);
    }
    return new Piece(
        ReplyFields.objects(part, "thinking").stream()
            .map(thought -> ReplyFields.text(thought, "text"))
            .collect(Collectors.joining()),
        true);
  }
}
