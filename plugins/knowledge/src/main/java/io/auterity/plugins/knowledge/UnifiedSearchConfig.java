package io.auterity.plugins.knowledge;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.toolkit.Refusal;

/** The configuration of a provider that searches all knowledge. */
public record UnifiedSearchConfig(
    @Description("Seconds that providers may take; who takes longer is told as slow") @Default("10")
        int seconds) {

  public UnifiedSearchConfig {
    if (seconds < 1 || seconds > 120) {
      throw Refusal.invalid("seconds", "must be 1 to 120, not %d".formatted(seconds));
    }
  }
}
