package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of what adds or removes a reaction. */
public record MessageReaction(
    @Description("The message") Ref message,
    @Description("Name of the emoji, e.g. eyes")
        @TextForm(least = 1, most = 64, pattern = "^[a-z0-9_+-]+$")
        String name) {
  public MessageReaction {
    Objects.requireNonNull(message);
    Objects.requireNonNull(name);
  }
}
