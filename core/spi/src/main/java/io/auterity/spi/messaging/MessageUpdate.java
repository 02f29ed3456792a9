package io.auterity.spi.messaging;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Objects;

/** Input of {@code messaging.message.update}. */
public record MessageUpdate(
    @Description("The message") Ref message,
    @Description("Text in Markdown that replaces the former") @TextForm(least = 1, most = 40_000)
        String text,
    @Description(
            "People whom it notifies: where @ and the id of one stands in the text, and in front of"
                + " it those who stand nowhere")
        @Default("[]")
        @Size(most = 50)
        List<Ref> mentions) {
  public MessageUpdate {
    Objects.requireNonNull(message);
    Objects.requireNonNull(text);
    mentions = List.copyOf(mentions);
  }

  /** A text that notifies no one. */
  public MessageUpdate(Ref message, String text) {
    this(message, text, List.of());
  }

  /** The same, which notifies these people. */
  public MessageUpdate withMentions(List<Ref> value) {
    return new MessageUpdate(message, text, value);
  }
}
