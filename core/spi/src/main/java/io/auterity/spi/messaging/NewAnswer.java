package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of {@code messaging.question.answer}. */
public record NewAnswer(
    @Description("The message that asked") Ref message,
    @Description("Id of the choice") @TextForm(least = 1, most = 20) String choice) {
  public NewAnswer {
    Objects.requireNonNull(message);
    Objects.requireNonNull(choice);
  }
}
