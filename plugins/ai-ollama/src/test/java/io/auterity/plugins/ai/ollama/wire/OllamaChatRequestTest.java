package io.auterity.plugins.ai.ollama.wire;

import static io.auterity.plugins.ai.ollama.wire.OllamaExamples.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaChatRequestTest {

  private static final Message HELLO = Message.text(Role.USER, "Hello");

  @Test
  void writesEverySettingWhereTheServerHasIt() {
    OllamaEndpoint endpoint =
        new OllamaEndpoint(
            OllamaExamples.ENDPOINT.url(), object("{'num_gpu':9,'num_ctx':8192}"), "10m");

    assertThat(
            JsonUtf8.read(new OllamaChatCodec(endpoint).encode(OllamaExamples.settings()).body()))
        .isEqualTo(
            object(
                "{'model':'gemma3','options':{'num_gpu':0,'num_ctx':8192,'num_predict':100,"
                    + "'temperature':0.5,'top_p':0.9,'stop':['END'],'seed':7,'top_k':40,"
                    + "'frequency_penalty':0.5,'presence_penalty':-0.5},'keep_alive':'1m','messages':[{'role':'system','content':'Be"
                    + " brief.'},"
                    + "{'role':'user','content':'Hello'}],'stream':false,'truncate':false,"
                    + "'shift':false,'tools':[{'type':'function','function':{'name':'get_weather','description':'Knows"
                    + " the weather','parameters':"
                    + "{'type':'object','properties':{'city':{'type':'string'}}}}}],"
                    + "'format':{'type':'object'},'think':'high','logprobs':true,'top_logprobs':5}"));
  }

  @Test
  void asksForJsonOfAnyShape() {
    ChatRequest request = OllamaExamples.chat(HELLO).withAnswerFormat(AnswerFormat.JSON);

    assertThat(OllamaChatCodec.lossy(request)).isEmpty();
    assertThat(body(request).get("format")).isEqualTo(Json.of("json"));
  }

  @Test
  void writesMessagesAsTheServerWantsThem() {
    assertThat(body(OllamaExamples.conversation()).get("messages"))
        .isEqualTo(
            object(
                    "{'m':[{'role':'user','content':'What is this?\\nLook twice.',"
                        + "'images':['iVBORw0KGgo=']},"
                        + "{'role':'assistant','content':'One moment',"
                        + "'thinking':'It asks for two.','tool_calls':["
                        + "{'id':'call_1','function':{'name':'get_weather',"
                        + "'arguments':{'city':'Tokyo'}}},"
                        + "{'id':'call_2','function':{'name':'get_weather','arguments':{}}}]},"
                        + "{'role':'tool','content':'11','tool_call_id':'call_1',"
                        + "'tool_name':'get_weather'},"
                        + "{'role':'tool','content':'12','tool_call_id':'call_2',"
                        + "'tool_name':'get_weather'},"
                        + "{'role':'user','content':'Thanks.'}]}")
                .get("m"));
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, , , false, ",
    "ADAPTIVE, , none, false, ",
    "ON, , , true, ",
    "ON, 100, , true, thinking.budgetTokens",
    "ADAPTIVE, , low, '\"low\"', ",
    "ADAPTIVE, , max, '\"max\"', ",
    "ADAPTIVE, , minimal, '\"low\"', thinking.effort",
    "ADAPTIVE, , xhigh, '\"high\"', thinking.effort",
  })
  void thinksAsTheServerCanBeTold(
      Thinking.Mode mode, Integer budget, String effort, String sent, String lost) {
    ChatRequest request =
        OllamaExamples.chat(HELLO).withThinking(new Thinking(mode, budget, effort));

    assertThat(body(request).get("think")).hasToString(sent);
    assertThat(OllamaChatCodec.lossy(request)).isEqualTo(lost == null ? List.of() : List.of(lost));
  }

  @Test
  void leavesARequestOfItsOwnDialectAsItIs() {
    for (ChatRequest request : List.of(OllamaExamples.settings(), OllamaExamples.conversation())) {
      assertThat(OllamaChatCodec.lossy(request)).isEmpty();
      assertThat(OllamaFit.of(request)).isEqualTo(request);
    }
  }

  @Test
  void namesWhatIsDroppedOrChanged() {
    ChatRequest request =
        ChatRequest.builder(
                "m",
                List.of(
                    HELLO,
                    new Message(
                        Role.ASSISTANT,
                        List.of(
                            new Part.Reasoning("hm", "sealed", "anthropic"),
                            new Part.Reasoning("hm", null, "gemini"),
                            new Part.Opaque("openai", Json.EMPTY),
                            new Part.Citation(
                                "a", null, "A", Extra.of("anthropic", object("{'a':1}"))),
                            new Part.Citation("a", "https://a", null),
                            new Part.ToolCall("c", "f", "{}"),
                            new Part.CachePoint(null))),
                    new Message(
                        Role.TOOL,
                        List.of(new Part.ToolResult("c", List.of(new Part.Text("x")), true)))))
            .tools(
                List.of(
                    new Tool("f", null, Json.EMPTY, null, new Part.CachePoint(null), true, null)))
            .toolChoice("required")
            .extra(Extra.of("openai", object("{'seed':7}")))
            .parallelTools(false)
            .user("u")
            .build();

    assertThat(OllamaChatCodec.lossy(request))
        .containsExactlyInAnyOrder(
            "extra.openai.seed",
            "messages.reasoning",
            "messages.opaque.openai",
            "messages.citation",
            "messages.cache_point",
            "messages.tool_result.error",
            "tools.cache_point",
            "tools.strict",
            "toolChoice",
            "parallelTools",
            "user");
    assertThat(body(request).get("messages"))
        .hasToString(
            "[{\"role\":\"user\",\"content\":\"Hello\"},{\"role\":\"assistant\",\"content\":\"\","
                + "\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":{}}}]},"
                + "{\"role\":\"tool\",\"content\":\"x\",\"tool_call_id\":\"c\",\"tool_name\":\"f\"}]");
  }

  @Test
  void aModelThatMayCallNoToolIsToldOfNone() {
    ChatRequest request =
        ChatRequest.builder("m", List.of(HELLO))
            .tools(List.of(new Tool("f", null, Json.EMPTY)))
            .toolChoice("none")
            .build();

    assertThat(body(request).get("tools")).isNull();
    assertThat(OllamaChatCodec.lossy(request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'model':'x'}",
        "{'messages':[]}",
        "{'stream':true}",
        "{'options':{'num_predict':-1}}",
      })
  void whatTheLengthOfTheAnswerHangsOnIsNoFurtherField(String own) {
    assertThat(
            Failures.field(() -> body(OllamaExamples.chat(Extra.of("ollama", object(own)), HELLO))))
        .startsWith("extra.ollama.");
  }

  @Test
  void refusesWhatItCannotTell() {
    for (Part part :
        List.of(
            new Part.Image("https://x/a.png", null, null),
            new Part.Audio("audio/wav", "UklGRg=="),
            new Part.File(null, null, "application/pdf", "JVBERi0="),
            new Part.Opaque("openai", Json.EMPTY),
            new Part.ToolResult("c", List.of(new Part.Image(null, "image/png", "aQ==")), null))) {
      Failures.expect(
          FailureCode.UNSUPPORTED,
          () -> body(OllamaExamples.chat(new Message(Role.USER, List.of(part)))));
    }
    Failures.expect(FailureCode.INVALID, () -> body(OllamaExamples.chat()));
    Failures.expect(
        FailureCode.INVALID,
        () ->
            body(
                OllamaExamples.chat(
                    new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", "["))))));
  }

  private static Json.Obj body(ChatRequest request) {
    return (Json.Obj)
        JsonUtf8.read(new OllamaChatCodec(OllamaExamples.ENDPOINT).encode(request).body());
  }
}
