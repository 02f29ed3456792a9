package io.auterity.spi.messaging;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;

/** An answer to a question; the event {@code messaging.answer.given} has it as its record. */
public record GivenAnswer(
    @Description("Id of the question") String question,
    @Description("Id of the choice") String choice,
    @Description("Who gave it") Person by,
    @Description("The message that asked") Ref message,
    @Description("When it was given") Instant at) {
  public GivenAnswer {
    Objects.requireNonNull(question);
    Objects.requireNonNull(choice);
    Objects.requireNonNull(by);
    Objects.requireNonNull(message);
    Objects.requireNonNull(at);
  }
}
