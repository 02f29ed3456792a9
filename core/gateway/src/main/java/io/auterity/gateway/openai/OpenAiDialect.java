package io.auterity.gateway.openai;

import static io.auterity.gateway.dialect.Form.Kept.Act.DELETE;
import static io.auterity.gateway.dialect.Form.Kept.Act.GET;
import static io.auterity.gateway.dialect.Form.Kept.Act.ITEMS;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.EmbeddingCall;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.openai.responses.ResponsesForm;
import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.Part;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** OpenAI's dialect: chat completions, responses, embeddings, models, files and batches. */
public final class OpenAiDialect implements Dialect {

  private static final String FILES = "/v1/files";
  private static final String BATCHES = "/v1/batches";
  private static final String TUNINGS = "/v1/fine_tuning/jobs";

  private static final String RESPONSES = "/v1/responses";

  private final List<Endpoint> endpoints;

  public OpenAiDialect(JsonReader json, Binder binder) {
    Form.Models models = new Models();
    ResponsesForm responses = new ResponsesForm(json, binder);
    this.endpoints =
        List.of(
            new Endpoint(this, "POST", "/v1/chat/completions", new Chat(json, binder, responses)),
            new Endpoint(this, "POST", "/v1/completions", new CompletionForm(json, binder)),
            new Endpoint(this, "POST", RESPONSES, responses),
            new Endpoint(this, "POST", RESPONSES + "/input_tokens", responses.counted()),
            new Endpoint(this, "GET", RESPONSES + "/{response}/input_items", responses.kept(ITEMS)),
            new Endpoint(this, "GET", RESPONSES + "/{response}", responses.kept(GET)),
            new Endpoint(this, "DELETE", RESPONSES + "/{response}", responses.kept(DELETE)),
            new Endpoint(this, "POST", "/v1/embeddings", new Vectors(json)),
            whole("/v1/moderations", new ModerationForm(json)),
            whole("/v1/images/generations", ImageForm.made(json)),
            whole("/v1/images/edits", ImageForm::edited),
            whole("/v1/audio/transcriptions", TranscriptForm::transcribed),
            whole("/v1/audio/translations", TranscriptForm::translated),
            whole("/v1/audio/speech", new SpeechForm(json)),
            whole("/v1/rerank", new RerankForm(json)),
            new Endpoint(this, "GET", "/v1/models", models),
            new Endpoint(this, "GET", "/v1/models/{model}", models),
            new Endpoint(this, "POST", FILES, new FileForms.Upload()),
            new Endpoint(this, "GET", FILES, new FileForms.Files(Form.Files.Act.LIST)),
            new Endpoint(
                this, "GET", FILES + "/{file}/content", new FileForms.Files(Form.Files.Act.READ)),
            new Endpoint(this, "GET", FILES + "/{file}", new FileForms.Files(Form.Files.Act.GET)),
            new Endpoint(
                this, "DELETE", FILES + "/{file}", new FileForms.Files(Form.Files.Act.DELETE)),
            batches(json, "POST", "", Form.Batches.Act.CREATE),
            batches(json, "GET", "", Form.Batches.Act.LIST),
            batches(json, "POST", "/{batch}/cancel", Form.Batches.Act.CANCEL),
            batches(json, "GET", "/{batch}", Form.Batches.Act.GET),
            tunings(json, "POST", "", Form.Tunings.Act.CREATE),
            tunings(json, "GET", "", Form.Tunings.Act.LIST),
            tunings(json, "POST", "/{job}/cancel", Form.Tunings.Act.CANCEL),
            tunings(json, "GET", "/{job}/events", Form.Tunings.Act.EVENTS),
            tunings(json, "GET", "/{job}", Form.Tunings.Act.GET));
  }

  private Endpoint tunings(JsonReader json, String method, String rest, Form.Tunings.Act act) {
    return new Endpoint(this, method, TUNINGS + rest, new TuningForms(act, json));
  }

  private Endpoint batches(JsonReader json, String method, String rest, Form.Batches.Act act) {
    BatchForms.Wire wire = new BatchForms.Wire(json);
    return new Endpoint(this, method, BATCHES + rest, new BatchForms.Batches(act, wire, json));
  }

  private Endpoint whole(String path, Form.Whole form) {
    return new Endpoint(this, "POST", path, form);
  }

  @Override
  public Map<String, String> rateHeaders(RateStanding rates) {
    return RateLimitHeaders.of(rates);
  }

  @Override
  public @Nullable UUID file(Part part) {
    return part instanceof Part.Opaque(String dialect, Json.Obj piece)
            && dialect.equals(PartReader.DIALECT)
            && piece.get("file") instanceof Json.Obj file
        ? StoredFile.named(file.text("file_id"))
        : null;
  }

  @Override
  public String name() {
    return PartReader.DIALECT;
  }

  @Override
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  public boolean speaks(String path, RequestHeaders headers) {
    return endpoints.stream().anyMatch(endpoint -> path.startsWith(endpoint.path()));
  }

  @Override
  public byte[] body(Failure failure, String request) {
    return FailureWriter.write(failure);
  }

  private static final class Chat implements Form.Chat {
    private final ChatReader reader;
    private final ChatScan scan;
    private final ChatWriter writer;
    private final Binder binder;

    private final ResponsesForm responses;

    Chat(JsonReader json, Binder binder, ResponsesForm responses) {
      this.responses = responses;
      this.reader = new ChatReader(json, binder);
      this.scan = new ChatScan(json, reader);
      this.writer = new ChatWriter(binder);
      this.binder = binder;
    }

    @Override
    public ChatCall read(Question question) {
      return scan.scan(question.body()).orElseGet(() -> whole(question));
    }

    // Cursor asks here in items of responses, and wants to be answered as a chat.
    private ChatCall whole(Question question) {
      try {
        return reader.read(question.body());
      } catch (CallFailedException e) {
        if (!e.failure().fields().containsKey("messages")) {
          throw e;
        }
        return responses.chat(question).orElseThrow(() -> e);
      }
    }

    @Override
    public byte[] write(ChatResponse answer, AnswerDefaults defaults) {
      return writer.write(answer, defaults);
    }

    @Override
    public byte[] write(List<ChatResponse> answers, ChatCall call, AnswerDefaults defaults) {
      return writer.write(answers, call.older(), defaults);
    }

    @Override
    public AnswerStream stream(ChatCall call, Question question, AnswerDefaults defaults) {
      return new ChatStreamWriter(defaults, call, binder);
    }
  }

  private static final class Vectors implements Form.Vectors {
    private final EmbeddingReader reader;

    Vectors(JsonReader json) {
      this.reader = new EmbeddingReader(json);
    }

    @Override
    public EmbeddingCall read(Question question) {
      return reader.read(question.body());
    }

    @Override
    public byte[] write(Embeddings answer, EmbeddingCall call) {
      return EmbeddingWriter.write(answer, call.base64());
    }
  }

  private static final class Models implements Form.Models {
    @Override
    public byte[] write(Model model) {
      return ModelWriter.write(model);
    }

    // The vendor has no pages of models.
    @Override
    public byte[] write(Collection<Model> models, Question question) {
      return ModelWriter.write(models);
    }
  }
}
