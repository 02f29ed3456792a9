package io.auterity.plugins.ai.google.wire;

import io.auterity.spi.ai.Thinking;
import io.auterity.toolkit.ai.RequestFit;
import org.jspecify.annotations.Nullable;

/**
 * Fits the wish for thinking (reasoning effort) to a Gemini model: a word or a number of tokens,
 * never both. What comes out has either; a budget of {@link #ADAPTIVE} cannot stand in a {@link
 * Thinking} and is its mode.
 */
final class ThinkingFit {

  /** How the dialect writes "as much as the model finds right" and "not at all". */
  static final int ADAPTIVE = -1;

  static final int OFF = 0;

  /** The least that a model which always thinks by tokens takes. */
  private static final int LEAST = 128;

  /** The thinking as that family can be told; null where it is told nothing. */
  static @Nullable Thinking of(Thinking asked, ModelFamily family, RequestFit fit) {
    boolean off = asked.mode() == Thinking.Mode.OFF || "none".equals(asked.effort());
    if (family == ModelFamily.PLAIN) {
      if (!off) {
        fit.lose("thinking");
      }
      return null;
    }
    if (off) {
      return off(asked, family, fit);
    }
    if (asked.budgetTokens() != null) {
      if (asked.effort() != null) {
        fit.lose("thinking.effort");
      }
      return new Thinking(asked.mode(), asked.budgetTokens(), null);
    }
    if (asked.effort() == null) {
      return asked;
    }
    String word = word(asked.effort(), family, fit);
    return family.thinksByTokens()
        ? new Thinking(Thinking.Mode.ON, budget(word), null)
        : new Thinking(asked.mode(), null, word);
  }

  private static Thinking off(Thinking asked, ModelFamily family, RequestFit fit) {
    return switch (family) {
      case BY_TOKENS -> new Thinking(Thinking.Mode.OFF, null, null);
      case ALWAYS_BY_TOKENS -> {
        fit.lose("thinking.mode");
        yield new Thinking(asked.mode(), LEAST, null);
      }
      case ALWAYS_BY_WORDS -> {
        fit.lose("thinking.mode");
        yield new Thinking(asked.mode(), null, "low");
      }
      default -> {
        fit.lose("thinking.mode");
        yield new Thinking(asked.mode(), null, "minimal");
      }
    };
  }

  private static String word(String effort, ModelFamily family, RequestFit fit) {
    return switch (effort) {
      case "xhigh", "max" -> {
        fit.lose("thinking.effort");
        yield "high";
      }
      case "minimal" -> {
        if (family == ModelFamily.ALWAYS_BY_WORDS) {
          fit.lose("thinking.effort");
          yield "low";
        }
        yield effort;
      }
      default -> effort;
    };
  }

  /** As many as the vendor's own door for OpenAI's words takes. */
  private static int budget(String word) {
    return switch (word) {
      case "minimal", "low" -> 1_024;
      case "high" -> 24_576;
      default -> 8_192;
    };
  }
}
