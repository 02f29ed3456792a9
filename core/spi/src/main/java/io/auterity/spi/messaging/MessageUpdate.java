package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of {@code messaging.message.update}. */
public record MessageUpdate(
    @Description("The message") Ref message,
    @Description("Text in Markdown that replaces the former") @TextForm(least = 1, most = 40_000)
        String text) {
  public MessageUpdate {
    Objects.requireNonNull(message);
    Objects.requireNonNull(text);
  }
}
