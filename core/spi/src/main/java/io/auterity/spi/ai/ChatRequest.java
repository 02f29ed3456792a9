package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import io.auterity.spi.OrText;
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
    @Description("The conversation, oldest first; at least one, or a text")
        @OrText("One message of the user")
        List<Message> messages,
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
        @Nullable Integer logprobs,
    @Description("What the answer may hold, of text, image and audio; text alone when absent")
        @Nullable List<String> modalities) {

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
    modalities = modalities == null ? null : List.copyOf(modalities);
    extra = Extra.copy(extra);
    sampling = sampling == null || sampling.isEmpty() ? null : sampling;
  }

  public ChatRequest withModel(String value) {
    return over(value, messages).build();
  }

  public ChatRequest withMessages(List<Message> value) {
    return over(model, value).build();
  }

  public ChatRequest withTools(@Nullable List<Tool> value) {
    return toBuilder().tools(value).build();
  }

  public ChatRequest withTemperature(@Nullable Double value) {
    return toBuilder().temperature(value).build();
  }

  public ChatRequest withTopP(@Nullable Double value) {
    return toBuilder().topP(value).build();
  }

  public ChatRequest withThinking(@Nullable Thinking value) {
    return toBuilder().thinking(value).build();
  }

  public ChatRequest withSampling(@Nullable Sampling value) {
    return toBuilder().sampling(value).build();
  }

  public ChatRequest withAnswerFormat(@Nullable AnswerFormat value) {
    return toBuilder().answerFormat(value).build();
  }

  public ChatRequest withLogprobs(@Nullable Integer value) {
    return toBuilder().logprobs(value).build();
  }

  public ChatRequest withModalities(@Nullable List<String> value) {
    return toBuilder().modalities(value).build();
  }

  /** The XML elements of which the answer shall consist; null when it need not. */
  public @Nullable XmlFormat wantsXml() {
    return answerFormat == null ? null : answerFormat.xml();
  }

  /** Whether it asks for JSON of any shape: for a schema it asks more. */
  public boolean wantsAnyJson() {
    return answerSchema == null && answerFormat != null && Boolean.TRUE.equals(answerFormat.json());
  }

  /** One that asks for nothing else. */
  public static Builder builder(String model, List<Message> messages) {
    return new Builder(model, messages);
  }

  /** One that begins as this is. */
  public Builder toBuilder() {
    return over(model, messages);
  }

  private Builder over(String otherModel, List<Message> otherMessages) {
    return new Builder(otherModel, otherMessages)
        .tools(tools)
        .toolChoice(toolChoice)
        .maxOutputTokens(maxOutputTokens)
        .temperature(temperature)
        .topP(topP)
        .stop(stop)
        .answerSchema(answerSchema)
        .extra(extra)
        .thinking(thinking)
        .parallelTools(parallelTools)
        .user(user)
        .sampling(sampling)
        .answerFormat(answerFormat)
        .logprobs(logprobs)
        .modalities(modalities);
  }

  /** A request piece by piece. */
  public static final class Builder {
    private final String model;
    private final List<Message> messages;
    private @Nullable List<Tool> tools;
    private @Nullable String toolChoice;
    private @Nullable Integer maxOutputTokens;
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable List<String> stop;
    private @Nullable Obj answerSchema;
    private @Nullable Map<String, Obj> extra;
    private @Nullable Thinking thinking;
    private @Nullable Boolean parallelTools;
    private @Nullable String user;
    private @Nullable Sampling sampling;
    private @Nullable AnswerFormat answerFormat;
    private @Nullable Integer logprobs;
    private @Nullable List<String> modalities;

    private Builder(String model, List<Message> messages) {
      this.model = model;
      this.messages = messages;
    }

    public Builder tools(@Nullable List<Tool> value) {
      tools = value;
      return this;
    }

    public Builder toolChoice(@Nullable String value) {
      toolChoice = value;
      return this;
    }

    public Builder maxOutputTokens(@Nullable Integer value) {
      maxOutputTokens = value;
      return this;
    }

    public Builder temperature(@Nullable Double value) {
      temperature = value;
      return this;
    }

    public Builder topP(@Nullable Double value) {
      topP = value;
      return this;
    }

    public Builder stop(@Nullable List<String> value) {
      stop = value;
      return this;
    }

    public Builder answerSchema(@Nullable Obj value) {
      answerSchema = value;
      return this;
    }

    public Builder extra(@Nullable Map<String, Obj> value) {
      extra = value;
      return this;
    }

    public Builder thinking(@Nullable Thinking value) {
      thinking = value;
      return this;
    }

    public Builder parallelTools(@Nullable Boolean value) {
      parallelTools = value;
      return this;
    }

    public Builder user(@Nullable String value) {
      user = value;
      return this;
    }

    public Builder sampling(@Nullable Sampling value) {
      sampling = value;
      return this;
    }

    public Builder answerFormat(@Nullable AnswerFormat value) {
      answerFormat = value;
      return this;
    }

    public Builder logprobs(@Nullable Integer value) {
      logprobs = value;
      return this;
    }

    public Builder modalities(@Nullable List<String> value) {
      modalities = value;
      return this;
    }

    public ChatRequest build() {
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
          logprobs,
          modalities);
    }
  }
}
