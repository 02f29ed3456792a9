package io.auterity.plugins.ai.cohere.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.json.ReplyFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the token usage that Cohere tells. It bills fewer tokens than its models read, and says how
 * many: these are the usage. Those that its cache held are a part of what was read, not of what is
 * billed, and so stand with the vendor's own fields only.
 */
final class CohereUsage {

  private static final List<String> UNITS = List.of(MediaUnit.SEARCH_UNITS, "classifications");

  /**
   * Reads it.
   *
   * @param told {@code usage} of a chat, {@code meta} of anything else
   */
  static TokenUsage read(Json.Obj told) {
    Json.Obj billed = ReplyFields.object(told, "billed_units");
    Json.Obj tokens = billed.fields().isEmpty() ? ReplyFields.object(told, "tokens") : billed;
    Map<String, Long> others = new LinkedHashMap<>();
    for (String unit : UNITS) {
      long many = ReplyFields.number(billed, unit);
      if (many > 0) {
        others.put(unit, many);
      }
    }
    return new TokenUsage(
        ReplyFields.number(tokens, "input_tokens"),
        ReplyFields.number(tokens, "output_tokens"),
        0,
        0,
        0,
        0,
        others);
  }
}
