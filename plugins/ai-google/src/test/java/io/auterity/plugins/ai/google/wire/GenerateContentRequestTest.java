package io.auterity.plugins.ai.google.wire;

import static io.auterity.plugins.ai.google.wire.RecordedGoogle.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Tool;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateContentRequestTest {

  private static final Message HELLO = Message.text(Role.USER, "Hello");

  @Test
  void writesEverySettingWhereTheVendorHasIt() {
    Json.Obj body = body(Chats.settings());

    assertThat(body.get("systemInstruction")).hasToString("{\"parts\":[{\"text\":\"Be brief.\"}]}");
    assertThat(body.get("generationConfig"))
        .isEqualTo(
            object(
                "{'maxOutputTokens':100,'temperature':0.5,'topP':0.9,'stopSequences':['END'],"
                    + "'responseMimeType':'application/json','responseJsonSchema':"
                    + "{'type':'object','properties':{'a':{'type':'string'}}},"
                    + "'thinkingConfig':{'thinkingBudget':1000,'includeThoughts':false},"
                    + "'topK':5,'seed':7,'frequencyPenalty':0.5,'presencePenalty':-0.5,"
                    + "'responseLogprobs':true,'logprobs':5}"));
    assertThat(body.get("tools"))
        .isEqualTo(
            JsonUtf8.read(
                "[{'functionDeclarations':[{'name':'get_capital','description':'Knows capitals',"
                    .concat(
                        "'parametersJsonSchema':{'type':'object','properties':{'country':"
                            + "{'type':'string'}}},'behavior':'BLOCKING'}]},{'googleSearch':{}}]")
                    .replace('\'', '"')));
    assertThat(body.get("safetySettings")).isInstanceOf(Json.Arr.class);
  }

  @Test
  void writesPartsAsTheVendorWantsThem() {
    List<Json.Obj> contents = ReplyFields.objects(body(Chats.conversation()), "contents");

    assertThat(contents)
        .extracting(content -> content.text("role"))
        .containsExactly("user", "model", "user", "user");
    assertThat(contents.get(0).toString())
        .contains(
            "{\"fileData\":{\"fileUri\":\"https://example.org/cat.png\",\"mimeType\":\"image/png\"}}",
            "{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"UklGRg==\"}}",
            "\"fileUri\":\"https://example.org/b.pdf?x=1\",\"mimeType\":\"application/pdf\"",
            "\"videoMetadata\":{\"startOffset\":\"1s\"}");
    assertThat(contents.get(1))
        .isEqualTo(
            object(
                "{'role':'model','parts':["
                    + "{'text':'It asks for two capitals.','thought':true,"
                    + "'thoughtSignature':'c2lnbmVk'},"
                    + "{'executableCode':{'language':'PYTHON','code':'1'}},"
                    + "{'text':'One moment','thoughtSignature':'bW9yZQ=='},"
                    + "{'functionCall':{'name':'get_capital','id':'call_1',"
                    + "'args':{'country':'UK'}},'thoughtSignature':'c2VhbGVk'},"
                    + "{'functionCall':{'name':'get_capital','id':'call_2','args':{}}}]}"));
    assertThat(contents.get(2))
        .isEqualTo(
            object(
                "{'role':'user','parts':["
                    + "{'functionResponse':{'id':'call_1','name':'get_capital',"
                    + "'response':{'output':'London'},'parts':[{'inlineData':"
                    + "{'mimeType':'image/png','data':'iVBORw0KGgo='}}]}},"
                    + "{'functionResponse':{'id':'call_2','name':'get_capital',"
                    + "'response':{'error':'no'}}}]}"));
  }

  @Test
  void aSignatureThatChatsPutOnACallIsTheVendorsOwn() {
    Json.Obj chats =
        object("{'extra_content':{'google':{'thought_signature':'c2lnbmVk'}},'index':0}");
    ChatRequest request =
        Chats.said(Role.ASSISTANT, new Part.ToolCall("1", "f", "{}", Map.of("openai", chats)));

    assertThat(body(request).toString()).contains("\"thoughtSignature\":\"c2lnbmVk\"");
    assertThat(GenerateContentCodec.lossy(request))
        .containsExactly("messages.tool_call.extra.openai.index");
  }

  @Test
  void anAnswerThatIsAnObjectStaysOne() {
    ChatRequest request =
        Chats.of(
            HELLO,
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "f", ""))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("c", "{\"a\": 1}"))));

    assertThat(body(request).toString()).contains("\"response\":{\"a\":1}");
  }

  /** Gemini 3 refuses calls of tools without a mark, which those of other models never have. */
  @ParameterizedTest
  @CsvSource({"gemini-3-pro-preview, true", "gemini-flash-latest, true", "gemini-2.5-pro, false"})
  void callsThatAnotherModelMadeSayThatTheyAreNotMarked(String model, boolean marked) {
    ChatRequest request =
        Chats.of(
            model,
            null,
            HELLO,
            new Message(
                Role.ASSISTANT,
                List.of(new Part.ToolCall("1", "f", "{}"), new Part.ToolCall("2", "f", "{}"))));
    String body = body(request).toString();

    assertThat(body.split("c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=", -1))
        .hasSize(marked ? 2 : 1);
    assertThat(GenerateContentCodec.lossy(request)).isEmpty();
  }

  @Test
  void aMarkThatNothingBearsStandsOnAnEmptyText() {
    ChatRequest request =
        Chats.of(
            HELLO,
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.ToolCall("1", "f", "{}"),
                    new Part.Reasoning(null, "cw==", "gemini"))));

    assertThat(body(request).toString()).contains("{\"text\":\"\",\"thoughtSignature\":\"cw==\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto | false | {'mode':'AUTO'}",
        "auto | true | {'mode':'VALIDATED'}",
        " | true | {'mode':'VALIDATED'}",
        "none | true | {'mode':'NONE'}",
        "required | false | {'mode':'ANY'}",
        "f | false | {'mode':'ANY','allowedFunctionNames':['f']}",
      })
  void saysWhetherToolsAreCalled(String choice, boolean strict, String sent) {
    Tool tool = new Tool("f", null, Json.EMPTY, null, null, strict, null);

    assertThat(body(Chats.tools(choice, tool)).get("toolConfig"))
        .isEqualTo(Json.EMPTY.with("functionCallingConfig", object(sent)));
  }

  @Test
  void saysNothingOfToolsWhereNothingIsAsked() {
    Tool tool = new Tool("f", null, Json.EMPTY);

    assertThat(body(Chats.tools(null, tool)).get("toolConfig")).isNull();
    assertThat(body(Chats.tools(null, tool)).get("tools"))
        .hasToString("[{\"functionDeclarations\":[{\"name\":\"f\"}]}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'model':'x'}",
        "{'contents':[]}",
        "{'generationConfig':{'maxOutputTokens':1}}",
        "{'generationConfig':{'candidateCount':2}}",
        "{'generation_config':{'max_output_tokens':1}}",
        "{'generationConfig':{'max_output_tokens':1}}",
        "{'generation_config':{'candidate_count':2}}",
        "{'generation_config':null}",
      })
  void whatTheCallMayCostHangsOnIsNoFurtherField(String own) {
    assertThat(
            Failures.field(
                () -> body(Chats.of("gemini-x", Extra.of("gemini", object(own)), HELLO))))
        .startsWith("extra.gemini.");
  }

  @Test
  void refusesWhatItCannotTell() {
    Failures.expect(FailureCode.INVALID, () -> body(Chats.of()));
    Failures.expect(
        FailureCode.UNSUPPORTED,
        () -> body(Chats.said(Role.USER, new Part.Opaque("openai", Json.EMPTY))));
    Failures.expect(
        FailureCode.UNSUPPORTED, () -> body(Chats.said(Role.USER, new Part.Reasoning("hm", null))));
    Failures.expect(
        FailureCode.INVALID, () -> body(Chats.said(Role.USER, new Part.Image(null, null, "aQ=="))));
    Failures.expect(
        FailureCode.INVALID, () -> body(Chats.said(Role.TOOL, new Part.ToolResult("?", "x"))));
    Failures.expect(
        FailureCode.INVALID,
        () -> body(Chats.said(Role.ASSISTANT, new Part.ToolCall("c", "f", "[1]"))));
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-x, models/gemini-x, projects/p-1/locations/global/publishers/google/models/gemini-x",
    "tunedModels/a b, tunedModels/a%20b, projects/p-1/locations/global/tunedModels/a%20b",
    "a?b, models/a%3Fb, projects/p-1/locations/global/publishers/google/models/a%3Fb",
  })
  void asksTheModelWhereItIs(String model, String gemini, String vertex) {
    ChatRequest request = Chats.of(model, null, HELLO);

    assertThat(new GenerateContentCodec(RecordedGoogle.GEMINI).encode(request).uri())
        .hasToString(
            "https://generativelanguage.googleapis.com/v1beta/" + gemini + ":generateContent");
    assertThat(new GenerateContentCodec(RecordedGoogle.VERTEX).encode(request).uri())
        .hasToString("https://aiplatform.googleapis.com/v1/" + vertex + ":generateContent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../../x", "a//b", "", "models/."})
  void aModelIsNoWayOutOfTheProject(String model) {
    assertThat(Failures.field(() -> body(Chats.of(model, null, HELLO)))).isEqualTo("model");
  }

  private static Json.Obj body(ChatRequest request) {
    return (Json.Obj)
        JsonUtf8.read(new GenerateContentCodec(RecordedGoogle.GEMINI).encode(request).body());
  }
}
