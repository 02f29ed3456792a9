package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.ChatCodec;
import io.auterity.plugins.ai.openai.wire.ChatStreamCodec;
import io.auterity.plugins.ai.openai.wire.EmbeddingCodec;
import io.auterity.plugins.ai.openai.wire.ModelsCodec;
import io.auterity.plugins.ai.openai.wire.PassedChat;
import io.auterity.plugins.ai.openai.wire.PassedStream;
import io.auterity.spi.Call;
import io.auterity.spi.Events;
import io.auterity.spi.Page;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatAnswer;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.ai.WireChat;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.ClassifyingChat;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.ModelPages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoint of one provider. */
record OpenAiClient(OpenAiConfig config) implements Ai, WireChat {

  @Override
  public ChatResponse createChat(ChatRequest request, Call call) {
    ChatResponse answer = CodecCalls.send(new ChatCodec(config.endpoint()), request, call);
    AiMeter.meter(answer.usage(), call);
    return answer;
  }

  @Override
  public String dialect() {
    return PassedChat.DIALECT;
  }

  @Override
  public boolean passes(ChatRequest frame, boolean stream) {
    return PassedChat.passes(frame);
  }

  @Override
  public ChatAnswer createChat(WireBody body, Call call) {
    ChatAnswer answer = CodecCalls.send(new PassedChat(config.endpoint()), body, call);
    AiMeter.meter(answer.usage(), call);
    return answer;
  }

  @Override
  public Events<? extends StreamEvent> streamChat(WireBody body, Call call) {
    return CodecCalls.stream(
        new PassedStream(config.endpoint()), ChatEvent.Failed::new, body, call);
  }

  @Override
  public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    return CodecCalls.stream(new ChatStreamCodec(config.endpoint()), request, call);
  }

  @Override
  public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    AiInputs.check(request);
    EmbeddingRequest named =
        new EmbeddingRequest(model(request.model()), request.input(), request.dimensions());
    Embeddings made = CodecCalls.send(new EmbeddingCodec(config.endpoint()), named, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return ModelPages.of(CodecCalls.send(new ModelsCodec(config.endpoint()), query, call), query);
  }

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    return ClassifyingChat.classify(
        input, model(input.model()), request -> createChat(request, call));
  }

  @Override
  public List<String> lossy(ChatRequest request) {
    return ChatCodec.lossy(request);
  }

  private String model(@Nullable String asked) {
    if (asked != null) {
      return asked;
    }
    return config
        .model()
        .orElseThrow(
            () ->
                Refusal.invalid("model", "is missing: name one here or configure the provider's"));
  }
}
