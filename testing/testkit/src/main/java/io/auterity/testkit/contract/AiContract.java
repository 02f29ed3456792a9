package io.auterity.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.CreatedObject;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelGet;
import io.auterity.spi.ai.ModelPull;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.ModerationRequest;
import io.auterity.spi.ai.NewModel;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.ObjectRequest;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.SpeechRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.spi.ai.TokenCount;
import io.auterity.spi.ai.TranscriptionRequest;
import io.auterity.spi.ai.TranslationRequest;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningEventQuery;
import io.auterity.spi.ai.TuningGet;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.testkit.FakeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What every {@code ai} connector must do. */
public abstract class AiContract extends ConnectorContract<Ai> {

  private static final Map<String, String> CLASSES =
      Map.of("weather", "It rains or the sun shines.", "money", "A person pays for something.");

  private static final Json.Obj SCHEMA =
      Json.EMPTY
          .with("type", Json.of("object"))
          .with(
              "properties",
              Json.EMPTY.with(ObjectReplies.FIELD, Json.EMPTY.with("type", Json.of("string"))))
          .with("required", Json.array(List.of(Json.of(ObjectReplies.FIELD))))
          .with("additionalProperties", Json.of(false));

  private static final Json.Obj NO_SCHEMA = SCHEMA.with("required", Json.of("all"));

  /** What the job that the provider under test tells of trained. */
  private static final long TRAINED = 5_768;

  protected AiContract() {
    super(Ai.class);
  }

  /** A model that the provider under test offers. */
  protected abstract String model();

  @Override
  protected Object input(String operation, Ai instance) {
    return switch (operation) {
      case "chat.create", "chat.stream", "token.count" -> chat();
      case "embedding.create" -> new EmbeddingRequest(model(), List.of("one", "two"), null);
      case "model.list" -> new ModelQuery(null, null);
      case "model.get" -> new ModelGet(model(), null);
      case "model.pull" -> new ModelPull(model(), null);
      case "model.create" -> new NewModel("of-another", model(), null, null, null, null);
      case "text.classify" -> new TextToClassify("He paid for the lunch.", CLASSES);
      case "object.create" -> new ObjectRequest("Did he pay?", null, SCHEMA);
      default -> mediaInput(operation);
    };
  }

  private Object mediaInput(String operation) {
    return switch (operation) {
      case "moderation.create" -> new ModerationRequest(model(), List.of("one", "two"));
      case "image.create" -> new ImageRequest(model(), "A cat.", null, null);
      case "image.edit" ->
          new ImageEdit(model(), "Make it a dog.", List.of(picture()), null, null, null);
      case "transcription.create" ->
          new TranscriptionRequest(model(), sound(), null, null, null, null, null, null);
      case "translation.create" -> new TranslationRequest(model(), sound(), null, null, null, null);
      case "speech.create" -> new SpeechRequest(model(), "Hello.", "alloy", null, null, null, null);
      case "document.rerank" -> new RerankRequest(model(), "lunch", List.of("one", "two"), null);
      default -> tuningInput(operation);
    };
  }

