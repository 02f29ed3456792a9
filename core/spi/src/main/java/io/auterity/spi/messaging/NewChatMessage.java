package io.auterity.spi.messaging;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code messaging.message.send}. */
public record NewChatMessage(
    @Description("The channel") Ref channel,
    @Description("Text in Markdown") @TextForm(least = 1, most = 40_000) String text,
    @Description("The message whose thread it answers in") @Nullable Ref thread,
    @Description(
            "People whom it notifies: where @ and the id of one stands in the text, and in front of"
                + " it those who stand nowhere")
        @Default("[]")
        @Size(most = 50)
        List<Ref> mentions) {
  public NewChatMessage {
    Objects.requireNonNull(channel);
    Objects.requireNonNull(text);
    mentions = List.copyOf(mentions);
  }

  /** A message that notifies no one. */
  public NewChatMessage(Ref channel, String text, @Nullable Ref thread) {
    this(channel, text, thread, List.of());
  }

  /** The same, which notifies these people. */
  public NewChatMessage withMentions(List<Ref> value) {
    return new NewChatMessage(channel, text, thread, value);
  }
}
