package io.auterity.plugins.ai.bedrock;

import io.auterity.plugins.ai.bedrock.wire.BedrockEndpoint;
import io.auterity.plugins.ai.bedrock.wire.ConverseCodec;
import io.auterity.plugins.ai.bedrock.wire.ConverseStreamCodec;
import io.auterity.plugins.ai.bedrock.wire.ConverseTokensCodec;
import io.auterity.plugins.ai.bedrock.wire.InvokedEmbedding;
import io.auterity.plugins.ai.bedrock.wire.InvokedImage;
import io.auterity.plugins.ai.bedrock.wire.ModelDetailCodec;
import io.auterity.plugins.ai.bedrock.wire.ModelListCodec;
import io.auterity.spi.Call;
import io.auterity.spi.Events;
import io.auterity.spi.Measured;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenCount;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.ClassifyingChat;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.EmbeddingBatches;
import io.auterity.toolkit.ai.ModelPages;
import io.auterity.toolkit.ai.ObjectChat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A region of one provider. */
record BedrockClient(BedrockEndpoint endpoint, Optional<String> model, String inputType)
    implements Ai {

  /** Of 1,000 each; a list with more pages is taken for an endless loop. */
  private static final int MOST_PAGES = 50;

  @Override
  public ChatResponse createChat(ChatRequest request, Call call) {
    ConverseCodec codec = new ConverseCodec(endpoint, request.model());
    ChatResponse answer = CodecCalls.send(codec, request, call);
    AiMeter.meter(answer.usage(), call);
    return answer;
  }

  @Override
  public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    return CodecCalls.stream(new ConverseStreamCodec(endpoint, request.model()), request, call);
  }

  @Override
  public TokenCount countTokens(ChatRequest request, Call call) {
    return CodecCalls.send(new ConverseTokensCodec(endpoint), request, call);
  }

  @Override
  public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    AiInputs.check(request);
    InvokedEmbedding codec = InvokedEmbedding.of(endpoint, request.model(), inputType);
    return EmbeddingBatches.make(request, codec.most(), codec, call);
  }

  @Override
  public Images createImage(ImageRequest request, Call call) {
    AiInputs.check(request);
    Images made = CodecCalls.send(InvokedImage.of(endpoint, request), request, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    List<Model> all = new ArrayList<>();
    for (ModelListCodec.Source source : ModelListCodec.Source.values()) {
      ModelListCodec codec = new ModelListCodec(endpoint, source);
      String page = "";
      for (int i = 0; i < MOST_PAGES && page != null; i++) {
        ModelListCodec.Listed listed = CodecCalls.send(codec, page, call);
        all.addAll(listed.models());
        page = listed.next();
      }
    }
    return ModelPages.of(all, query);
  }

  @Override
  public Model getModel(ModelGet input, Call call) {
    return CodecCalls.send(new ModelDetailCodec(endpoint), input, call);
  }

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    String asked = AiInputs.model(input.model(), model, "model");
    return ClassifyingChat.classify(input, asked, request -> createChat(request, call));
  }

  @Override
  public CreatedObject createObject(ObjectRequest input, Call call) {
    String asked = AiInputs.model(input.model(), model, "model");
    return ObjectChat.create(input, asked, call, request -> createChat(request, call));
  }

  @Override
  public List<String> lossy(ChatRequest request) {
    return ConverseCodec.lossy(request);
  }

  @Override
  public List<String> lossy(Measured request) {
    return request instanceof ImageRequest asked ? InvokedImage.lost(asked) : List.of();
  }
}
