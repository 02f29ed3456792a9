package io.auterity.gateway.gemini;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.EmbeddingCall;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.VectorJson;
import io.auterity.platform.call.Bearer;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.TokenCount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Gemini's dialect: contents, embeddings, counts of tokens, and models. */
public final class GeminiDialect implements Dialect {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String NAME = "gemini";

  private static final List<String> VERSIONS = List.of("/v1beta/", "/v1/");

  private final List<Endpoint> endpoints = new ArrayList<>();

  public GeminiDialect(JsonReader json, Binder binder) {
    ThoughtSeal seal = new ThoughtSeal(new UnsupportedParts(binder));
    GenerateReader reader = new GenerateReader(json, seal);
    EmbedReader texts = new EmbedReader(json);
    Form.Models models = new Models();
    for (String version : VERSIONS) {
      String path = version + "models";
      // Clients that know models by provider/model leave the collection out.
      for (String model : List.of(path + "/{model}", version + "{model}")) {
        post(model + ":generateContent", new Chat(reader, seal, false));
        post(model + ":streamGenerateContent", new Chat(reader, seal, true));
        post(model + ":embedContent", new Embedding(texts, false));
        post(model + ":batchEmbedContents", new Embedding(texts, true));
        post(model + ":countTokens", new Tokens(reader));
      }
      endpoints.add(new Endpoint(this, "GET", path, models));
      endpoints.add(new Endpoint(this, "GET", path + "/{model}", models));
    }
  }

  private void post(String path, Form form) {
    endpoints.add(new Endpoint(this, "POST", path, form));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Its first version is its own; in the other its paths for models are so by their verb. */
  @Override
  public boolean speaks(String path, RequestHeaders headers) {
    return path.startsWith(VERSIONS.getFirst())
        || headers.get("x-goog-api-key") != null
        || headers.get("x-goog-api-client") != null
        || endpoints.stream().anyMatch(one -> one.method().equals("POST") && one.fits(path));
  }

  @Override
  public List<String> keys(RequestHeaders headers, Query query) {
    return Stream.concat(
            Bearer.token(headers.get("authorization")).stream(),
            Stream.of(headers.get("x-goog-api-key"), query.get("key"))
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(key -> !key.isEmpty()))
        .toList();
  }

  @Override
  public String keyHint() {
    return "send the header 'x-goog-api-key: <key>' or 'Authorization: Bearer <key>'";
  }

  @Override
  public byte[] body(Failure failure, String request) {
    return JsonWriter.bytes(RpcErrors.error(failure));
  }

  private record Chat(GenerateReader reader, ThoughtSeal seal, boolean streams)
      implements Form.Chat {

    @Override
    public ChatCall read(Question question) {
      return reader.read(question, streams);
    }

    @Override
    public byte[] write(ChatResponse answer, AnswerDefaults defaults) {
      return new GenerateWriter(seal).write(answer, defaults);
    }

    @Override
    public byte[] write(List<ChatResponse> answers, ChatCall call, AnswerDefaults defaults) {
      return new GenerateWriter(seal).write(answers, defaults);
    }

    @Override
    public AnswerStream stream(ChatCall call, Question question, AnswerDefaults defaults) {
      boolean events = "sse".equals(question.query().get("alt"));
      return new GenerateStreamWriter(events, call.answers(), defaults, seal);
    }
  }

  private record Tokens(GenerateReader reader) implements Form.Tokens {

    @Override
    public ChatRequest read(Question question) {
      return reader.readCounted(question);
    }

    @Override
    public byte[] write(TokenCount count) {
      return JsonWriter.bytes(Json.EMPTY.with("totalTokens", Json.of(count.input())));
    }
  }

  private record Embedding(EmbedReader reader, boolean several) implements Form.Vectors {

    @Override
    public EmbeddingCall read(Question question) {
      return several ? reader.several(question) : reader.one(question);
    }

    @Override
    public byte[] write(Embeddings answer, EmbeddingCall call) {
      List<Json.Obj> vectors =
          answer.vectors().stream()
              .map(vector -> Json.EMPTY.with("values", VectorJson.of(vector)))
              .toList();
      return JsonWriter.bytes(
          several
              ? Json.EMPTY.with("embeddings", Json.array(vectors))
              : Json.EMPTY.with("embedding", vectors.getFirst()));
    }
  }

  private record Models() implements Form.Models {

    @Override
    public byte[] write(Model model) {
      return ModelResources.write(model);
    }

    @Override
    public byte[] write(Collection<Model> models, Question question) {
      return ModelResources.write(List.copyOf(models), question.query());
    }
  }
}
