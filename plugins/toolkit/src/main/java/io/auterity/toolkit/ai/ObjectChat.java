package io.auterity.toolkit.ai;

import io.auterity.spi.AnswerSchema;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.Role;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Structured output by a chat: a model answers with a JSON object that fits a JSON Schema. The
 * schema is told in words and by the vendor's own field, of which neither binds each model, so that
 * the answer is checked here. One that does not fit is told to the model once, with what is wrong;
 * both answers together keep the input's limit of tokens. Nothing is mended but a code fence around
 * the whole: to close cut JSON, or to guess at a name, would hand on what no model said.
 */
public final class ObjectChat {

  private static final String TASK =
      """
      Answer with one JSON object that fits the JSON Schema below, and with nothing else: \
      no words before or after it, no code fence. Take what it says from the user's text; \
      leave out an optional field of which the text says nothing.

      """;

  private static final String UNFIT = "This answer does not fit the JSON Schema:\n";
  private static final String AGAIN =
      "\nAnswer again with the whole JSON object, mended, and with nothing else.";

  private static final String FENCE = "```";
  private static final int LONGEST_ANSWER = 1_048_576;
  private static final int MOST_PROBLEMS = 10;
  private static final int LONGEST_PROBLEM = 200;

  private final ObjectRequest input;
  private final AnswerSchema schema;
  private final ChatRequest first;
  private final Function<ChatRequest, ChatResponse> chat;

  private ObjectChat(
      ObjectRequest input,
      AnswerSchema schema,
      String model,
      Function<ChatRequest, ChatResponse> chat) {
    this.input = input;
    this.schema = schema;
    this.chat = chat;
    this.first =
        ChatRequest.builder(model, asked(input))
            .maxOutputTokens(input.maxOutputTokens())
            .answerSchema(schema.fitted())
            .build();
  }

  /**
   * Asks a model for the object.
   *
   * @param call whose provider compiles the schema
   * @param chat asks the model and meters what it used
   * @throws CallFailedException {@code invalid} for a schema that is none, {@code content_refused}
   *     when the vendor refused the text, {@code unavailable} when the answer is cut off or does
   *     not fit twice
   */
  public static CreatedObject create(
      ObjectRequest input, String model, Call call, Function<ChatRequest, ChatResponse> chat) {
    AiInputs.check(input);
    AnswerSchema schema = call.provider().answerSchema(input.schema());
    return new ObjectChat(input, schema, model, chat).created();
  }

  /** Of a model that takes no schema but in words. */
  public static ChatRequest inWords(ChatRequest asked) {
    return asked.toBuilder().answerSchema(null).build();
  }

  private static List<Message> asked(ObjectRequest input) {
    String task = TASK + input.schema();
    String instructions = input.instructions();
    boolean told = instructions != null && !instructions.isBlank();
    return List.of(
        Message.text(Role.SYSTEM, told ? instructions + "\n\n" + task : task),
        Message.text(Role.USER, input.text()));
  }

  private CreatedObject created() {
    ChatResponse answer = chat.apply(first);
    Checked checked = checked(answer);
    Integer left = left(answer);
    if (checked.value() == null && (left == null || left > 0)) {
      answer = chat.apply(repair(answer, checked.problems(), left));
      checked = checked(answer);
    }
    if (checked.value() == null) {
      String problem = checked.problems().getFirst();
      throw AnsweredText.unusable(
          answer.model() + " did not answer with an object that fits the schema: " + problem,
          "does not fit the schema: " + problem);
    }
    return new CreatedObject(checked.value(), answer.model());
  }

  /** How many tokens of output the input's limit leaves; null where it has none. */
  private @Nullable Integer left(ChatResponse answer) {
    Integer most = input.maxOutputTokens();
    return most == null ? null : (Integer) (int) Math.max(0, most - answer.usage().output());
  }

  private ChatRequest repair(ChatResponse answer, List<String> problems, @Nullable Integer left) {
    List<Message> messages = new ArrayList<>(first.messages());
    String text = AnsweredText.of(answer);
    if (!text.isBlank()) {
      messages.add(Message.text(Role.ASSISTANT, text.strip()));
    }
    String told =
        problems.stream()
            .limit(MOST_PROBLEMS)
            .map(problem -> "- " + shortened(problem))
            .collect(Collectors.joining("\n"));
    messages.add(Message.text(Role.USER, UNFIT + told + AGAIN));
    return first.withMessages(messages).toBuilder().maxOutputTokens(left).build();
  }

  private static String shortened(String problem) {
    return problem.length() <= LONGEST_PROBLEM ? problem : problem.substring(0, LONGEST_PROBLEM);
  }

  /**
   * An answer that was looked at.
   *
   * @param value null when it does not fit
   * @param problems the first is the reason
   */
  private record Checked(Json.@Nullable Obj value, List<String> problems) {}

  private Checked checked(ChatResponse answer) {
    whole(answer);
    try {
      Json value = JsonUtf8.read(bounded(unfenced(AnsweredText.of(answer).strip())));
      List<String> problems = schema.problems(value);
      return problems.isEmpty() && value instanceof Json.Obj object
          ? new Checked(object, problems)
          : new Checked(null, problems.isEmpty() ? List.of("is no object") : problems);
    } catch (MalformedJsonException e) {
      return new Checked(null, List.of("is not JSON, " + e.getMessage()));
    }
  }

  // Cut JSON may be whole by chance, and fit: a list that ends early looks like a short one.
  private static void whole(ChatResponse answer) {
    AnsweredText.requireTaken(answer);
    FinishReason reason = answer.reason();
    if (reason == FinishReason.LENGTH || reason == FinishReason.CONTEXT_FULL) {
      throw AnsweredText.unusable(
          "the answer of %s was cut off after %d tokens: raise maxOutputTokens, or ask for less"
              .formatted(answer.model(), answer.usage().output()),
          "is cut off");
    }
  }

  private static String bounded(String text) {
    if (text.length() > LONGEST_ANSWER) {
      throw new MalformedJsonException("it has more than %d letters".formatted(LONGEST_ANSWER));
    }
    return text;
  }

  /** The answer without the code fence around the whole of it; one within a text of it stays. */
  private static String unfenced(String text) {
    int line = text.indexOf('\n');
    boolean fenced = text.startsWith(FENCE) && text.endsWith(FENCE) && line > 0;
    return fenced && line < text.length() - FENCE.length()
        ? text.substring(line + 1, text.length() - FENCE.length()).strip()
        : text;
  }
}
