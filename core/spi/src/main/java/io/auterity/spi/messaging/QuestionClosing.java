package io.auterity.spi.messaging;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Objects;

/** Input of {@code messaging.question.close}: the buttons go. */
public record QuestionClosing(
    @Description("The message that asked") Ref message,
    @Description("Text in Markdown that replaces the question") @TextForm(least = 1, most = 3_000)
        String text,
    @Description(
            "People whom it notifies: where @ and the id of one stands in the text, and in front of"
                + " it those who stand nowhere")
        @Default("[]")
        @Size(most = 50)
        List<Ref> mentions) {
  public QuestionClosing {
    Objects.requireNonNull(message);
    Objects.requireNonNull(text);
    mentions = List.copyOf(mentions);
  }

  /** A text that notifies no one. */
  public QuestionClosing(Ref message, String text) {
    this(message, text, List.of());
  }

  /** The same, which notifies these people. */
  public QuestionClosing withMentions(List<Ref> value) {
    return new QuestionClosing(message, text, value);
  }
}
