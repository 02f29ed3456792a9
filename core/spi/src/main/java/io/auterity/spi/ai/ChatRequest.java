package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Input of {@code ai.chat.create} and {@code ai.chat.stream}. */
public record ChatRequest(
    @Description("Model id as routes or the provider name it") String model,
    @Description("The conversation, oldest first; at least one") List<Message> messages,
    @Description("Functions that the model may call") @Nullable List<Tool> tools,
    @Description("auto, none, required, or the name of a tool") @Nullable String toolChoice,
    @Description("Longest answer in tokens; at least 1") @Nullable Integer maxOutputTokens,
    @Description("0 to 2; higher is more varied") @Nullable Double temperature,
    @Description("0 to 1; share of probability to draw from") @Nullable Double topP,
    @Description("Texts that end the answer") @Nullable List<String> stop,
    @Description("JSON Schema that the answer must follow") @Nullable Obj answerSchema,
    @Description("Further fields in the dialect of the vendor; they win over those above")
        @Nullable Obj extra) {
  public ChatRequest {
    if (maxOutputTokens != null && maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "maxOutputTokens must be at least 1, not " + maxOutputTokens);
    }
    messages = List.copyOf(messages);
    tools = tools == null ? null : List.copyOf(tools);
    stop = stop == null ? null : List.copyOf(stop);
  }

  public ChatRequest withModel(String value) {
    return new ChatRequest(
        value,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra);
  }
}
