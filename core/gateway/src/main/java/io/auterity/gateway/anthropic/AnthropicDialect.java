package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.call.Bearer;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenCount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's dialect: messages, counts of their tokens, models, files, and batches of messages.
 */
public final class AnthropicDialect implements Dialect {

  /** Ids of batches, as Anthropic's clients know them. */
  public static final WireId BATCH_ID = new WireId("msgbatch_");

  /** Name of this dialect on fields and pieces that only it understands. */
  static final String NAME = "anthropic";

  static final String MESSAGES = "/v1/messages";
  static final String BATCHES = MESSAGES + "/batches";
  private static final String FILES = "/v1/files";

  private final BlockReader blocks;
  private final List<Endpoint> endpoints;

  public AnthropicDialect(JsonReader json, Binder binder) {
    SealedParts sealed = new SealedParts(new UnsupportedParts(binder));
    this.blocks = new BlockReader(sealed);
    MessagesReader reader = new MessagesReader(json, blocks);
    Form.Models models = new Models();
    this.endpoints =
        List.of(
            new Endpoint(
                this, "POST", MESSAGES, new Chat(reader, new MessagesScan(json, reader), sealed)),
            new Endpoint(this, "POST", MESSAGES + "/count_tokens", new Tokens(reader)),
            new Endpoint(this, "GET", "/v1/models", models),
            new Endpoint(this, "GET", "/v1/models/{model}", models),
            batches(json, "POST", "", Form.Batches.Act.CREATE),
            batches(json, "GET", "", Form.Batches.Act.LIST),
            batches(json, "POST", "/{batch}/cancel", Form.Batches.Act.CANCEL),
            batches(json, "GET", "/{batch}/results", Form.Batches.Act.RESULTS),
            batches(json, "GET", "/{batch}", Form.Batches.Act.GET),
            batches(json, "DELETE", "/{batch}", Form.Batches.Act.DELETE),
            new Endpoint(this, "POST", FILES, new FileMetadataForms.Upload()),
            files("GET", "", Form.Files.Act.LIST),
            files("GET", "/{file}/content", Form.Files.Act.READ),
            files("GET", "/{file}", Form.Files.Act.GET),
            files("DELETE", "/{file}", Form.Files.Act.DELETE));
  }

  private Endpoint files(String method, String rest, Form.Files.Act act) {
    return new Endpoint(this, method, FILES + rest, new FileMetadataForms.Files(act));
  }

  private Endpoint batches(JsonReader json, String method, String rest, Form.Batches.Act act) {
    MessageBatchForms.Wire wire = new MessageBatchForms.Wire();
    return new Endpoint(
        this, method, BATCHES + rest, new MessageBatchForms.Batches(act, wire, json));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** Its paths for messages are its own; what else it is asked, its clients name a version. */
  @Override
  public boolean speaks(String path, RequestHeaders headers) {
    return path.equals(MESSAGES)
        || path.startsWith(MESSAGES + "/")
        || headers.get("anthropic-version") != null;
  }

  @Override
  public @Nullable UUID file(Part part) {
    return part instanceof Part.Opaque(String dialect, Json.Obj block)
            && dialect.equals(NAME)
            && block.get("source") instanceof Json.Obj source
            && "file".equals(source.text("type"))
        ? StoredFile.named(source.text("file_id"))
        : null;
  }

  @Override
  public Part.Content filled(Part part, Part.File content) {
    return blocks.filled((Json.Obj) ((Part.Opaque) part).value(), content);
  }

  @Override
  public List<String> keys(RequestHeaders headers, Query query) {
    return Stream.concat(
            Bearer.token(headers.get("authorization")).stream(),
            Optional.ofNullable(headers.get("x-api-key"))
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .stream())
        .toList();
  }

  @Override
  public String keyHint() {
    return "send the header 'x-api-key: <key>' or 'Authorization: Bearer <key>'";
  }

  // As "Rate limits" in Anthropic's documentation names them; a time is one of RFC 3339.
  @Override
  public Map<String, String> rateHeaders(RateStanding rates) {
    Map<String, String> headers = new LinkedHashMap<>();
    put("requests", rates.calls(), rates.at(), headers);
    put("tokens", rates.tokens(), rates.at(), headers);
    return headers;
  }

  private static void put(
      String what, RateStanding.@Nullable Rate rate, Instant at, Map<String, String> headers) {
    if (rate != null) {
      String name = "anthropic-ratelimit-%s-".formatted(what);
      headers.put(name + "limit", Long.toString(rate.most()));
      headers.put(name + "remaining", Long.toString(rate.left()));
      Instant reset = at.plus(rate.reset()).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
      headers.put(name + "reset", reset.toString());
    }
  }

  @Override
  public String requestIdHeader() {
    return "request-id";
  }

  @Override
  public int status(Failure failure) {
    return AnthropicFailures.status(failure);
  }

  @Override
  public byte[] body(Failure failure, String request) {
    return JsonBody.bytes(
        out -> {
          out.writeStartObject();
          out.writeStringProperty("type", "error");
          AnthropicFailures.write(out, failure, request);
          out.writeEndObject();
        });
  }

  private record Chat(MessagesReader reader, MessagesScan scan, SealedParts sealed)
      implements Form.Chat {

    @Override
    public ChatCall read(Question question) {
      return scan.scan(question.body(), question.headers())
          .orElseGet(() -> reader.read(question.body(), question.headers()));
    }

    @Override
    public byte[] write(ChatResponse answer, AnswerDefaults defaults) {
      return new MessageWriter(sealed).write(answer, defaults);
    }

    @Override
    public AnswerStream stream(ChatCall call, Question question, AnswerDefaults defaults) {
      return new MessageStreamWriter(defaults, sealed);
    }
  }

  private record Tokens(MessagesReader reader) implements Form.Tokens {

    @Override
    public ChatRequest read(Question question) {
      return reader.readCounted(question.body(), question.headers());
    }

    @Override
    public byte[] write(TokenCount count) {
      return JsonBody.bytes(
          out -> {
            out.writeStartObject();
            out.writeNumberProperty("input_tokens", count.input());
            out.writeEndObject();
          });
    }
  }

  private record Models() implements Form.Models {

    @Override
    public byte[] write(Model model) {
      return ModelPageWriter.write(model);
    }

    @Override
    public byte[] write(Collection<Model> models, Question question) {
      return ModelPageWriter.write(List.copyOf(models), question.query());
    }
  }
}
