package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.TextForm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A button of a question. */
public record AnswerChoice(
    @Description("Id, which the answer tells")
        @TextForm(least = 1, most = 20, pattern = "^[A-Za-z0-9_-]+$")
        String id,
    @Description("Label for people") @TextForm(least = 1, most = 20) String label,
    @Description("How it looks") @Nullable ChoiceStyle style) {
  public AnswerChoice {
    Objects.requireNonNull(id);
    Objects.requireNonNull(label);
  }
}
