package io.auterity.plugins.ai.ollama;

import io.auterity.plugins.ai.ollama.wire.OllamaChatCodec;
import io.auterity.plugins.ai.ollama.wire.OllamaChatStreamCodec;
import io.auterity.plugins.ai.ollama.wire.OllamaCreateCodec;
import io.auterity.plugins.ai.ollama.wire.OllamaEmbedCodec;
import io.auterity.plugins.ai.ollama.wire.OllamaEndpoint;
import io.auterity.plugins.ai.ollama.wire.OllamaModels;
import io.auterity.plugins.ai.ollama.wire.OllamaPullCodec;
import io.auterity.plugins.ai.ollama.wire.OllamaShowCodec;
import io.auterity.spi.Call;
import io.auterity.spi.Events;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelEvent;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelPull;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.NewModel;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.ClassifyingChat;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.ModelPages;
import io.auterity.toolkit.ai.ObjectChat;
import java.util.List;
import java.util.Optional;

/** The model server of one provider. */
record OllamaClient(OllamaConfig config, OllamaEndpoint endpoint, OllamaModels models)
    implements Ai {

  static OllamaClient of(OllamaConfig config) {
    OllamaEndpoint endpoint = config.endpoint();
    return new OllamaClient(config, endpoint, new OllamaModels(endpoint));
  }

  @Override
  public ChatResponse createChat(ChatRequest request, Call call) {
    ChatResponse answer = CodecCalls.send(new OllamaChatCodec(endpoint), request, call);
    AiMeter.meter(answer.usage(), call);
    return answer;
  }

  @Override
  public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    return CodecCalls.stream(new OllamaChatStreamCodec(endpoint), request, call);
  }

  @Override
  public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    AiInputs.check(request);
    EmbeddingRequest named =
        request.withModel(
            AiInputs.model(
                request.model(), Optional.ofNullable(config.embeddingModel()), "embeddingModel"));
    Embeddings made = CodecCalls.send(new OllamaEmbedCodec(endpoint), named, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return ModelPages.of(models.list(query, call), query);
  }

  @Override
  public Model getModel(ModelGet input, Call call) {
    Model told = CodecCalls.send(new OllamaShowCodec(endpoint), input, call);
    // The reply does not name it.
    return told.toBuilder().id(input.id()).build();
  }

  @Override
  public Events<ModelEvent> pullModel(ModelPull input, Call call) {
    return CodecCalls.stream(
        new OllamaPullCodec(endpoint, input.id()), ModelEvent.Failed::new, input, call);
  }

  @Override
  public Events<ModelEvent> createModel(NewModel input, Call call) {
    return CodecCalls.stream(
        new OllamaCreateCodec(endpoint, input.id()), ModelEvent.Failed::new, input, call);
  }

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    return ClassifyingChat.classify(
        input,
        AiInputs.model(input.model(), Optional.ofNullable(config.model()), "model"),
        request -> createChat(request, call));
  }

  @Override
  public CreatedObject createObject(ObjectRequest input, Call call) {
    String asked = AiInputs.model(input.model(), Optional.ofNullable(config.model()), "model");
    return ObjectChat.create(input, asked, call, request -> createChat(request, call));
  }

  @Override
  public List<String> lossy(ChatRequest request) {
    return OllamaChatCodec.lossy(request);
  }
}
