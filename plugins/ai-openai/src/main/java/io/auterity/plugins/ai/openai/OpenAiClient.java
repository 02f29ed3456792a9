package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.BegunAnswer;
import io.auterity.plugins.ai.openai.wire.ChatCodec;
import io.auterity.plugins.ai.openai.wire.ChatStreamCodec;
import io.auterity.plugins.ai.openai.wire.EmbeddingCodec;
import io.auterity.plugins.ai.openai.wire.ImageCodec;
import io.auterity.plugins.ai.openai.wire.ImageEditCodec;
import io.auterity.plugins.ai.openai.wire.MediaFit;
import io.auterity.plugins.ai.openai.wire.ModelsCodec;
import io.auterity.plugins.ai.openai.wire.ModerationCodec;
import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.PassedChat;
import io.auterity.plugins.ai.openai.wire.PassedStream;
import io.auterity.plugins.ai.openai.wire.RerankCodec;
import io.auterity.plugins.ai.openai.wire.ResponsesCodec;
import io.auterity.plugins.ai.openai.wire.ResponsesCountCodec;
import io.auterity.plugins.ai.openai.wire.ResponsesStreamCodec;
import io.auterity.plugins.ai.openai.wire.SpeechCodec;
import io.auterity.plugins.ai.openai.wire.TranscriptionCodec;
import io.auterity.plugins.ai.openai.wire.TranslationCodec;
import io.auterity.plugins.ai.openai.wire.TuningCodec.Act;
import io.auterity.spi.Call;
import io.auterity.spi.Content;
import io.auterity.spi.Events;
import io.auterity.spi.Measured;
import io.auterity.spi.Page;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.WireBatches;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatAnswer;
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
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.ModerationRequest;
import io.auterity.spi.ai.Moderations;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.Ranking;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.Speech;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.spi.ai.StreamCodec;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenCount;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Transcription;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.spi.ai.TranslationRequest;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningEventQuery;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.spi.ai.TuningGet;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.spi.ai.WireBody;
import io.auterity.spi.ai.WireChat;
import io.auterity.toolkit.ai.AiInputs;
import io.auterity.toolkit.ai.AiMeter;
import io.auterity.toolkit.ai.BatchesBeside;
import io.auterity.toolkit.ai.ClassifyingChat;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.ai.ModelListCheck;
import io.auterity.toolkit.ai.ModelPages;
import io.auterity.toolkit.ai.ObjectChat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of one provider.
 *
 * @param model the one that is asked when an input names none
 * @param operations that the vendor has
 * @param responses whether chats are asked of the Responses API, and not as chat completions
 */
