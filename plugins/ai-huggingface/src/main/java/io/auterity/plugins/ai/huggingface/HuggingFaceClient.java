package io.auterity.plugins.ai.huggingface;

import io.auterity.plugins.ai.huggingface.HuggingFaceConfig.Task;
import io.auterity.plugins.ai.huggingface.wire.FeatureCodec;
import io.auterity.plugins.ai.huggingface.wire.HubModel;
import io.auterity.plugins.ai.huggingface.wire.HubModelsCodec;
import io.auterity.plugins.ai.huggingface.wire.HuggingFaceEndpoint;
import io.auterity.plugins.ai.huggingface.wire.SimilarityCodec;
import io.auterity.plugins.ai.huggingface.wire.SpeechRecognitionCodec;
import io.auterity.plugins.ai.huggingface.wire.TextToImageCodec;
import io.auterity.plugins.ai.huggingface.wire.ZeroShotCodec;
import io.auterity.spi.Call;
import io.auterity.spi.Content;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.EmbeddingBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tasks of Hugging Face as one provider knows them. */
record HuggingFaceClient(HuggingFaceConfig config, HuggingFaceEndpoint endpoint) implements Ai {

  @Override
  public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    AiInputs.check(request);
    if (request.dimensions() != null) {
      throw Refusal.of(
          FailureCode.UNSUPPORTED,
          "dimensions",
          "dimensions cannot be chosen: vectors are as long as the model makes them");
    }
    FeatureCodec codec = new FeatureCodec(endpoint, config.model(request.model(), Task.EMBED));
    return EmbeddingBatches.make(request, FeatureCodec.MOST_TEXTS, codec, call);
  }

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    AiInputs.check(input);
    String model = config.model(input.model(), Task.CLASSIFY);
    return CodecCalls.send(new ZeroShotCodec(endpoint, model, input), input, call);
  }

  @Override
  public Ranking rerankDocuments(RerankRequest request, Call call) {
    AiInputs.check(request);
    String model = config.model(request.model(), Task.RERANK);
    return CodecCalls.send(new SimilarityCodec(endpoint, model, request), request, call);
  }

  @Override
  public Transcription createTranscription(TranscriptionRequest request, Call call) {
    AiInputs.check(request);
    String model = config.model(request.model(), Task.TRANSCRIBE);
    return CodecCalls.send(new SpeechRecognitionCodec(endpoint, model), request, call);
  }

  /** One request makes one picture; each is metered as it is made. */
  @Override
  public Images createImage(ImageRequest request, Call call) {
    AiInputs.check(request);
    String model = config.model(request.model(), Task.DRAW);
    TextToImageCodec codec = new TextToImageCodec(endpoint, model);
    Integer asked = request.style() == null ? null : request.style().count();
    int count = asked == null ? 1 : asked;
    List<Images.Made> made = new ArrayList<>(count);
    while (made.size() < count) {
      Cancelled.check(call);
      Content picture = CodecCalls.send(codec, request, call);
      call.meter(MediaUnit.IMAGES, 1);
      made.add(new Images.Made(picture, null, null));
    }
    Map<String, Long> units = Map.of(MediaUnit.IMAGES, (long) count);
    return new Images(model, made, new TokenUsage(0, 0, 0, 0, 0, 0, units));
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    if (endpoint.dedicated()) {
      throw call.unsupported();
    }
    return CodecCalls.send(new HubModelsCodec(endpoint), query, call);
  }

  @Override
  public Model getModel(ModelGet input, Call call) {
    return CodecCalls.send(new HubModel(endpoint), input, call);
  }
}
