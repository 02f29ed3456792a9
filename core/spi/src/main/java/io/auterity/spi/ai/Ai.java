package io.auterity.spi.ai;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Events;
import io.auterity.spi.Kind;
import io.auterity.spi.Measured;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;
import java.util.List;

/** AI models of one vendor. */
@Kind("ai")
public interface Ai {

  @Operation(
      resource = "chat",
      verb = "create",
      summary = "Ask a chat model and wait for the whole answer",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      dataClass = DataClass.CUSTOMER)
  default ChatResponse createChat(ChatRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "chat",
      verb = "stream",
      summary = "Ask a chat model and receive the answer as it is made",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      stream = true,
      dataClass = DataClass.CUSTOMER)
  default Events<ChatEvent> streamChat(ChatRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "token",
      verb = "count",
      summary = "Count the input tokens that a chat request would use, without asking the model",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default TokenCount countTokens(ChatRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "embedding",
      verb = "create",
      summary = "Turn texts into vectors",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      dataClass = DataClass.CUSTOMER,
      heavy = true)
  default Embeddings createEmbedding(EmbeddingRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "model",
      verb = "list",
      summary = "List the models of a provider",
      effect = Effect.NONE,
      dataClass = DataClass.PUBLIC)
  default Page<Model> listModels(ModelQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "model",
      verb = "get",
      summary = "Tell what a provider knows of one of its models",
      effect = Effect.NONE,
      dataClass = DataClass.PUBLIC)
  default Model getModel(ModelGet input, Call call) {
    throw call.unsupported();
  }

  /** A repetition goes on where a pull was broken off, and does nothing where all is there. */
  @Operation(
      resource = "model",
      verb = "pull",
      summary = "Make a provider fetch a model, so that it can be asked, and follow how far it is",
      effect = Effect.IDEMPOTENT,
      stream = true,
      dataClass = DataClass.PUBLIC)
  default Events<ModelEvent> pullModel(ModelPull input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "model",
      verb = "create",
      summary = "Make a model of one that a provider has, with its own system text and settings",
      effect = Effect.IDEMPOTENT,
      stream = true)
  default Events<ModelEvent> createModel(NewModel input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tuning",
      verb = "create",
      summary = "Begin a job that trains a model further with examples of one's own",
      effect = Effect.NON_IDEMPOTENT,
      metered = true,
      dataClass = DataClass.CUSTOMER)
  default Tuning createTuning(NewTuning input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tuning",
      verb = "get",
      summary = "Tell how far a job is that trains a model further",
      effect = Effect.NONE)
  default Tuning getTuning(TuningGet input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tuning",
      verb = "list",
      summary = "List a provider's jobs that train models further, newest first",
      effect = Effect.NONE)
  default Page<Tuning> listTunings(TuningQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tuning",
      verb = "cancel",
      summary = "End a job that trains a model further",
      effect = Effect.IDEMPOTENT)
  default Tuning cancelTuning(TuningGet input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tuning",
      verb = "events",
      summary = "Tell what happened in a job that trains a model further, newest first",
      effect = Effect.NONE)
  default TuningEvents tuningEvents(TuningEventQuery query, Call call) {
    throw call.unsupported();
  }

  /** Asks the vendor again, so that what is billed is what it tells. */
  @Operation(
      resource = "tuning",
      verb = "settle",
      summary = "Bill what a job that has ended trained; each call bills it once more",
      effect = Effect.NONE,
      metered = true)
  default Tuning settleTuning(TuningBill input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "text",
      verb = "classify",
      summary = "Choose the class that fits a text best",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      dataClass = DataClass.CUSTOMER,
      heavy = true)
  default Classification classifyText(TextToClassify input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "object",
      verb = "create",
      summary = "Have a model answer with a JSON object that fits a schema",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      dataClass = DataClass.CUSTOMER)
  default CreatedObject createObject(ObjectRequest input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "moderation",
      verb = "create",
      summary = "Say what speaks against texts, by category",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      dataClass = DataClass.CUSTOMER)
  default Moderations createModeration(ModerationRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "image",
      verb = "create",
      summary = "Make pictures from words",
      effect = Effect.NONE,
      metered = true,
      dataClass = DataClass.CUSTOMER)
  default Images createImage(ImageRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "image",
      verb = "edit",
      summary = "Make pictures from pictures and words",
      effect = Effect.NONE,
      metered = true,
      dataClass = DataClass.CUSTOMER)
  default Images editImage(ImageEdit request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "transcription",
      verb = "create",
      summary = "Write down what was said",
      effect = Effect.NONE,
      metered = true,
      dataClass = DataClass.CUSTOMER,
      heavy = true)
  default Transcription createTranscription(TranscriptionRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "translation",
      verb = "create",
      summary = "Write down in English what was said in any language",
      effect = Effect.NONE,
      metered = true,
      dataClass = DataClass.CUSTOMER,
      heavy = true)
  default Transcription createTranslation(TranslationRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "speech",
      verb = "create",
      summary = "Say a text aloud",
      effect = Effect.NONE,
      metered = true,
      dataClass = DataClass.CUSTOMER,
      heavy = true)
  default Speech createSpeech(SpeechRequest request, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "document",
      verb = "rerank",
      summary = "Order documents by how well they fit a query",
      effect = Effect.NONE,
      cacheable = true,
      metered = true,
      dataClass = DataClass.CUSTOMER,
      heavy = true)
  default Ranking rerankDocuments(RerankRequest request, Call call) {
    throw call.unsupported();
  }

  /**
   * What of a request this connector would drop or change on the way to its vendor, as names of
   * canonical fields, each once, e.g. {@code messages.cache_point}, {@code temperature} or {@code
   * extra.openai.seed}; empty when all of it arrives. What a message says is never among it: a part
   * of a user's or tool's message that the vendor cannot be told is refused as {@code unsupported}
   * when the call is made. The answer needs no I/O and reads no long text, so that it may be asked
   * for before each attempt.
   */
  default List<String> lossy(ChatRequest request) {
    return List.of();
  }

  /** The same of texts to embed: what another vendor than this one's has a name for. */
  default List<String> lossy(EmbeddingRequest request) {
    return Extra.names(request.extra());
  }

  /** The same of an input that is measured in more than tokens, such as a sound. */
  default List<String> lossy(Measured request) {
    return List.of();
  }
}