record OpenAiClient(
    OpenAiEndpoint endpoint, Optional<String> model, Set<String> operations, boolean responses)
    implements Ai, WireChat, BatchesBeside {

  OpenAiClient {
    operations = Set.copyOf(operations);
  }

  @Override
  public ChatResponse createChat(ChatRequest request, Call call) {
    OpenAiEndpoint endpoint = endpoint("chat.create", call);
    Codec<ChatRequest, ChatResponse> codec =
        responses ? new ResponsesCodec(endpoint) : new ChatCodec(endpoint);
    ChatResponse answer = CodecCalls.send(codec, request, call);
    AiMeter.meter(answer.usage(), call);
    return BegunAnswer.of(answer, request, endpoint.traits());
  }

  @Override
  public String dialect() {
    return PassedChat.DIALECT;
  }

  @Override
  public boolean passes(ChatRequest frame, boolean stream) {
    return !responses && new PassedChat(endpoint).passes(frame);
  }

  @Override
  public ChatAnswer createChat(WireBody body, Call call) {
    ChatAnswer answer = CodecCalls.send(new PassedChat(endpoint("chat.create", call)), body, call);
    AiMeter.meter(answer.usage(), call);
    return answer;
  }

  @Override
  public Events<? extends StreamEvent> streamChat(WireBody body, Call call) {
    return CodecCalls.stream(
        new PassedStream(endpoint("chat.stream", call)), ChatEvent.Failed::new, body, call);
  }

  @Override
  public Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    OpenAiEndpoint endpoint = endpoint("chat.stream", call);
    StreamCodec<ChatRequest, ChatEvent> codec =
        responses ? new ResponsesStreamCodec(endpoint) : new ChatStreamCodec(endpoint);
    return BegunAnswer.of(CodecCalls.stream(codec, request, call), request, endpoint.traits());
  }

  @Override
  public TokenCount countTokens(ChatRequest request, Call call) {
    return CodecCalls.send(new ResponsesCountCodec(endpoint("token.count", call)), request, call);
  }

  @Override
  public Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    OpenAiEndpoint endpoint = endpoint("embedding.create", call);
    if (endpoint.traits().tokenArrays()) {
      AiInputs.checkTextsOrTokens(request);
    } else {
      AiInputs.check(request);
    }
    EmbeddingRequest named = request.withModel(model(request.model()));
    Embeddings made = CodecCalls.send(new EmbeddingCodec(endpoint), named, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Page<Model> listModels(ModelQuery query, Call call) {
    return ModelPages.of(
        CodecCalls.send(new ModelsCodec(endpoint("model.list", call)), query, call), query);
  }

  @Override
  public Classification classifyText(TextToClassify input, Call call) {
    return ClassifyingChat.classify(
        input, model(input.model()), request -> createChat(request, call));
  }

  @Override
  public CreatedObject createObject(ObjectRequest input, Call call) {
    if (!endpoint.traits().schemas()) {
      throw call.unsupported();
    }
    return ObjectChat.create(
        input, model(input.model()), call, request -> createChat(request, call));
  }

  @Override
  public Moderations createModeration(ModerationRequest request, Call call) {
    AiInputs.check(request);
    Moderations made =
        CodecCalls.send(new ModerationCodec(endpoint("moderation.create", call)), request, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Images createImage(ImageRequest request, Call call) {
    AiInputs.check(request);
    Images made = CodecCalls.send(new ImageCodec(endpoint("image.create", call)), request, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Images editImage(ImageEdit request, Call call) {
    AiInputs.check(request);
    Images made = CodecCalls.send(new ImageEditCodec(endpoint("image.edit", call)), request, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Transcription createTranscription(TranscriptionRequest request, Call call) {
    AiInputs.check(request);
    Transcription made =
        CodecCalls.send(
            new TranscriptionCodec(endpoint("transcription.create", call)), request, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Transcription createTranslation(TranslationRequest request, Call call) {
    AiInputs.check(request);
    Transcription made =
        CodecCalls.send(new TranslationCodec(endpoint("translation.create", call)), request, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  // The vendor tells no usage with a sound; what it bills by the character is known here.
  @Override
  public Speech createSpeech(SpeechRequest request, Call call) {
    AiInputs.check(request);
    Content audio =
        CodecCalls.send(new SpeechCodec(endpoint("speech.create", call)), request, call);
    Map<String, Long> spoken = Map.of(MediaUnit.INPUT_CHARACTERS, request.characters());
    Speech made = new Speech(audio, new TokenUsage(0, 0, 0, 0, 0, 0, spoken));
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Ranking rerankDocuments(RerankRequest request, Call call) {
    AiInputs.check(request);
    Ranking made =
        CodecCalls.send(new RerankCodec(endpoint("document.rerank", call)), request, call);
    AiMeter.meter(made.usage(), call);
    return made;
  }

  @Override
  public Tuning createTuning(NewTuning input, Call call) {
    Tuning begun = new TuningJobs(endpoint("tuning.create", call)).create(input, call);
    call.meter(MediaUnit.TRAINED_TOKENS, 0);
    return begun;
  }

  @Override
  public Tuning getTuning(TuningGet input, Call call) {
    return new TuningJobs(endpoint("tuning.get", call)).send(Act.GET, input.job(), call);
  }

  @Override
  public Page<Tuning> listTunings(TuningQuery query, Call call) {
    return new TuningJobs(endpoint("tuning.list", call)).list(query, call);
  }

  @Override
  public Tuning cancelTuning(TuningGet input, Call call) {
    return new TuningJobs(endpoint("tuning.cancel", call)).send(Act.CANCEL, input.job(), call);
  }

  @Override
  public TuningEvents tuningEvents(TuningEventQuery query, Call call) {
    return new TuningJobs(endpoint("tuning.events", call)).events(query, call);
  }

  @Override
  public Tuning settleTuning(TuningBill input, Call call) {
    Tuning told = new TuningJobs(endpoint("tuning.settle", call)).ended(input, call);
    call.meter(MediaUnit.TRAINED_TOKENS, input.trainedTokens());
    return told;
  }

  @Override
  public List<String> lossy(ChatRequest request) {
    return responses
        ? new ResponsesCodec(endpoint).lossy(request)
        : new ChatCodec(endpoint).lossy(request);
  }

  @Override
  public WireBatches batches() {
    return new OpenAiBatches(endpoint);
  }

  /** Looks whether the vendor answers; one that lists no models says so, and has answered. */
  void check(Call call) {
    OpenAiClient asking = new OpenAiClient(endpoint, model, Set.of("model.list"), responses);
    ModelListCheck.check(asking, call);
  }

  /** The endpoint, if its vendor has that operation. */
  private OpenAiEndpoint endpoint(String operation, Call call) {
    if (!operations.contains(operation)) {
      throw call.unsupported();
    }
    return endpoint;
  }

  @Override
  public List<String> lossy(Measured request) {
    return MediaFit.lost(request, endpoint.traits());
  }

  private String model(@Nullable String named) {
    return AiInputs.model(named, model, "model");
  }
}
