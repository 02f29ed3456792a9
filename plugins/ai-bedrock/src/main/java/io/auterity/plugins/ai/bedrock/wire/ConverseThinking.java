package io.auterity.plugins.ai.bedrock.wire;

import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Thinking;
import io.auterity.toolkit.ai.RequestFit;
import org.jspecify.annotations.Nullable;

/**
 * The thinking (reasoning) fields of models at Converse, which are their makers' own and which it
 * hands on.
 */
final class ConverseThinking {

  private static final int FEWEST_THOUGHTS = 1_024;

  /** The fields that say it; what they cannot say is lost. */
  static Json.Obj fields(Thinking asked, ChatRequest request, RequestFit fit) {
    return switch (BedrockFamily.of(request.model())) {
      case CLAUDE -> claude(asked, request, fit);
      case OPENAI -> word("reasoning_effort", asked, "medium", fit);
      case QWEN -> word("reasoning_config", asked, "high", fit);
      case NOVA -> nova(asked, request.model(), fit);
      case OTHER, UNKNOWN -> lost("thinking", fit);
    };
  }

  /** Whether these fields tell a Claude to think. */
  static boolean isOn(Json.Obj fields) {
    return fields.get("thinking") instanceof Json.Obj told && !"disabled".equals(told.text("type"));
  }

  private static Json.Obj claude(Thinking asked, ChatRequest request, RequestFit fit) {
    if (asked.mode() == Thinking.Mode.OFF) {
      return thinking(Json.EMPTY.with("type", Json.of("disabled")));
    }
    if (asked.budgetTokens() != null) {
      return withEffort(enabled(asked.budgetTokens()), asked.effort(), fit);
    }
    boolean byTokens = BedrockFamily.thinksByTokens(request.model());
    if (byTokens && asked.effort() == null && asked.mode() == Thinking.Mode.ADAPTIVE) {
      return lost("thinking.mode", fit);
    }
    if (byTokens) {
      return budget(asked.effort(), request.maxOutputTokens(), fit);
    }
    Json.Obj adaptive = thinking(Json.EMPTY.with("type", Json.of("adaptive")));
    return withEffort(asked.mode() == null ? Json.EMPTY : adaptive, asked.effort(), fit);
  }

  private static Json.Obj withEffort(Json.Obj fields, @Nullable String effort, RequestFit fit) {
    if (effort == null) {
      return fields;
    }
    String word = effort;
    if (effort.equals("minimal")) {
      fit.lose("thinking.effort");
      word = "low";
    }
    return fields.with("output_config", Json.EMPTY.with("effort", Json.of(word)));
  }

  /** Thoughts count towards the answer, which must be longer than they are. */
  private static Json.Obj budget(
      @Nullable String effort, @Nullable Integer longest, RequestFit fit) {
    int budget =
        switch (effort) {
          case "minimal", "low" -> FEWEST_THOUGHTS;
          case "high" -> 16_384;
          case "xhigh", "max" -> 32_768;
          case null, default -> 4_096;
        };
    int most = longest == null ? budget : Math.min(budget, longest - 1);
    return most >= FEWEST_THOUGHTS ? enabled(most) : lost("thinking", fit);
  }

  private static Json.Obj enabled(int tokens) {
    return thinking(
        Json.EMPTY.with("type", Json.of("enabled")).with("budget_tokens", Json.of((long) tokens)));
  }

  private static Json.Obj thinking(Json.Obj value) {
    return Json.EMPTY.with("thinking", value);
  }

  /** Models that know low, medium and high, and always think. */
  private static Json.Obj word(String field, Thinking asked, String usual, RequestFit fit) {
    if (asked.mode() == Thinking.Mode.OFF) {
      return lost("thinking.mode", fit);
    }
    return Json.EMPTY.with(field, Json.of(level(asked, usual, fit)));
  }

  private static Json.Obj nova(Thinking asked, String model, RequestFit fit) {
    if (!BedrockFamily.isSecondNova(model)) {
      return asked.mode() == Thinking.Mode.OFF ? Json.EMPTY : lost("thinking", fit);
    }
    Json.Obj config =
        asked.mode() == Thinking.Mode.OFF
            ? Json.EMPTY.with("type", Json.of("disabled"))
            : Json.EMPTY
                .with("type", Json.of("enabled"))
                .with("maxReasoningEffort", Json.of(level(asked, "medium", fit)));
    return Json.EMPTY.with("reasoningConfig", config);
  }

  private static String level(Thinking asked, String usual, RequestFit fit) {
    if (asked.budgetTokens() != null) {
      fit.lose("thinking.budgetTokens");
    }
    return switch (asked.effort()) {
      case null -> usual;
      case "low", "medium", "high" -> asked.effort();
      case "none", "minimal" -> near("low", fit);
      case "xhigh", "max" -> near("high", fit);
      default -> near(usual, fit);
    };
  }

  private static String near(String word, RequestFit fit) {
    fit.lose("thinking.effort");
    return word;
  }

  private static Json.Obj lost(String field, RequestFit fit) {
    fit.lose(field);
    return Json.EMPTY;
  }
}
