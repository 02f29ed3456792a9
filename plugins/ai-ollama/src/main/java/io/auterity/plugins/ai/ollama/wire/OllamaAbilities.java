package io.auterity.plugins.ai.ollama.wire;

import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Maps the abilities of a model from the Ollama server's words to those of providers. */
final class OllamaAbilities {

  static final String FIELD = "capabilities";

  private static final String CHATS = "completion";

  /** What the server makes any model keep to that chats. */
  private static final String SCHEMA = "schema";

  private static final Map<String, String> WORDS =
      new TreeMap<>(
          Map.of("audio", "audio", "thinking", "reasoning", "tools", "tools", "vision", "vision"));

  /**
   * The abilities of a model.
   *
   * @param shown the server's answer
   * @return null where it tells none, or of a model that does not chat
   */
  static Json.@Nullable Arr of(Json.Obj shown) {
    if (!(shown.get(FIELD) instanceof Json.Arr(List<Json> told))
        || !told.contains(Json.of(CHATS))) {
      return null;
    }
    List<Json> abilities = new ArrayList<>(List.of(Json.of(SCHEMA)));
    WORDS.forEach(
        (word, ability) -> {
          if (told.contains(Json.of(word))) {
            abilities.add(Json.of(ability));
          }
        });
    return Json.array(abilities);
  }
}
