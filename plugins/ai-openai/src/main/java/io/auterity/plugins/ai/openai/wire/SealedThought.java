package io.auterity.plugins.ai.openai.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A reasoning item of the Responses API. Its id and what is sealed in it go back together, and so
 * both are the signature.
 */
final class SealedThought {

  private static final char BETWEEN = ':';

  /** The words of an item that may be told, and its seal; null when it holds neither. */
  static Part.@Nullable Reasoning read(Json.Obj item) {
    String words =
        Stream.of("summary", "content")
            .flatMap(place -> ReplyFields.objects(item, place).stream())
            .map(piece -> ReplyFields.text(piece, "text"))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("\n\n"));
    String seal = seal(item);
    return words.isEmpty() && seal == null
        ? null
        : new Part.Reasoning(
            words.isEmpty() ? null : words, seal, seal == null ? null : ResponsesFit.DIALECT);
  }

  /** The signature of an item; null when nothing is sealed in it. */
  static @Nullable String seal(Json.Obj item) {
    String sealed = ReplyFields.text(item, "encrypted_content");
    return sealed.isEmpty() ? null : ReplyFields.text(item, "id") + BETWEEN + sealed;
  }

  /** Whether a thought was sealed here. */
  static boolean isOurs(Part.Reasoning thought) {
    return ResponsesFit.DIALECT.equals(thought.dialect())
        && thought.signature() != null
        && thought.signature().indexOf(BETWEEN) >= 0;
  }

  /** The item of such a thought. */
  static Json write(Part.Reasoning thought) {
    String signature = Objects.requireNonNull(thought.signature());
    int end = signature.indexOf(BETWEEN);
    Map<String, Json> item = new LinkedHashMap<>();
    item.put("type", Json.of("reasoning"));
    item.put("id", Json.of(signature.substring(0, end)));
    item.put(
        "summary",
        Json.array(
            thought.text() == null
                ? List.of()
                : List.of(ResponsesBody.typed("summary_text", "text", Json.of(thought.text())))));
    item.put("encrypted_content", Json.of(signature.substring(end + 1)));
    return new Json.Obj(item);
  }
}
