package io.auterity.toolkit.ai;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text with which a model answers a chat that asks for one of a certain form. An answer that is
 * of no use is billed all the same.
 */
final class AnsweredText {

  /** The text, without thoughts and tools. */
  static String of(ChatResponse answer) {
    return answer.parts().stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining());
  }

  /**
   * Refuses an answer in which the vendor refused the text.
   *
   * @throws CallFailedException {@code content_refused}
   */
  static void requireTaken(ChatResponse answer) {
    if (answer.reason() == FinishReason.CONTENT_REFUSED) {
      throw new CallFailedException(
          Failure.of(FailureCode.CONTENT_REFUSED, answer.model() + " refused the text")
              .withApplied(Applied.YES));
    }
  }

  /**
   * The failure of an answer that is not of the form.
   *
   * @param why what is wrong with it; that one came at all says that the vendor is not down
   */
  static CallFailedException unusable(String message, String why) {
    return new CallFailedException(
        Failure.of(FailureCode.UNAVAILABLE, message)
            .withApplied(Applied.YES)
            .withFields(Map.of(Failure.ANSWER, why)));
  }

  private AnsweredText() {}
}
