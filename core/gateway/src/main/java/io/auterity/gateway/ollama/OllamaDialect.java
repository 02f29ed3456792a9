package io.auterity.gateway.ollama;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.BlockingRule;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.EmbeddingCall;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.gateway.dialect.VectorJson;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import java.util.Collection;
import java.util.List;

/** Ollama's dialect: chats, prompts, embeddings and models. */
public final class OllamaDialect implements Dialect {

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String NAME = "ollama";

  /** The vendor's version whose API is spoken, by which its clients know what they may ask. */
  static final String VERSION = "0.12.11";

  private static final String ROOT = "/api/";

  private final List<Endpoint> endpoints;

  public OllamaDialect(JsonReader json, Binder binder) {
    UnsupportedParts kept = new UnsupportedParts(binder);
    OllamaReader reader = new OllamaReader(json, kept);
    EmbedInput input = new EmbedInput(json);
    Form.Known version = () -> JsonWriter.bytes(Json.EMPTY.with("version", Json.of(VERSION)));
    // What runs, runs at the providers.
    Form.Known loaded = () -> JsonWriter.bytes(Json.EMPTY.with("models", Json.array(List.of())));
    this.endpoints =
        List.of(
            new Endpoint(this, "POST", ROOT + "chat", new Chat(reader, kept, true)),
            new Endpoint(this, "POST", ROOT + "generate", new Chat(reader, kept, false)),
            new Endpoint(this, "POST", ROOT + "embed", new Embedding(input, true)),
            new Endpoint(this, "POST", ROOT + "embeddings", new Embedding(input, false)),
            new Endpoint(this, "GET", ROOT + "tags", new Tags()),
            new Endpoint(this, "POST", ROOT + "show", new Show(json)),
            new Endpoint(this, "GET", ROOT + "ps", loaded),
            new Endpoint(this, "GET", ROOT + "version", version));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  public boolean speaks(String path, RequestHeaders headers) {
    return path.startsWith(ROOT);
  }

  @Override
  public byte[] body(Failure failure, String request) {
    return JsonWriter.bytes(error(failure));
  }

  static Json.Obj error(Failure failure) {
    Json.Obj error = Json.EMPTY.with("error", Json.of(failure.message()));
    String rule = BlockingRule.of(failure);
    return rule == null ? error : error.with(BlockingRule.FIELD, Json.of(rule));
  }

  private record Chat(OllamaReader reader, UnsupportedParts kept, boolean messages)
      implements Form.Chat {

    @Override
    public ChatCall read(Question question) {
      return messages ? reader.chat(question.body()) : reader.generate(question.body());
    }

    @Override
    public byte[] write(ChatResponse answer, AnswerDefaults defaults) {
      OllamaWriter words = new OllamaWriter(messages, kept);
      AnswerDefaults known =
          new AnswerDefaults(defaults.id(), defaults.modelOr(answer.model()), defaults.seconds());
      Json.Obj said = words.of(answer.parts(), known, true);
      return JsonWriter.bytes(
          words.ended(
              said,
              new ChatEvent.Finished(
                  answer.reason(), answer.detail(), answer.extra(), answer.xml()),
              answer.usage()));
    }

    @Override
    public AnswerStream stream(ChatCall call, Question question, AnswerDefaults defaults) {
      return new OllamaStreamWriter(new OllamaWriter(messages, kept), defaults);
    }
  }

  private record Embedding(EmbedInput input, boolean several) implements Form.Vectors {

    @Override
    public EmbeddingCall read(Question question) {
      return several ? input.several(question.body()) : input.one(question.body());
    }

    @Override
    public byte[] write(Embeddings answer, EmbeddingCall call) {
      List<Json> vectors = answer.vectors().stream().map(VectorJson::of).toList();
      return JsonWriter.bytes(
          several
              ? Json.EMPTY
                  .with("model", Json.of(answer.model()))
                  .with("embeddings", Json.array(vectors))
                  .with("prompt_eval_count", Json.of(answer.usage().input()))
              : Json.EMPTY.with("embedding", vectors.getFirst()));
    }
  }

  private static final class Tags implements Form.Models {

    @Override
    public byte[] write(Model model) {
      return JsonWriter.bytes(ModelTags.shown(model));
    }

    // The vendor has no pages of models.
    @Override
    public byte[] write(Collection<Model> models, Question question) {
      return JsonWriter.bytes(ModelTags.list(models));
    }
  }

  /** One model, which the body names. */
  private record Show(JsonReader json) implements Form.Models {

    @Override
    public String asked(Question question) {
      RequestFields body = RequestFields.of("", json.read(question.body()));
      Json older = body.take("name");
      if (older != null) {
        body.put("model", older);
      }
      return body.model();
    }

    @Override
    public byte[] write(Model model) {
      return JsonWriter.bytes(ModelTags.shown(model));
    }

    @Override
    public byte[] write(Collection<Model> models, Question question) {
      return JsonWriter.bytes(ModelTags.list(models));
    }
  }
}
