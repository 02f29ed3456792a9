package io.auterity.spi.ai;

import io.auterity.spi.Description;
import org.jspecify.annotations.Nullable;

/**
 * The thinking (reasoning) settings of a model: how much it may think before it answers. Vendors
 * ask for it by a switch, by a number of tokens, by a word, or by several of these: each is told as
 * the caller said it, so that it comes back unchanged to a vendor that knows it, and a codec
 * derives what its vendor has instead.
 */
public record Thinking(
    @Description("off, on, or adaptive: as much as the model finds right") @Nullable Mode mode,
    @Description("Most tokens of thoughts; at least 1") @Nullable Integer budgetTokens,
    @Description("none, minimal, low, medium, high, xhigh or max; another goes on as it is")
        @Nullable String effort) {

  /** Whether it thinks at all. */
  public enum Mode {
    OFF,
    ON,
    ADAPTIVE
  }

  public Thinking {
    if (budgetTokens != null && budgetTokens < 1) {
      throw new IllegalArgumentException("budgetTokens must be at least 1, not " + budgetTokens);
    }
  }

  /** As vendors mean it that know a word only: adaptive with that effort, or off for none. */
  public static Thinking effort(String word) {
    return new Thinking(word.equals("none") ? Mode.OFF : Mode.ADAPTIVE, null, word);
  }
}
