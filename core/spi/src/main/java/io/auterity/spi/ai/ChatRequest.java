package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Input of {@code ai.chat.create}, {@code ai.chat.stream} and {@code ai.token.count}.
 *
 * @param temperature 0 to 2 as OpenAI, Gemini and most servers take it; Anthropic, Bedrock and
 *     Cohere take 0 to 1 by their descriptions. Their codecs ask for 1 instead of more and tell so:
 *     the numbers mean the same at all of them, so that none is scaled
 * @param extra {@linkplain Extra by dialect}: what its own vendor understands wins over the fields
 *     above, what another understands is {@linkplain Ai#lossy lost}
 */
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
    @Description("Further fields by the dialect of the vendor; they win over those above")
        @Nullable Map<String, Obj> extra,
    @Description("How much the model may think first") @Nullable Thinking thinking,
    @Description("Whether the model may call several tools at once")
        @Nullable Boolean parallelTools,
    @Description("Opaque name of the end user, by which the vendor tells abuse apart")
        @Nullable String user,
    @Description("How words are drawn, beside temperature and topP") @Nullable Sampling sampling,
    @Description("JSON without a schema, named XML elements, or how the schema is called")
        @Nullable AnswerFormat answerFormat,
    @Description(
            "Tell how likely each token of the answer was, and how many others beside it: 0 to 20")
        @Nullable Integer logprobs) {

  private static final int MOST_LOGPROBS = 20;

  public ChatRequest {
    if (maxOutputTokens != null && maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "maxOutputTokens must be at least 1, not " + maxOutputTokens);
    }
    if (logprobs != null && (logprobs < 0 || logprobs > MOST_LOGPROBS)) {
      throw new IllegalArgumentException(
          "logprobs must be 0 to %d, not %d".formatted(MOST_LOGPROBS, logprobs));
    }
    if (answerSchema != null && answerFormat != null && answerFormat.xml() != null) {
      throw new IllegalArgumentException("answerFormat.xml does not go with answerSchema");
    }
    messages = List.copyOf(messages);
    tools = tools == null ? null : List.copyOf(tools);
    stop = stop == null ? null : List.copyOf(stop);
    extra = Extra.copy(extra);
    sampling = sampling == null || sampling.isEmpty() ? null : sampling;
  }

  /** Without the likelihood of its tokens. */
  public ChatRequest(
      String model,
      List<Message> messages,
      @Nullable List<Tool> tools,
      @Nullable String toolChoice,
      @Nullable Integer maxOutputTokens,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable List<String> stop,
      @Nullable Obj answerSchema,
      @Nullable Map<String, Obj> extra,
      @Nullable Thinking thinking,
      @Nullable Boolean parallelTools,
      @Nullable String user,
      @Nullable Sampling sampling,
      @Nullable AnswerFormat answerFormat) {
    this(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        sampling,
        answerFormat,
        null);
  }

  /** Without sampling and format. */
  public ChatRequest(
      String model,
      List<Message> messages,
      @Nullable List<Tool> tools,
      @Nullable String toolChoice,
      @Nullable Integer maxOutputTokens,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable List<String> stop,
      @Nullable Obj answerSchema,
      @Nullable Map<String, Obj> extra,
      @Nullable Thinking thinking,
      @Nullable Boolean parallelTools,
      @Nullable String user) {
    this(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        null,
        null);
  }

  /** The oldest fields alone. */
  public ChatRequest(
      String model,
      List<Message> messages,
      @Nullable List<Tool> tools,
      @Nullable String toolChoice,
      @Nullable Integer maxOutputTokens,
      @Nullable Double temperature,
      @Nullable Double topP,
      @Nullable List<String> stop,
      @Nullable Obj answerSchema,
      @Nullable Map<String, Obj> extra) {
    this(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        null,
        null,
        null);
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
        extra,
        thinking,
        parallelTools,
        user,
        sampling,
        answerFormat,
        logprobs);
  }

  public ChatRequest withMessages(List<Message> value) {
    return new ChatRequest(
        model,
        value,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        sampling,
        answerFormat,
        logprobs);
  }

  public ChatRequest withTools(@Nullable List<Tool> value) {
    return new ChatRequest(
        model,
        messages,
        value,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        sampling,
        answerFormat,
        logprobs);
  }

  public ChatRequest withTemperature(@Nullable Double value) {
    return new ChatRequest(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        value,
        topP,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        sampling,
        answerFormat,
        logprobs);
  }

  public ChatRequest withTopP(@Nullable Double value) {
    return new ChatRequest(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        value,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        sampling,
        answerFormat,
        logprobs);
  }

  public ChatRequest withThinking(@Nullable Thinking value) {
    return new ChatRequest(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        value,
        parallelTools,
        user,
        sampling,
        answerFormat,
        logprobs);
  }

  public ChatRequest withSampling(@Nullable Sampling value) {
    return new ChatRequest(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        value,
        answerFormat,
        logprobs);
  }

  public ChatRequest withAnswerFormat(@Nullable AnswerFormat value) {
    return new ChatRequest(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        sampling,
        value,
        logprobs);
  }

  public ChatRequest withLogprobs(@Nullable Integer value) {
    return new ChatRequest(
        model,
        messages,
        tools,
        toolChoice,
        maxOutputTokens,
        temperature,
        topP,
        stop,
        answerSchema,
        extra,
        thinking,
        parallelTools,
        user,
        sampling,
        answerFormat,
        value);
  }

  /** The XML elements of which the answer shall consist; null when it need not. */
  public @Nullable XmlFormat wantsXml() {
    return answerFormat == null ? null : answerFormat.xml();
  }

  /** Whether it asks for JSON of any shape: for a schema it asks more. */
  public boolean wantsAnyJson() {
    return answerSchema == null && answerFormat != null && Boolean.TRUE.equals(answerFormat.json());
  }
}
