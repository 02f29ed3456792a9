package io.auterity.losses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.anthropic.AnthropicDialect;
import io.auterity.gateway.dialect.Dialects;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.gemini.GeminiDialect;
import io.auterity.gateway.ollama.OllamaDialect;
import io.auterity.gateway.openai.OpenAiDialect;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.reference.GeneratedFile;
import io.auterity.relay.answer.XmlTurn;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each feature of each dialect that is served loses at each vendor, and the page of it. */
class LossTableTest {

  private static final String HEAD =
      """
      # What a chat loses between dialects

      What a caller asks in one dialect is answered by vendors of others. This is what of it does not reach them, as their connectors tell it when they are asked: ● nothing is lost, `field` is left out or
      changed and named in the answer's `auterity-lossy` (and the call refused with `auterity-strict: true`), ○ the connector cannot carry it and refuses the call with `unsupported`, so that the
      next vendor of the route is asked. What a model itself can do is another matter: `matrix.md`. Between the same dialects requests go as they were written.
      """;

  private static final Binder BINDER = new Binder();
  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final Dialects DIALECTS =
      new Dialects(
          List.of(
              new GeminiDialect(JSON, BINDER),
              new OllamaDialect(JSON, BINDER),
              new AnthropicDialect(JSON, BINDER),
              new OpenAiDialect(JSON, BINDER)));

  /** A dialect, and what can be asked in it. */
  private record Asked(
      String dialect, String path, Json.Obj plain, Json tools, Map<String, Json> features) {

    static Asked of(Json.Obj told) {
      return new Asked(
          Objects.requireNonNull(told.text("dialect")),
          Objects.requireNonNull(told.text("path")),
          (Json.Obj) Objects.requireNonNull(told.get("plain")),
          Objects.requireNonNull(told.get("tools")),
          ((Json.Obj) Objects.requireNonNull(told.get("features"))).fields());
    }

    ChatRequest request(Json feature) {
      Map<String, Json> body = new LinkedHashMap<>(plain.fields());
      body.putAll(((Json.Obj) feature).fields());
      body.computeIfPresent("tools", (name, given) -> given instanceof Json.Str ? tools : given);
      ChatRequest read = read(path, new Json.Obj(body).toString().getBytes(UTF_8));
      return (ChatRequest) XmlTurn.asked(read);
    }
  }

  private static ChatRequest read(String path, byte[] body) {
    Endpoint endpoint =
        DIALECTS.all().stream()
            .flatMap(dialect -> Dialects.endpoint(dialect, "POST", path).stream())
            .findFirst()
            .orElseThrow();
    Question question = new Question(endpoint.named(path), Query.NONE, _ -> null, body);
    return switch (endpoint.form()) {
      case Form.Chat form -> whole(form.read(question).input());
      case Form.Responses form -> form.read(question, (ids, read) -> Map.of()).chat().request();
      default -> throw new AssertionError(path);
    };
  }

  private static ChatRequest whole(Payload input) {
    return switch (input) {
      case Payload.OfWire wire -> wire.whole();
      case Payload.OfRecord(Record value) -> (ChatRequest) value;
      case Payload.OfJson json -> throw new AssertionError(json);
    };
  }

  private static List<Asked> asked() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(LossTableTest.class.getResourceAsStream("requests.yaml"))) {
      return ((Json.Arr) YamlTree.read(in.readAllBytes()))
          .items().stream().map(one -> Asked.of((Json.Obj) one)).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OpenAI chat, OPENAI",
    "Anthropic, ANTHROPIC",
    "Gemini, GEMINI",
    "Ollama, OLLAMA",
  })
  void nothingIsLostOnTheWayToTheSameDialect(String dialect, Answering vendor) throws IOException {
    Asked asked =
        asked().stream().filter(one -> one.dialect().equals(dialect)).findFirst().orElseThrow();

    Map<String, List<String>> lost = new LinkedHashMap<>();
    asked
        .features()
        .forEach(
            (feature, fields) -> lost.put(feature, vendor.losesOfItsOwn(asked.request(fields))));

    assertThat(lost).allSatisfy((feature, fields) -> assertThat(fields).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"ANTHROPIC", "GEMINI", "BEDROCK", "COHERE", "MISTRAL", "OLLAMA"})
  void aSchemaIsNoLossWhateverItsNameWas(Answering vendor) throws IOException {
    Asked asked = asked().getFirst();

    Json schema = Objects.requireNonNull(asked.features().get("an answer by a schema"));

    assertThat(vendor.loses(asked.request(schema))).isEmpty();
  }

  @Test
  @Tag("generated")
  void thePageIsWhatConnectorsTell() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    for (Asked asked : asked()) {
      page.append("\n## Asked in the dialect of %s\n".formatted(asked.dialect()));
      List<String> names = new ArrayList<>();
      for (Answering vendor : Answering.values()) {
        names.add(vendor.words());
      }
      page.append("| asked for | ").append(String.join(" | ", names)).append(" |\n|---");
      page.append("|---".repeat(names.size())).append("|\n");
      asked
          .features()
          .forEach(
              (feature, fields) ->
                  page.append(row(asked.dialect(), feature, asked.request(fields))));
    }

    GeneratedFile.check("docs/reference/losses.md", page.toString());
  }

  private static String row(String dialect, String feature, ChatRequest request) {
    StringBuilder row = new StringBuilder("| ").append(feature);
    for (Answering vendor : Answering.values()) {
      row.append(" | ").append(cell(vendor, dialect, request));
    }
    return row.append(" |\n").toString();
  }

  private static String cell(Answering vendor, String dialect, ChatRequest request) {
    if (vendor.refuses(request)) {
      return "○";
    }
    List<String> lost =
        vendor.speaks(dialect) ? vendor.losesOfItsOwn(request) : vendor.loses(request);
    return lost.isEmpty() ? "●" : "`%s`".formatted(String.join("`, `", lost));
  }
}
