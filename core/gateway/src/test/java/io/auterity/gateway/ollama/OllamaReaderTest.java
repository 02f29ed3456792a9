package io.auterity.gateway.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of callers' bodies, and what of answers comes back in them. */
class OllamaReaderTest {

  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final UnsupportedParts KEPT = new UnsupportedParts(new Binder());
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 0);
  private static final String PNG = "iVBORw0KGgoAAAA=";
  private static final String HI = "'model':'m','messages':[{'role':'user','content':'hi'}]";

  private final OllamaReader reader = new OllamaReader(JSON, KEPT);

  @Test
  void messagesBecomeThoseOfTheCanonicalForm() {
    ChatRequest request =
        chat(
            "{'model':'m','messages':["
                + "{'role':'system','content':'be brief'},"
                + "{'role':'user','content':'look','images':['"
                + PNG
                + "']},"
                + """
                {'role':'assistant','content':'','thinking':'hm','tool_calls':[
                  {'function':{'name':'f','arguments':{'a':1}}},
                  {'id':'own','function':{'index':1,'name':'g'}}]},
                {'role':'tool','content':'second','tool_name':'g'},
                {'role':'tool','content':'first'}]}
                """);

    assertThat(request.messages())
        .containsExactly(
            Message.text(Role.SYSTEM, "be brief"),
            new Message(
                Role.USER, List.of(new Part.Text("look"), new Part.Image(null, "image/png", PNG))),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("hm", null),
                    new Part.ToolCall("call_1", "f", "{\"a\":1}"),
                    new Part.ToolCall("own", "g", "{}"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("own", "second"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("call_1", "first"))));
  }

  @Test
  void optionsBecomeCanonicalAndTheRestStaysInItsPlace() {
    ChatRequest request =
        chat(
            "{"
                + HI
                + """
                ,'keep_alive':'5m','format':'json','tools':[{'type':'function','function':{
                   'name':'f','description':'d','parameters':{'type':'object'}}}],
                 'options':{'temperature':0.5,'top_p':1,'num_predict':9,'stop':'x',
                   'seed':3,'num_ctx':64}}
                """);

    assertThat(request.maxOutputTokens()).isEqualTo(9);
    assertThat(request.temperature()).isEqualTo(0.5);
    assertThat(request.topP()).isEqualTo(1);
    assertThat(request.stop()).containsExactly("x");
    assertThat(request.tools()).containsExactly(new Tool("f", "d", json("{'type':'object'}")));
    assertThat(request.extra())
        .isEqualTo(Map.of("ollama", json("{'keep_alive':'5m','options':{'num_ctx':64}}")));
    assertThat(request.sampling()).isEqualTo(new Sampling(null, 3L, null, null));
    assertThat(request.answerFormat()).isEqualTo(AnswerFormat.JSON);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "true,   ON,       -",
        "false,  OFF,      -",
        "'''low''', ADAPTIVE, low",
      })
  void thinkingIsASwitchOrAWord(String think, Thinking.Mode mode, @Nullable String effort) {
    assertThat(chat("{" + HI + ",'think':" + think + "}").thinking())
        .isEqualTo(new Thinking(mode, null, effort));
  }

  @Test
  void aSchemaAndALimitBelowOne() {
    ChatRequest request =
        chat("{" + HI + ",'format':{'type':'object'},'options':{'num_predict':-1}}");

    assertThat(request.answerSchema()).isEqualTo(json("{'type':'object'}"));
    assertThat(request.maxOutputTokens()).isNull();
    assertThat(request.extra()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'model':'m'}                                        | INVALID     | messages",
        "{'model':'m','messages':[]}                          | INVALID     | messages",
        "{'messages':[{'role':'user','content':''}]}          | INVALID     | model",
        "{'model':'m','messages':[{'role':'bot'}]}            | INVALID     | messages[0].role",
        "{'model':'m','messages':[{'role':'user','images':['AA']}]} | UNSUPPORTED |"
            + " messages[0].images[0]",
        "{H,'top_logprobs':1}                                 | INVALID     | top_logprobs",
        "{H,'logprobs':true,'top_logprobs':21}                | INVALID     | top_logprobs",
        "{H,'format':'xml'}                                   | INVALID     | format",
        "{H,'think':3}                                        | INVALID     | think",
        "{H,'options':{'stop':[1]}}                           | INVALID     | options.stop",
        "{H,'tools':[{'type':'function'}]}                    | INVALID     | tools[0].function",
      })
  void refusesWhatItCannotServe(String body, FailureCode code, String place) {
    assertRefused(() -> chat(body.replace("H", HI)), code, place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'model':'m'}                                | INVALID     | prompt",
        "{'model':'m','prompt':'a','suffix':'b'}      | UNSUPPORTED | suffix",
        "{'model':'m','prompt':'a','raw':true}        | UNSUPPORTED | raw",
        "{'model':'m','prompt':'a','context':[1]}     | UNSUPPORTED | context",
      })
  void refusesPromptsForOneModelsTemplate(String body, FailureCode code, String place) {
    assertRefused(() -> reader.generate(bytes(body)), code, place);
  }

  @Test
  void whatHasNoPlaceComesBackWhole() {
    List<Part> parts =
        List.of(
            new Part.Reasoning("hm", "sig", "anthropic"),
            new Part.Opaque("anthropic", json("{'type':'server_tool_use'}")),
            new Part.Text("so"),
            new Part.ToolCall("c", "f", "{\"a\":1}"));
    Json.Obj answer = new OllamaWriter(true, KEPT).of(parts, DEFAULTS, true);

    Json.Obj message = (Json.Obj) Objects.requireNonNull(answer.get("message"));
    Json.Obj body =
        Json.EMPTY.with("model", Json.of("m")).with("messages", Json.array(List.of(message)));

    assertThat(chat(body.toString()).messages().getFirst().parts()).isEqualTo(parts);
  }

  @Test
  void whatIsWrittenFitsTheVendorsDescription() throws IOException {
    VendorSchema schema = new VendorSchema("specs/ollama.yaml");
    List<Part> parts =
        List.of(
            new Part.Reasoning("hm", "sig", "anthropic"),
            new Part.Text("so"),
            new Part.Image(null, "image/png", PNG),
            new Part.ToolCall("c", "f", "{\"a\":1}"));
    TokenUsage usage = new TokenUsage(9, 5, 0, 2);
    for (FinishReason reason : FinishReason.values()) {
      OllamaWriter chat = new OllamaWriter(true, KEPT);
      Json whole =
          chat.ended(
              chat.of(parts, DEFAULTS, true),
              new ChatEvent.Finished(reason, "word", own("load_duration")),
              usage);
      assertThat(schema.errors("ChatResponse", bytes(whole.toString()))).isEmpty();
      OllamaWriter prompt = new OllamaWriter(false, KEPT);
      Json said =
          prompt.ended(prompt.of(parts, DEFAULTS, true), new ChatEvent.Finished(reason), usage);
      assertThat(schema.errors("GenerateResponse", bytes(said.toString()))).isEmpty();
    }
    for (String line : lines(parts)) {
      assertThat(schema.errors("ChatStreamEvent", bytes(line))).isEmpty();
    }
    Model model = new Model("a", null, null, "A", 9L, 7L);
    assertThat(schema.errors("ShowResponse", bytes(ModelTags.shown(model).toString()))).isEmpty();
    assertThat(schema.errors("ListResponse", bytes(ModelTags.list(List.of(model)).toString())))
        .isEmpty();
  }

  @Test
  void callsCountOnOverAllPiecesOfAStream() {
    List<String> lines =
        lines(
            List.of(
                new Part.ToolCall("a", "f", "{}"),
                new Part.Text("and"),
                new Part.ToolCall("b", "g", "{}")));

    assertThat(lines.get(0)).contains("\"content\":\"and\"");
    assertThat(lines.get(1)).contains("\"index\":0,\"name\":\"f\"").contains("\"index\":1");
    assertThat(lines.get(2)).contains("\"done\":true");
  }

  private static List<String> lines(List<Part> parts) {
    OllamaStreamWriter stream = new OllamaStreamWriter(new OllamaWriter(true, KEPT), DEFAULTS);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append(new String(stream.write(new ChatEvent.PartDelta(i, parts.get(i))), UTF_8));
    }
    text.append(new String(stream.write(new ChatEvent.Finished(FinishReason.STOP)), UTF_8));
    return text.toString().lines().toList();
  }

  private static @Nullable Map<String, Json.Obj> own(String name) {
    return Extra.of("ollama", Json.EMPTY.with(name, Json.of(7)));
  }

  private static void assertRefused(Runnable call, FailureCode code, String place) {
    Failure failure = catchThrowableOfType(CallFailedException.class, call::run).failure();
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.fields()).containsOnlyKeys(place);
  }

  private ChatRequest chat(String body) {
    return reader.chat(bytes(body)).request();
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static Json.Obj json(String text) {
    return JSON.readObject(bytes(text));
  }
}
