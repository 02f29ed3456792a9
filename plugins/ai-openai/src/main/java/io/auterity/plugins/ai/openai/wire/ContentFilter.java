package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import java.util.Map;

/**
 * The findings of Azure's content filter in an error or in an answer, category by category ({@code
 * hate}, {@code jailbreak} …); refused pictures spell it otherwise than refused chats.
 */
final class ContentFilter {

  /** Where an answer tells it. */
  static final String RESULTS = "content_filter_results";

  /** The categories for which an error says that something was filtered, in its order. */
  static List<String> filtered(Json.Obj error) {
    Json.Obj chat = ReplyFields.object(error, "innererror");
    Json.Obj inner = chat.fields().isEmpty() ? ReplyFields.object(error, "inner_error") : chat;
    Json.Obj found = ReplyFields.object(inner, "content_filter_result");
    return (found.fields().isEmpty() ? ReplyFields.object(inner, RESULTS) : found)
        .fields().entrySet().stream()
            .filter(entry -> isFiltered(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
  }

  private static boolean isFiltered(Json category) {
    return category instanceof Json.Obj told
        && told.get("filtered") instanceof Json.Bool(boolean filtered)
        && filtered;
  }
}
