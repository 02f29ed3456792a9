package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of {@code messaging.question.close}: the buttons go. */
public record QuestionClosing(
    @Description("The message that asked") Ref message,
    @Description("Text in Markdown that replaces the question") @TextForm(least = 1, most = 3_000)
        String text) {
  public QuestionClosing {
    Objects.requireNonNull(message);
    Objects.requireNonNull(text);
  }
}