  private Object tuningInput(String operation) {
    Ref job = new Ref("under-test", "job-1");
    return switch (operation) {
      case "tuning.create" ->
          new NewTuning(model(), examples(), null, null, null, null, null, null, null);
      case "tuning.get", "tuning.cancel" -> new TuningGet(job);
      case "tuning.list" -> new TuningQuery(null, null, null, null);
      case "tuning.events" -> new TuningEventQuery(job, null, null);
      case "tuning.settle" -> new TuningBill(job, model(), TRAINED);
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  /** A file of one example. */
  protected final Content examples() {
    byte[] line = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}\n".getBytes(UTF_8);
    return Content.of("application/jsonl", "examples.jsonl", line);
  }

  /** A small picture. */
  protected final Content picture() {
    return Content.of("image/png", "cat.png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
  }

  /** A sound: half a second of silence, sampled 16,000 times a second. */
  protected final Content sound() {
    return Content.of("audio/wav", "hello.wav", Wavs.silence(8_000));
  }

  private ChatRequest chat() {
    List<Message> messages = List.of(Message.text(Role.USER, "Say hello."));
    return ChatRequest.builder(model(), messages).build();
  }

  @TestFactory
  Stream<DynamicTest> embedding() {
    return when(
        "embedding.create",
        DynamicTest.dynamicTest("gives each text a vector", this::givesEachTextAVector),
        refuses("embedding.create", "no texts", new EmbeddingRequest(model(), List.of(), null)));
  }

  @TestFactory
  Stream<DynamicTest> classification() {
    return when(
        "text.classify",
        DynamicTest.dynamicTest("scores classes of the input only", this::scoresClasses),
        refuses("text.classify", "one class", new TextToClassify("x", Map.of("a", "An a."))),
        refuses("text.classify", "no text", new TextToClassify(" ", CLASSES)));
  }

  @TestFactory
  Stream<DynamicTest> objects() {
    return when(
        "object.create",
        DynamicTest.dynamicTest("has an object that fits the schema", this::createsAnObject),
        refuses("object.create", "no text", new ObjectRequest(" ", null, SCHEMA)),
        refuses("object.create", "a schema of no object", new ObjectRequest("x", null, Json.EMPTY)),
        refuses("object.create", "what is no schema", new ObjectRequest("x", null, NO_SCHEMA)));
  }

  private void createsAnObject() {
    ProviderContext provider = provider();
    Ai ai = open(provider);
    ObjectRequest input = (ObjectRequest) input("object.create", ai);

    CreatedObject made = ai.createObject(input, call("object.create", provider));

    assertThat(made.model()).isNotBlank();
    assertThat(provider.answerSchema(input.schema()).problems(made.value())).isEmpty();
  }

  /**
   * A vendor that answers as it once did, and with an object where the contract asks for one.
   *
   * @param answer what the recorded model says, whole
   */
  protected static Transport withObjects(Transport recorded, String answer) {
    return new ObjectReplies(recorded, answer);
  }

  @TestFactory
  Stream<DynamicTest> models() {
    return when(
        "model.list",
        DynamicTest.dynamicTest("pages hold each model once", this::pagesHoldEachModelOnce),
        refuses("model.list", "a limit of zero", new ModelQuery(null, 0)));
  }

  private void givesEachTextAVector() {
    ProviderContext provider = provider();
    Ai ai = open(provider);
    FakeCall call = call("embedding.create", provider);

    Embeddings made = ai.createEmbedding((EmbeddingRequest) input("embedding.create", ai), call);

    assertThat(made.vectors()).hasSize(2);
    assertThat(made.vectors().get(0)).hasSameSizeAs(made.vectors().get(1)).isNotEmpty();
    assertThat(call.metered()).isEqualTo(made.usage().quantities());
  }

  @TestFactory
  Stream<DynamicTest> tunings() {
    return when(
        "tuning.create",
        DynamicTest.dynamicTest("stays with its provider, and costs nothing yet", this::beginsAJob),
        DynamicTest.dynamicTest("is billed what it trained", this::billsAJob),
        refuses(
            "tuning.create",
            "no examples",
            new NewTuning(
                model(),
                Content.of("application/jsonl", new byte[0]),
                null,
                null,
                null,
                null,
                null,
                null,
                null)),
        refuses("tuning.list", "a limit of zero", new TuningQuery(null, 0, null, null)));
  }

  private void beginsAJob() {
    ProviderContext provider = provider();
    Ai ai = open(provider);
    FakeCall call = call("tuning.create", provider);

    Tuning begun = ai.createTuning((NewTuning) input("tuning.create", ai), call);

    assertThat(begun.ref().provider()).isEqualTo(provider.id());
    assertThat(begun.ref().id()).isNotBlank();
    assertThat(call.metered()).isEqualTo(Map.of(MediaUnit.TRAINED_TOKENS, 0L));
  }

  private void billsAJob() {
    ProviderContext provider = provider();
    Ai ai = open(provider);
    FakeCall call = call("tuning.settle", provider);

    ai.settleTuning((TuningBill) input("tuning.settle", ai), call);

    assertThat(call.metered()).isEqualTo(Map.of(MediaUnit.TRAINED_TOKENS, TRAINED));
  }

  @TestFactory
  Stream<DynamicTest> tokens() {
    return when(
        "token.count",
        DynamicTest.dynamicTest("counts tokens and meters none", this::countsTokens));
  }

  private void countsTokens() {
    ProviderContext provider = provider();
    FakeCall call = call("token.count", provider);

    TokenCount count = open(provider).countTokens(chat(), call);

    assertThat(count.input()).isPositive();
    assertThat(call.metered()).isEmpty();
  }

  private void scoresClasses() {
    ProviderContext provider = provider();
    Ai ai = open(provider);
    TextToClassify input = (TextToClassify) input("text.classify", ai);

    Classification made = ai.classifyText(input, call("text.classify", provider));

    assertThat(made.model()).isNotBlank();
    assertThat(made.label()).isNotBlank();
    assertThat(made.scores().keySet()).isSubsetOf(input.classes().keySet());
  }

  private void pagesHoldEachModelOnce() {
    List<String> ids = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page<Model> page = list(cursor);
      page.items().forEach(model -> ids.add(model.id()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(ids).doesNotHaveDuplicates().contains(model());
  }

  private Page<Model> list(@Nullable Cursor cursor) {
    ProviderContext provider = provider();
    return open(provider).listModels(new ModelQuery(cursor, 1), call("model.list", provider));
  }

  private Stream<DynamicTest> when(String operation, DynamicTest... tests) {
    return supports(operation) ? Stream.of(tests) : Stream.empty();
  }

  private DynamicTest refuses(String operation, String what, Object input) {
    Executable test =
        () -> {
          ProviderContext provider = provider();
          Ai ai = open(provider);
          Failures.expect(
              FailureCode.INVALID, () -> invoke(operation, ai, input, call(operation, provider)));
        };
    return DynamicTest.dynamicTest("refuses " + what, test);
  }
}
