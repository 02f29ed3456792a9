package io.auterity.plugins.ai.google;

import io.auterity.plugins.ai.google.wire.GeminiCountCodec;
import io.auterity.plugins.ai.google.wire.GeminiEmbeddingCodec;
import io.auterity.plugins.ai.google.wire.GenerateContentCodec;
import io.auterity.plugins.ai.google.wire.GenerateContentStreamCodec;
import io.auterity.plugins.ai.google.wire.GoogleEndpoint;
import io.auterity.plugins.ai.google.wire.GoogleModelCodec;
import io.auterity.plugins.ai.google.wire.GoogleModelsCodec;
import io.auterity.plugins.ai.google.wire.ImagenCodec;
import io.auterity.plugins.ai.google.wire.PictureChat;
import io.auterity.plugins.ai.google.wire.PictureModel;
import io.auterity.plugins.ai.google.wire.VertexEmbeddingCodec;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Measured;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.Codec;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
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
import io.auterity.toolkit.ai.ObjectChat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of one provider. */
record GoogleClient(GoogleEndpoint endpoint, Optional<String> model) implements Ai {

  /**
   * Asks for the whole answer.
   *
   * @throws CallFailedException {@code content_refused} also when the vendor answered, but nothing
   *     of the answer may be shown: another provider may do it then, if the route says so
   */
  @Override
  public ChatResponse createChat(ChatRequest request, Call call) {
    ChatResponse answer = CodecCalls.send(new GenerateContentCodec(endpoint), request, call);
    AiMeter.meter(answer.usage(), call);
    GenerateContentCodec.requireAnswer(answer);
    return answer;
  }

  @Override
  public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    return CodecCalls.stream(new GenerateContentStreamCodec(endpoint), request, call);
  }

  @Override
  public TokenCount countTokens(ChatRequest request, Call call) {
    return CodecCalls.send(new GeminiCountCodec(endpoint), request, call);
  }

  @Override
  public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    AiInputs.check(request);
    String model = model(request.model());
    boolean vertex = endpoint.isVertex();
    Codec<EmbeddingRequest, Embeddings> codec =
        vertex ? new VertexEmbeddingCodec(endpoint) : new GeminiEmbeddingCodec(endpoint);
    int most = vertex ? VertexEmbeddingCodec.most(model) : GeminiEmbeddingCodec.MOST;
    EmbeddingRequest named = request.withModel(model);
    Embeddings made = EmbeddingBatches.make(named, most, codec, call);
    // No reply names it.
    return new Embeddings(model, made.vectors(), made.usage());
  }

  @Override
  public Images createImage(ImageRequest request, Call call) {
    AiInputs.check(request);
    if (PictureModel.of(request.model()) == PictureModel.GEMINI) {
      return drawn(PictureChat.of(request), call);
    }
    Images made = CodecCalls.send(new ImagenCodec(endpoint), request, call);
    AiMeter.meter(made.usage(), call);
    // No reply names it.
    return new Images(request.model(), made.images(), made.usage());
  }

  @Override
  public Images editImage(ImageEdit request, Call call) {
    AiInputs.check(request);
    return drawn(PictureChat.of(request), call);
  }

  // The chat has metered its tokens.
  private Images drawn(ChatRequest chat, Call call) {
    Images made = PictureChat.read(createChat(chat, call));
    call.meter(MediaUnit.IMAGES, made.images().size());
    return made;
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return CodecCalls.send(new GoogleModelsCodec(endpoint), query, call);
  }

  @Override
  public Model getModel(ModelGet input, Call call) {
    return CodecCalls.send(new GoogleModelCodec(endpoint), input, call);
  }

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    return ClassifyingChat.classify(
        input, model(input.model()), request -> createChat(request, call));
  }

  @Override
  public CreatedObject createObject(ObjectRequest input, Call call) {
    return ObjectChat.create(
        input, model(input.model()), call, request -> createChat(request, call));
  }

  @Override
  public List<String> lossy(ChatRequest request) {
    return GenerateContentCodec.lossy(request);
  }

  @Override
  public List<String> lossy(EmbeddingRequest request) {
    return endpoint.isVertex()
        ? VertexEmbeddingCodec.lost(request)
        : GeminiEmbeddingCodec.lost(request);
  }

  @Override
  public List<String> lossy(Measured request) {
    return PictureChat.lost(request);
  }

  private String model(@Nullable String named) {
    return AiInputs.model(named, model, "model");
  }
}
