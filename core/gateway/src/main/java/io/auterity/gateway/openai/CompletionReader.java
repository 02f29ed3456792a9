package io.auterity.gateway.openai;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.CompletionCall;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.XmlField;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads bodies of {@code POST /v1/completions}: a prompt is what a user says, and everything else
 * is as chat completions have it.
 */
record CompletionReader(JsonReader json) {

  private static final int MOST = 64;

  /** What a chat cannot do, and the value that asks for nothing of it. */
  private static final Map<String, Json> CANNOT =
      Map.of(
          "suffix",
          Json.of(""),
          "echo",
          Json.of(false),
          "best_of",
          Json.of(1),
          "logprobs",
          Json.NULL,
          "top_logprobs",
          Json.NULL,
          "functions",
          Json.NULL,
          "function_call",
          Json.NULL,
          "messages",
          Json.NULL,
          XmlField.NAME,
          Json.NULL);

  /**
   * Reads a body.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} or {@code unsupported}; {@code
   *     fields} names the place
   */
  CompletionCall read(byte[] bytes) {
    RequestFields body = RequestFields.of("", json.read(bytes));
    List<String> prompts = prompts(body.take("prompt"));
    CANNOT.forEach(
        (name, nothing) -> {
          Json value = body.take(name);
          if (value != null && !value.equals(nothing)) {
            throw FieldRefusals.unsupported(name, "cannot be carried: a prompt is asked as a chat");
          }
        });
    ChatCall call = ChatReader.call(body, List.of());
    if (prompts.size() * call.answers() > MOST) {
      throw FieldRefusals.invalid(
          "n", "of %d prompts makes more than %d answers".formatted(prompts.size(), MOST));
    }
    return new CompletionCall(prompts.stream().map(prompt -> of(call, prompt)).toList());
  }

  private static ChatCall of(ChatCall call, String prompt) {
    List<Message> said = List.of(Message.text(Role.USER, prompt));
    return new ChatCall(
        call.request().withMessages(said), call.stream(), call.usage(), call.answers(), false);
  }

  private static List<String> prompts(@Nullable Json prompt) {
    return switch (prompt) {
      case null -> throw FieldRefusals.missing("prompt");
      case Json.Str(String text) -> List.of(text);
      case Json.Arr(List<Json> all) when all.isEmpty() || all.size() > MOST ->
          throw FieldRefusals.invalid("prompt", "must be 1 to %d texts".formatted(MOST));
      case Json.Arr(List<Json> all) -> texts(all);
      default -> throw FieldRefusals.wrongType("prompt", "a string or an array", prompt);
    };
  }

  private static List<String> texts(List<Json> all) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      switch (all.get(i)) {
        case Json.Str(String text) -> texts.add(text);
        case Json.Int _, Json.Arr _ ->
            throw FieldRefusals.unsupported(
                "prompt", "must be text: tokens mean something to one model only");
        default ->
            throw FieldRefusals.wrongType(JsonPath.item("prompt", i), "a string", all.get(i));
      }
    }
    return texts;
  }
}
