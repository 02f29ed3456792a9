package io.auterity.toolkit.ai;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TextToClassify;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Classification by one chat call. No temperature is set, because some models refuse it, and no
 * limit of tokens but the input's, because thoughts count towards it; that only a name counts as an
 * answer makes up for both.
 */
public final class ClassifyingChat {

  private static final String TASK =
      """
      Choose the class that fits the user's text best. \
      Answer with the name of that class, exactly as it is written here, and with nothing else.

      """;

  /**
   * Asks a model for the class.
   *
   * @param chat asks it
   * @throws CallFailedException {@code content_refused} when the vendor refused the text, {@code
   *     unavailable} when the answer is no name of a class
   */
  public static Classification classify(
      TextToClassify input, String model, Function<ChatRequest, ChatResponse> chat) {
    AiInputs.check(input);
    ChatResponse answer = chat.apply(request(input, model));
    return new Classification(label(answer, input), answer.model(), Map.of());
  }

  private static ChatRequest request(TextToClassify input, String model) {
    String classes =
        input.classes().entrySet().stream()
            .map(described -> described.getKey() + ": " + described.getValue())
            .collect(Collectors.joining("\n"));
    List<Message> messages =
        List.of(Message.text(Role.SYSTEM, TASK + classes), Message.text(Role.USER, input.text()));
    return ChatRequest.builder(model, messages).maxOutputTokens(input.maxOutputTokens()).build();
  }

  private static String label(ChatResponse answer, TextToClassify input) {
    AnsweredText.requireTaken(answer);
    String name = bare(AnsweredText.of(answer));
    return input.classes().keySet().stream()
        .filter(known -> known.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> noClass(answer, input));
  }

  private static CallFailedException noClass(ChatResponse answer, TextToClassify input) {
    String message =
        "%s did not answer with one of the %d classes"
            .formatted(answer.model(), input.classes().size());
    return AnsweredText.unusable(message, "is none of the classes");
  }

  /** The answer without the quotes and the full stop that models put around a name. */
  private static String bare(String text) {
    return text.strip().replaceAll("^[\"'`*]+|[\"'`*.]+$", "");
  }
}
