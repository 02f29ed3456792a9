package io.auterity.server.runs.steps;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.DoubtAnswer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person's answer about a call in doubt.
 *
 * @param answer it succeeded, it is to be made again, or it did not happen and shall not
 * @param output of a call that succeeded, as its capability gives it; null when absent
 */
public record StepAnswer(Answer answer, @Nullable Json output) {

  /** The outcome of the call, or what is to be done about it. */
  public enum Answer {
    SUCCEEDED,
    REPEAT,
    FAIL
  }

  /**
   * The answer as the engine takes it.
   *
   * @throws CallFailedException {@code invalid} when an output comes with another answer
   */
  DoubtAnswer read() {
    Json given = Objects.requireNonNullElse(output, Json.NULL);
    if (!given.equals(Json.NULL) && answer != Answer.SUCCEEDED) {
      throw new CallFailedException(
          FailureCode.INVALID, "output: goes with the answer 'succeeded' only; leave it out");
    }
    return switch (answer) {
      case SUCCEEDED -> new DoubtAnswer.Succeeded(given);
      case REPEAT -> new DoubtAnswer.Repeat();
      case FAIL -> new DoubtAnswer.Fail();
    };
  }
}
