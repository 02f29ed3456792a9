package io.auterity.gateway.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Traffic that clients of the vendor really had, and the vendor's own description of it. */
class RecordedContentsTest {

  private static final String SCHEMA = "specs/gemini-native.openapi.json";
  private static final JsonReader JSON = new JsonReader(16_000_000);
  private static final ThoughtSeal SEAL = new ThoughtSeal(new UnsupportedParts(new Binder()));
  private static final GenerateReader READER = new GenerateReader(JSON, SEAL);
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 0);

  @Test
  void everyRecordedRequestIsRead() {
    List<RecordedExchange> recorded = recorded("enerateContent").toList();

    assertThat(recorded.size()).isGreaterThan(70);
    for (RecordedExchange one : recorded) {
      ChatRequest request = read(one.request().body());
      assertThat(words(request)).isEqualTo(words(JSON.readObject(one.request().body())));
    }
  }

  @Test
  void whatAModelSaidComesBackAsItWas() {
    int answers = 0;
    for (RecordedExchange one : recorded(":generateContent").toList()) {
      if (one.response().succeeded()
          && JSON.readObject(one.response().body()).get("candidates") instanceof Json.Arr list
          && list.items().getFirst() instanceof Json.Obj candidate
          && candidate.get("content") instanceof Json.Obj content
          && content.get("parts") != null) {
        answers++;
        Json.Obj body =
            Json.EMPTY.with(
                "contents", Json.array(List.of(content.with("role", Json.of("model")))));
        List<Part> parts =
            read(body.toString().getBytes(UTF_8)).messages().stream()
                .flatMap(message -> message.parts().stream())
                .toList();
        assertThat(readAgain(parts)).isEqualTo(parts);
      }
    }
    assertThat(answers).isGreaterThan(50);
  }

  @Test
  void whatIsWrittenFitsTheVendorsDescription() throws IOException {
    VendorSchema schema = new VendorSchema(SCHEMA);
    List<Part> parts =
        List.of(
            new Part.Reasoning("hm", "c2ln", "gemini"),
            new Part.Text("Paris"),
            new Part.Citation("Paris is", "https://e.org", "A"),
            new Part.Image(null, "image/png", "AAAA"),
            new Part.File("a", "https://e.org/a", "text/plain", null),
            new Part.ToolCall("c", "f", "{\"a\":[1,null]}"),
            new Part.Opaque("anthropic", Json.EMPTY.with("type", Json.of("x"))));
    for (FinishReason reason : FinishReason.values()) {
      ChatResponse answer =
          new ChatResponse("r", "m", parts, reason, new TokenUsage(9, 5, 2, 1), null, "word");
      assertThat(errors(schema, new GenerateWriter(SEAL).write(answer, DEFAULTS))).isEmpty();
    }
    for (byte[] response : streamed(parts)) {
      assertThat(errors(schema, response)).isEmpty();
    }
    Model model = new Model("a", null, null, "A", 9L, 7L);
    assertThat(schema.errors("Model", ModelResources.write(model))).isEmpty();
    assertThat(
            schema.errors(
                "ListModelsResponse",
                ModelResources.write(List.of(model, model), new Query("pageSize=1"))))
        .isEmpty();
  }

  @Test
  void everyFailureIsAnErrorWithAWordOfTheVendors() {
    for (FailureCode code : FailureCode.values()) {
      Json.Obj error =
          (Json.Obj) Objects.requireNonNull(RpcErrors.error(Failure.of(code, "why")).get("error"));

      assertThat(error.text("status")).matches("[A-Z_]+");
      assertThat(error.fields()).containsOnlyKeys("code", "message", "status", "details");
    }
  }

  private static List<String> errors(VendorSchema schema, byte[] response) {
    return schema.errors("GenerateContentResponse", response);
  }

  private static List<byte[]> streamed(List<Part> parts) {
    GenerateStreamWriter stream = new GenerateStreamWriter(true, 1, DEFAULTS, SEAL);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      ChatEvent event = new ChatEvent.PartDelta(i, parts.get(i));
      text.append(new String(stream.write(event), UTF_8));
    }
    text.append(new String(stream.write(new ChatEvent.Finished(FinishReason.STOP)), UTF_8));
    return text.toString()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6).getBytes(UTF_8))
        .toList();
  }

  /** All texts that stand in user's and model's parts, in order. */
  private static String words(ChatRequest request) {
    StringBuilder words = new StringBuilder();
    for (Message message : request.messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Text(String text) && message.role() != Role.SYSTEM) {
          words.append(text);
        }
      }
    }
    return words.toString();
  }

  private static String words(Json.Obj body) {
    StringBuilder words = new StringBuilder();
    for (Json content : ((Json.Arr) Objects.requireNonNull(body.get("contents"))).items()) {
      for (Json part :
          ((Json.Arr) Objects.requireNonNull(((Json.Obj) content).get("parts"))).items()) {
        Json.Obj fields = (Json.Obj) part;
        if (fields.text("text") != null && !Json.of(true).equals(fields.get("thought"))) {
          words.append(fields.text("text"));
        }
      }
    }
    return words.toString();
  }

  private static List<Part> readAgain(List<Part> parts) {
    CandidateParts made = new CandidateParts(SEAL);
    parts.forEach(made::add);
    List<Json> written = new ArrayList<>(made.takeLast());
    Json.Obj content = Json.EMPTY.with("role", Json.of("model")).with("parts", Json.array(written));
    Json.Obj body = Json.EMPTY.with("contents", Json.array(List.of(content)));
    return read(body.toString().getBytes(UTF_8)).messages().getFirst().parts();
  }

  private static ChatRequest read(byte[] body) {
    return READER.read(new Question("m", Query.NONE, _ -> null, body), false).request();
  }

  private static Stream<RecordedExchange> recorded(String verb) {
    return Cassette.readAll(
            Repository.shared("fixtures/pydantic-ai/tests/models/cassettes/test_google"))
        .stream()
        .filter(one -> one.request().uri().getPath().endsWith(verb));
  }
}
