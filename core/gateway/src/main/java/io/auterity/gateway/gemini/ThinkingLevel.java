package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.spi.ai.Thinking;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads how much a model may think: by tokens, of which 0 is not at all and -1 as many as it likes,
 * or by a level.
 */
final class ThinkingLevel {

  private static final String CONFIG = "thinkingConfig";

  static @Nullable Thinking read(RequestFields config) {
    RequestFields thinking = ProtoFields.object(config, CONFIG);
    if (thinking == null) {
      return null;
    }
    Integer budget = thinking.integer("thinkingBudget");
    if (budget != null && budget < -1) {
      throw FieldRefusals.invalid(
          thinking.at("thinkingBudget"), "must be -1 or more, not " + budget);
    }
    String level = level(thinking);
    ProtoFields.putRest(config, CONFIG, thinking);
    if (budget == null) {
      return level == null ? null : new Thinking(null, null, level);
    }
    return switch (budget) {
      case 0 -> new Thinking(Thinking.Mode.OFF, null, level);
      case -1 -> new Thinking(Thinking.Mode.ADAPTIVE, null, level);
      default -> new Thinking(Thinking.Mode.ON, budget, level);
    };
  }

  private static @Nullable String level(RequestFields thinking) {
    String level = thinking.text("thinkingLevel");
    return level == null || level.equals("THINKING_LEVEL_UNSPECIFIED")
        ? null
        : level.toLowerCase(Locale.ROOT);
  }
}
