package io.auterity.spi.messaging;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.Size;
import io.auterity.spi.TextForm;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code messaging.question.ask}: a message with buttons. */
public record NewQuestion(
    @Description("The channel") Ref channel,
    @Description("The message in whose thread it is asked") @Nullable Ref thread,
    @Description("Id by which answers are told, another one for each question")
        @TextForm(least = 1, most = 40, pattern = "^[A-Za-z0-9_-]+$")
        String question,
    @Description("Text in Markdown") @TextForm(least = 1, most = 3_000) String text,
    @Description("Buttons") @Size(least = 1, most = 5) List<AnswerChoice> choices,
    @Description(
            "People whom it notifies: where @ and the id of one stands in the text, and in front of"
                + " it those who stand nowhere")
        @Default("[]")
        @Size(most = 50)
        List<Ref> mentions) {
  public NewQuestion {
    Objects.requireNonNull(channel);
    Objects.requireNonNull(question);
    Objects.requireNonNull(text);
    choices = List.copyOf(choices);
    mentions = List.copyOf(mentions);
    if (choices.stream().map(AnswerChoice::id).distinct().count() < choices.size()) {
      throw new IllegalArgumentException("two choices have the same id");
    }
  }

  /** A question that notifies no one. */
  public NewQuestion(
      Ref channel, @Nullable Ref thread, String question, String text, List<AnswerChoice> choices) {
    this(channel, thread, question, text, choices, List.of());
  }

  /** The same, which notifies these people. */
  public NewQuestion withMentions(List<Ref> value) {
    return new NewQuestion(channel, thread, question, text, choices, value);
  }
}
