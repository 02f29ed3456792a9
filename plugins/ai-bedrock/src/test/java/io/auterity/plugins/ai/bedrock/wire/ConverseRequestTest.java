package io.auterity.plugins.ai.bedrock.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.contract.Failures;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.ReplyFields;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverseRequestTest {

  @Test
  void asksAModelByAnyOfItsNames() {
    assertThat(uri("us.amazon.nova-pro-v1:0"))
        .isEqualTo(
            "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.amazon.nova-pro-v1%3A0/converse");
    assertThat(
            uri(
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/mi1dadi0g15f"))
        .endsWith(
            "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fmi1dadi0g15f/converse");
    assertThat(uri("../a b")).endsWith("/model/..%2Fa%20b/converse");
  }

  private static String uri(String model) {
    return new ConverseCodec(RecordedBedrock.ENDPOINT, model)
        .encode(Chats.text("x"))
        .uri()
        .toString();
  }

  @Test
  void asksForAStreamOfEvents() {
    WireRequest request =
        new ConverseStreamCodec(RecordedBedrock.ENDPOINT, Chats.NOVA).encode(Chats.text("x"));

    assertThat(request.uri().getPath()).endsWith("/converse-stream");
    assertThat(request.headers().get("accept"))
        .containsExactly("application/vnd.amazon.eventstream");
  }

  @Test
  void writesEverySetting() {
    assertThat(body(Chats.settings()))
        .isEqualTo(
            Chats.object(
                """
                {'messages':[{'role':'user','content':[{'text':'Hello'}]}],
                 'system':[{'text':'Be brief.'},{'cachePoint':{'type':'default','ttl':'1h'}}],
                 'inferenceConfig':{'maxTokens':100,'topP':0.97,'stopSequences':['END']},
                 'toolConfig':{'tools':[
                   {'toolSpec':{'name':'get_capital','description':'Knows capitals','inputSchema':{'json':
                     {'type':'object','properties':{'country':{'type':'string'}}}},'strict':true}},
                   {'cachePoint':{'type':'default'}},
                   {'systemTool':{'name':'nova_grounding'}}],
                  'toolChoice':{'any':{}}},
                 'additionalModelRequestFields':{'thinking':{'type':'adaptive'},'output_config':{'effort':'high'},'top_k':5},
                 'outputConfig':{'textFormat':{'type':'json_schema','structure':{'jsonSchema':{
                   'schema':'{\\"type\\":\\"object\\",\\"properties\\":{\\"a\\":{\\"type\\":\\"string\\"}}}','name':'answer'}}}},
                 'guardrailConfig':{'guardrailIdentifier':'gr1','guardrailVersion':'1'},
                 'serviceTier':{'type':'flex'},'requestMetadata':{'team':'a'}}
                """));
    assertThat(ConverseCodec.lossy(Chats.settings())).isEmpty();
  }

  @Test
  void writesEveryPiece() {
    Json.Obj body = body(Chats.conversation());

    assertThat(body.get("messages"))
        .isEqualTo(
            JsonUtf8.read(
                """
                [{'role':'user','content':[{'text':'What is this?'},
                   {'image':{'format':'png','source':{'bytes':'iVBORw0KGgo='}}},
                   {'image':{'format':'jpeg','source':{'s3Location':{'uri':'s3://bucket-1/cat.jpg'}}}},
                   {'audio':{'format':'mp3','source':{'bytes':'AAAA'}}},
                   {'document':{'format':'pdf','name':'report','source':{'bytes':'JVBERi0='}}},
                   {'document':{'format':'pdf','name':'Document','source':{'s3Location':{'uri':'s3://bucket-1/b.pdf'}}}},
                   {'video':{'format':'mp4','source':{'bytes':'AAAA'}}},
                   {'document':{'format':'txt','name':'notes','source':{'bytes':'R3JlZW4u'},
                     'citations':{'enabled':true},'context':'c'}},
                   {'cachePoint':{'type':'default'}}]},
                 {'role':'assistant','content':[
                   {'reasoningContent':{'reasoningText':{'text':'It asks for two.','signature':'c2lnbmVk'}}},
                   {'reasoningContent':{'redactedContent':'c2VhbA=='}},
                   {'citationsContent':{'content':[{'text':'The grass is green'}],'citations':[CITED,CITED]}},
                   {'text':'.'},
                   {'toolUse':{'toolUseId':'call_1','name':'get_capital','input':{'country':'France'}}},
                   {'toolUse':{'toolUseId':'call_2','name':'get_capital','input':{}}}]},
                 {'role':'user','content':[
                   {'toolResult':{'toolUseId':'call_1','content':[{'text':'Paris'}]}},
                   {'toolResult':{'toolUseId':'call_2','content':[{'text':'no country'},
                     {'image':{'format':'webp','source':{'bytes':'AAAA'}}},
                     {'document':{'format':'csv','name':'table','source':{'bytes':'YSxi'}}}],'status':'error'}},
                   {'text':'And now?'}]}]
                """
                    .replace("CITED", Chats.CITED.toString())
                    .replace('\'', '"')));
    assertThat(ConverseCodec.lossy(Chats.conversation())).isEmpty();
  }

  @Test
  void turnsAlternate() {
    ChatRequest request =
        Chats.of(
            Chats.NOVA,
            Message.text(Role.USER, "a"),
            Message.text(Role.USER, "b"),
            Message.text(Role.ASSISTANT, "c"),
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("i", "f", "{}"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("i", "d"))),
            Message.text(Role.USER, "e"));

    assertThat(ReplyFields.objects(body(request), "messages"))
        .extracting(message -> message.text("role"))
        .containsExactly("user", "assistant", "user");
  }

  @Test
  void whatAnAnswerShallBeginWithEndsTheConversation() {
    ChatRequest request =
        Chats.of(
            Chats.CLAUDE, Message.text(Role.USER, "a"), Message.text(Role.ASSISTANT, "They took"));

    assertThat(ReplyFields.objects(body(request), "messages").getLast())
        .hasToString("{\"role\":\"assistant\",\"content\":[{\"text\":\"They took\"}]}");
    assertThat(ConverseCodec.lossy(request)).isEmpty();
  }

  @Test
  void whoMayCallNoToolIsToldOfNone() {
    Message hello = Message.text(Role.USER, "Hello");
    Message call = new Message(Role.ASSISTANT, List.of(new Part.ToolCall("i", "f", "{}")));
    ChatRequest fresh = Chats.tools(Chats.CLAUDE, "none", hello);
    ChatRequest underWay = Chats.tools(Chats.CLAUDE, "none", hello, call);

    assertThat(body(fresh).get("toolConfig")).isNull();
    assertThat(ConverseCodec.lossy(fresh)).isEmpty();
    assertThat(body(underWay).get("toolConfig")).isNotNull();
    assertThat(ConverseCodec.lossy(underWay)).containsExactly("toolChoice");
  }

  @Test
  void toolsThatWereCalledAreToldByNameWhenTheyAreNotGivenAgain() {
    ChatRequest request =
        Chats.of(
            Chats.NOVA,
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("a", "now", "{}"))),
            new Message(
                Role.TOOL,
                List.of(new Part.ToolResult("a", List.of(new Part.Text("noon")), null))));

    assertThat(body(request).get("toolConfig"))
        .hasToString(
            "{\"tools\":[{\"toolSpec\":{\"name\":\"now\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}]}");
    assertThat(ConverseCodec.lossy(request)).isEmpty();
  }

  @Test
  void blankWordsAreLeftOutForTheyAreRefused() {
    ChatRequest request = Chats.said(Chats.NOVA, Role.USER, new Part.Text("a"), new Part.Text(" "));

    assertThat(String.valueOf(body(request).get("messages")))
        .contains("\"a\"")
        .doesNotContain("\" \"");
    assertThat(ConverseCodec.lossy(request)).containsExactly("messages.text");
  }

  @Test
  void aDocumentHasWordsBeforeItWhereItsTurnHasNone() {
    Part.File file = new Part.File("a", null, "application/pdf", "JVBERi0=");
    ChatRequest alone = Chats.said(Chats.NOVA, Role.USER, file);
    ChatRequest spoken = Chats.said(Chats.NOVA, Role.USER, file, new Part.Text("Which?"));

    assertThat(blocks(alone))
        .extracting(ConverseRequestTest::kind)
        .containsExactly("text", "document");
    assertThat(blocks(spoken))
        .extracting(ConverseRequestTest::kind)
        .containsExactly("document", "text");
  }

  private static List<Json.Obj> blocks(ChatRequest request) {
    return ReplyFields.objects(ReplyFields.objects(body(request), "messages").getLast(), "content");
  }

  private static String kind(Json.Obj block) {
    return block.fields().keySet().iterator().next();
  }

  @Test
  void choosesATool() {
    Message hello = Message.text(Role.USER, "Hello");

    assertThat(body(Chats.tools(Chats.NOVA, "get_capital", hello)).get("toolConfig"))
        .asString()
        .endsWith("\"toolChoice\":{\"tool\":{\"name\":\"get_capital\"}}}");
    assertThat(body(Chats.tools(Chats.NOVA, null, hello)).get("toolConfig"))
        .asString()
        .doesNotContain("toolChoice");
  }

  @ParameterizedTest
  @CsvSource({
    "inferenceConfig, maxTokens",
    "additionalModelRequestFields, max_tokens",
    "additionalModelRequestFields, max_completion_tokens",
    "additionalModelRequestFields, max_gen_len",
    "additionalModelRequestFields, max_new_tokens"
  })
  void takesNoLimitThatNobodyHolds(String object, String field) {
    ChatRequest request =
        Chats.with(Extra.of("bedrock", Chats.object("{'%s':{'%s':9}}".formatted(object, field))));

    assertThat(Failures.field(() -> body(request)))
        .isEqualTo("extra.bedrock.%s.%s".formatted(object, field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'additionalModelRequestFields':{'inferenceConfig':{'max_new_tokens':9}}}",
        "{'inferenceConfig':null}"
      })
  void takesNothingThatWouldTakeThePlaceOfALimit(String own) {
    ChatRequest request = Chats.with(Extra.of("bedrock", Chats.object(own)));

    assertThat(Failures.field(() -> body(request))).startsWith("extra.bedrock.");
  }

  @Test
  void refusesWhatSomebodySaidAndCannotBeTold() {
    for (Part part :
        List.of(
            new Part.Image("https://example.org/cat.png", null, null),
            new Part.Image(null, "image/tiff", "AAAA"),
            new Part.File("a", "https://example.org/a.pdf", "application/pdf", null),
            new Part.File("a", null, "application/zip", "AAAA"),
            new Part.File("a", null, null, "AAAA"),
            new Part.Audio("audio/unknown", "AAAA"),
            new Part.ToolResult("i", List.of(new Part.Audio("audio/mpeg", "AAAA")), null),
            new Part.Opaque("anthropic", Json.EMPTY))) {
      Failures.expect(
          FailureCode.UNSUPPORTED, () -> body(Chats.said(Chats.CLAUDE, Role.USER, part)));
    }
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertThat(Failures.field(() -> body(Chats.of(Chats.CLAUDE)))).isEqualTo("messages");
    Part picture = new Part.Image(null, "image/png", null);
    Part call = new Part.ToolCall("i", "f", "not JSON");
    assertThat(Failures.field(() -> body(Chats.said(Chats.CLAUDE, Role.USER, picture))))
        .isEqualTo("messages[0].parts[0]");
    assertThat(Failures.field(() -> body(Chats.said(Chats.CLAUDE, Role.ASSISTANT, call))))
        .isEqualTo("messages[0].parts[0]");
  }

  private static Json.Obj body(ChatRequest request) {
    return ConverseRequest.chat(request);
  }
}
