package io.auterity.spi.messaging;

import io.auterity.spi.Default;
import io.auterity.spi.Description;
import java.util.List;
import java.util.Objects;

/** A question as a message shows it. */
public record AskedQuestion(
    @Description("Id by which answers are told") String id,
    @Description("Buttons") List<AnswerChoice> choices,
    @Description("Whether it takes no answer any more") boolean closed,
    @Description("Answers, where the vendor keeps them; the latest of each person") @Default("[]")
        List<GivenAnswer> answers) {
  public AskedQuestion {
    Objects.requireNonNull(id);
    choices = List.copyOf(choices);
    answers = List.copyOf(answers);
  }

  /** The same with these answers. */
  public AskedQuestion withAnswers(List<GivenAnswer> value) {
    return new AskedQuestion(id, choices, closed, value);
  }

  /** The same, which takes no answer any more. */
  public AskedQuestion asClosed() {
    return new AskedQuestion(id, choices, true, answers);
  }
}
