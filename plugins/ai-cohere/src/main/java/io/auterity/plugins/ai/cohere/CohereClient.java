package io.auterity.plugins.ai.cohere;

import io.auterity.plugins.ai.cohere.wire.CohereChatCodec;
import io.auterity.plugins.ai.cohere.wire.CohereEmbedCodec;
import io.auterity.plugins.ai.cohere.wire.CohereEndpoint;
import io.auterity.plugins.ai.cohere.wire.CohereModelCodec;
import io.auterity.plugins.ai.cohere.wire.CohereModelsCodec;
import io.auterity.plugins.ai.cohere.wire.CohereRerankCodec;
import io.auterity.plugins.ai.cohere.wire.CohereStreamCodec;
import io.auterity.plugins.ai.cohere.wire.CohereTranscriptionCodec;
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
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.ClassifyingChat;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.EmbeddingBatches;
import io.auterity.toolkit.ai.ObjectChat;
import java.util.List;
import java.util.Optional;

/** Cohere as one provider knows it. */
record CohereClient(CohereConfig config, CohereEndpoint endpoint) implements Ai {

  @Override
  public ChatResponse createChat(ChatRequest request, Call call) {
    ChatResponse answer =
        CodecCalls.send(new CohereChatCodec(endpoint, request.model()), request, call);
    AiMeter.meter(answer.usage(), call);
    return CohereChatCodec.unbroken(answer);
  }

  @Override
  public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    return CodecCalls.stream(new CohereStreamCodec(endpoint, request.model()), request, call);
  }

  @Override
  public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    String model =
        AiInputs.model(
            request.model(), Optional.ofNullable(config.embeddingModel()), "embeddingModel");
    AiInputs.check(request);
    return EmbeddingBatches.make(
        request.withModel(model),
        CohereEmbedCodec.MOST_TEXTS,
        new CohereEmbedCodec(endpoint, model),
        call);
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return CodecCalls.send(new CohereModelsCodec(endpoint), query, call);
  }

  @Override
  public Model getModel(ModelGet input, Call call) {
    return CodecCalls.send(new CohereModelCodec(endpoint), input, call);
  }

  @Override
  public Ranking rerankDocuments(RerankRequest request, Call call) {
    String model =
        AiInputs.model(request.model(), Optional.ofNullable(config.rerankModel()), "rerankModel");
    AiInputs.check(request);
    Ranking made = CodecCalls.send(new CohereRerankCodec(endpoint, model), request, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Transcription createTranscription(TranscriptionRequest request, Call call) {
    String model =
        AiInputs.model(
            request.model(),
            Optional.ofNullable(config.transcriptionModel()),
            "transcriptionModel");
    AiInputs.check(request);
    CohereTranscriptionCodec codec =
        new CohereTranscriptionCodec(endpoint, model, Optional.ofNullable(config.language()));
    return CodecCalls.send(codec, request, call);
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
    return CohereChatCodec.lossy(request);
  }
}
