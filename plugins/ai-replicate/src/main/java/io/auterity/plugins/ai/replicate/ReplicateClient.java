package io.auterity.plugins.ai.replicate;

import io.auterity.plugins.ai.replicate.wire.PictureInput;
import io.auterity.plugins.ai.replicate.wire.Prediction;
import io.auterity.plugins.ai.replicate.wire.ReplicateChat;
import io.auterity.plugins.ai.replicate.wire.ReplicateEndpoint;
import io.auterity.plugins.ai.replicate.wire.ReplicateErrors;
import io.auterity.plugins.ai.replicate.wire.ReplicateModelCodec;
import io.auterity.plugins.ai.replicate.wire.ReplicateModelsCodec;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.Images;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.ClassifyingChat;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.ObjectChat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replicate as one provider knows it. */
record ReplicateClient(ReplicateConfig config, ReplicateEndpoint endpoint) implements Ai {

  @Override
  public ChatResponse createChat(ChatRequest request, Call call) {
    Prediction done = run(request.model(), ReplicateChat.input(request), call);
    TokenUsage usage = done.tokens();
    AiMeter.meter(usage, call);
    String text = succeeded(done).text();
    return new ChatResponse(
        done.id(),
        request.model(),
        text.isEmpty() ? List.of() : List.of(new Part.Text(text)),
        FinishReason.STOP,
        usage,
        null);
  }

  @Override
  public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    Json.Obj input = ReplicateChat.input(request);
    Predictions predictions = new Predictions(endpoint, call);
    Prediction made = predictions.make(request.model(), input, Duration.ZERO);
    return new PredictedWords(predictions, made, request.model(), call);
  }

  @Override
  public Images createImage(ImageRequest request, Call call) {
    String model =
        AiInputs.model(request.model(), Optional.ofNullable(config.imageModel()), "imageModel");
    Prediction done = run(model, PictureInput.of(request), call);
    if (!done.succeeded()) {
      meter(done.time(), call);
    }
    Images made = new Pictures(request, call).of(succeeded(done), model);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return CodecCalls.send(new ReplicateModelsCodec(endpoint, query), query, call);
  }

  @Override
  public Model getModel(ModelGet input, Call call) {
    return CodecCalls.send(new ReplicateModelCodec(endpoint), input, call);
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
    return ObjectChat.create(
        input, asked, call, request -> createChat(ObjectChat.inWords(request), call));
  }

  @Override
  public List<String> lossy(ChatRequest request) {
    return ReplicateChat.lossy(request);
  }

  private Prediction run(String model, Json.Obj input, Call call) {
    Predictions predictions = new Predictions(endpoint, call);
    return predictions.ended(
        predictions.make(model, input, Duration.ofSeconds(config.waitSeconds())));
  }

  private static Prediction succeeded(Prediction done) {
    if (!done.succeeded()) {
      throw new CallFailedException(ReplicateErrors.ended(done));
    }
    return done;
  }

  private static void meter(Map<String, Long> units, Call call) {
    units.forEach(call::meter);
  }
}
