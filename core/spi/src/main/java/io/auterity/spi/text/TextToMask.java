package io.auterity.spi.text;

import io.auterity.spi.Description;
import java.util.Objects;

/** Input of {@code text.pii.mask}. */
public record TextToMask(@Description("The text that may hold personal data") String text) {
  public TextToMask {
    Objects.requireNonNull(text);
  }
}
