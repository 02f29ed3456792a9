package io.auterity.plugins.ai.google.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The thinking (reasoning) family of a Gemini model: what it can be told of thinking, which is
 * known by its name alone. The older ones are a closed list: what is not among them is taken for
 * one of today's.
 */
enum ModelFamily {
  /** Does not think. */
  PLAIN,
  /** Thinks by a number of tokens, and may be told not to. */
  BY_TOKENS,
  /** Thinks by a number of tokens, and always. */
  ALWAYS_BY_TOKENS,
  /** Thinks by words, and a little at least; wants its own marks on calls of tools. */
  BY_WORDS,
  /** The same, and knows no word for the least. */
  ALWAYS_BY_WORDS;

  private static final Pattern VERSION =
      Pattern.compile("(?:.*/)?(gemini|gemma|learnlm|text|embedding)-([0-9]+(?:\\.[0-9]+)?)?.*");

  static ModelFamily of(String model) {
    Matcher name = VERSION.matcher(model);
    boolean pro = model.contains("-pro");
    if (!name.matches()) {
      return BY_WORDS;
    }
    if (!name.group(1).equals("gemini")) {
      return PLAIN;
    }
    return switch (name.group(2)) {
      case "1.0", "1.5", "2.0" -> PLAIN;
      case "2.5" -> pro ? ALWAYS_BY_TOKENS : BY_TOKENS;
      case null, default -> pro ? ALWAYS_BY_WORDS : BY_WORDS;
    };
  }

  boolean thinksByTokens() {
    return this == BY_TOKENS || this == ALWAYS_BY_TOKENS;
  }

  /** Whether calls of tools in the conversation must bear a mark of the model's thoughts. */
  boolean wantsSignatures() {
    return this == BY_WORDS || this == ALWAYS_BY_WORDS;
  }
}
