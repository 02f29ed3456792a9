package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code messaging.message.send}. */
public record NewChatMessage(
    @Description("The channel") Ref channel,
    @Description("Text in Markdown") @TextForm(least = 1, most = 40_000) String text,
    @Description("The message whose thread it answers in") @Nullable Ref thread) {
  public NewChatMessage {
    Objects.requireNonNull(channel);
    Objects.requireNonNull(text);
  }
}
