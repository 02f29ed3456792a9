package io.auterity.gateway.openai;

import static io.auterity.gateway.openai.Bodies.chat;
import static io.auterity.gateway.openai.Bodies.json;
import static io.auterity.gateway.openai.Bodies.message;
import static io.auterity.gateway.openai.Bodies.withFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.AnswerFormat;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatReaderTest {

  @Test
  void readsModelAndConversation() {
    ChatCall call =
        chat(
            """
            {'model':'gpt-4o','messages':[
              {'role':'system','content':'be brief'},
              {'role':'developer','content':'and kind'},
              {'role':'user','content':'hi'},
              {'role':'assistant','content':'hello'}]}
            """);

    assertThat(call.stream()).isFalse();
    assertThat(call.request().model()).isEqualTo("gpt-4o");
    assertThat(call.request().messages())
        .containsExactly(
            Message.text(Role.SYSTEM, "be brief"),
            Message.text(Role.SYSTEM, "and kind"),
            Message.text(Role.USER, "hi"),
            Message.text(Role.ASSISTANT, "hello"));
    assertThat(call.request().extra()).isNull();
  }

  @Test
  void readsTheParametersThatAllVendorsShare() {
    ChatRequest request =
        withFields("'max_tokens':7,'temperature':0,'top_p':0.5,'stop':['a','b'],'user':null");

    assertThat(request.maxOutputTokens()).isEqualTo(7);
    assertThat(request.temperature()).isEqualTo(0.0);
    assertThat(request.topP()).isEqualTo(0.5);
    assertThat(request.stop()).containsExactly("a", "b");
    assertThat(request.extra()).isNull();
  }

  @Test
  void takesTheNewerNameOfTheLongestAnswer() {
    assertThat(withFields("'max_completion_tokens':9").maxOutputTokens()).isEqualTo(9);
  }

  @Test
  void takesOneTextToStopAt() {
    assertThat(withFields("'stop':'END'").stop()).containsExactly("END");
  }

  @Test
  void handsOnWhatItHasNoNameFor() {
    ChatRequest request =
        withFields("'logit_bias':{'50256':-100},'reasoning_effort':'low','vendor':[1.5]");

    assertThat(request.extra()).isEqualTo(own("{'logit_bias':{'50256':-100},'vendor':[1.5]}"));
    assertThat(request.thinking()).isEqualTo(Thinking.effort("low"));
  }

  @Test
  void readsWhetherToStreamAndToTellUsage() {
    ChatCall plain =
        chat("{'model':'m','stream':true,'messages':[{'role':'user','content':'hi'}]}");
    ChatCall telling =
        chat(
            "{'model':'m','stream':true,'stream_options':{'include_usage':true},"
                + "'messages':[{'role':'user','content':'hi'}]}");

    assertThat(plain.stream()).isTrue();
    assertThat(plain.usage()).isFalse();
    assertThat(telling.usage()).isTrue();
  }

  @Test
  void readsFunctionsWithAllTheirFields() {
    ChatRequest request =
        withFields(
            """
            'tools':[
              {'type':'function','function':{'name':'now'}},
              {'type':'function','function':{'name':'add','description':'adds','strict':true,
               'parameters':{'type':'object','properties':{'a':{'type':'integer'}}}}}],
            'tool_choice':{'type':'function','function':{'name':'add'}},
            'parallel_tool_calls':false
            """);

    assertThat(request.tools())
        .containsExactly(
            new Tool("now", null, json("{'type':'object','properties':{}}")),
            new Tool(
                "add",
                "adds",
                json("{'type':'object','properties':{'a':{'type':'integer'}}}"),
                null,
                null,
                true,
                null));
    assertThat(request.toolChoice()).isEqualTo("add");
    assertThat(request.parallelTools()).isFalse();
    assertThat(request.extra()).isNull();
  }

  @Test
  void readsFunctionsOfTheOlderForm() {
    ChatCall call =
        chat(
            """
            {'model':'m','messages':[{'role':'user','content':'hi'}],
             'functions':[
               {'name':'now'},
               {'name':'add','description':'adds',
                'parameters':{'type':'object','properties':{'a':{'type':'integer'}}}}],
             'function_call':{'name':'add'}}
            """);

    assertThat(call.older()).isTrue();
    assertThat(call.request().tools())
        .containsExactly(
            new Tool("now", null, json("{'type':'object','properties':{}}")),
            new Tool(
                "add", "adds", json("{'type':'object','properties':{'a':{'type':'integer'}}}")));
    assertThat(call.request().toolChoice()).isEqualTo("add");
    assertThat(call.request().parallelTools()).isFalse();
    assertThat(call.request().extra()).isNull();
  }

  @Test
  void findsTheCallThatAFunctionAnswers() {
    ChatRequest request =
        chat("""
        {'model':'m','messages':[
          {'role':'user','content':'the time in Rome, and 1 + 2'},
          {'role':'assistant','content':null,
           'function_call':{'name':'now','arguments':'{}'}},
          {'role':'function','name':'now','content':'noon'},
          {'role':'assistant','content':'Noon.',
           'function_call':{'name':'now','arguments':'[2]'}},
          {'role':'function','name':'now','content':'one'}]}
        """)
            .request();

    assertThat(request.messages().subList(1, 5))
        .containsExactly(
            new Message(Role.ASSISTANT, List.of(new Part.ToolCall("call_1", "now", "{}"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("call_1", "noon"))),
            new Message(
                Role.ASSISTANT,
                List.of(new Part.Text("Noon."), new Part.ToolCall("call_2", "now", "[2]"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("call_2", "one"))));
  }

  @Test
  void handsOnAChoiceAmongTools() {
    String choice = "{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[]}}";

    ChatRequest request = withFields("'tool_choice':" + choice);

    assertThat(request.toolChoice()).isNull();
    assertThat(request.extra()).isEqualTo(own("{'tool_choice':" + choice + "}"));
  }

  @Test
  void readsNameAndStrictnessOfTheSchemaOfAnAnswer() {
    String format =
        "{'type':'json_schema','json_schema':{'name':'n','description':'d','strict':true,"
            + "'schema':{'type':'object'}}}";

    ChatRequest request = withFields("'response_format':" + format);

    assertThat(request.answerSchema()).isEqualTo(json("{'type':'object'}"));
    assertThat(request.answerFormat()).isEqualTo(new AnswerFormat(null, "n", "d", true));
    assertThat(request.extra()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'},'own':1}}",
        "{'type':'json_schema','json_schema':{'name':'n','schema':{'type':'object'}},'own':1}",
        "{'type':'json_schema','json_schema':{'name':'n'}}",
        "{'type':'json_object','schema':{'type':'object'}}",
        "{'type':'grammar','grammar':'a'}",
      })
  void handsOnAFormOfAnAnswerThatIsMoreThanItKnows(String format) {
    ChatRequest request = withFields("'response_format':" + format);

    assertThat(request.extra()).isEqualTo(own("{'response_format':" + format + "}"));
  }

  @Test
  void readsThatAnAnswerIsJson() {
    assertThat(withFields("'response_format':{'type':'text'}").extra()).isNull();
    ChatRequest request = withFields("'response_format':{'type':'json_object'}");
    assertThat(request.answerFormat()).isEqualTo(AnswerFormat.JSON);
    assertThat(request.extra()).isNull();
  }

  @Test
  void readsHowWordsAreDrawn() {
    ChatRequest request =
        withFields("'seed':7.0,'frequency_penalty':0.5,'presence_penalty':-1,'top_k':40");

    assertThat(request.sampling()).isEqualTo(new Sampling(40, 7L, 0.5, -1.0));
    assertThat(request.extra()).isNull();
    assertThat(withFields("'top_k':-1").sampling()).isEqualTo(Sampling.NONE.withTopK(0));
  }

  @Test
  void takesWhatSaysNoMoreThanTheDefault() {
    ChatRequest request =
        withFields("'n':1,'logprobs':false,'top_logprobs':0,'modalities':['text']");

    assertThat(request.extra()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "temperature":0                    |
          "logprobs":false,"top_logprobs":0  |
          "logprobs":true                    | 0
          "logprobs":true,"top_logprobs":20  | 20
          """)
  void readsHowMuchIsToldOfEachToken(String fields, @Nullable Integer logprobs) {
    ChatRequest request = withFields(fields);

    assertThat(request.logprobs()).isEqualTo(logprobs);
    assertThat(request.extra()).isNull();
  }

  private static int answers(String field) {
    String body = "{'model':'m','messages':[{'role':'user','content':'hi'}]," + field + "}";
    return chat(body).answers();
  }

  @Test
  void readsHowManyAnswersAreWanted() {
    assertThat(answers("'n':3")).isEqualTo(3);
    assertThat(answers("'n':null")).isOne();
    assertThat(answers("'temperature':0")).isOne();
  }

  @Test
  void readsCallsOfToolsAndTheirResults() {
    assertThat(
            message(
                    """
                    {'role':'assistant','content':null,'tool_calls':[
                      {'id':'c1','type':'function','function':{'name':'add','arguments':'{}'}}]}
                    """)
                .parts())
        .containsExactly(new Part.ToolCall("c1", "add", "{}"));
    assertThat(message("{'role':'tool','tool_call_id':'c1','content':'3'}"))
        .isEqualTo(new Message(Role.TOOL, java.util.List.of(new Part.ToolResult("c1", "3"))));
  }

  @Test
  void joinsTheTextsOfAToolsResult() {
    Message result =
        message(
            "{'role':'tool','tool_call_id':'c','content':"
                + "[{'type':'text','text':'a'},{'type':'text','text':'b'}]}");

    assertThat(result.parts()).containsExactly(new Part.ToolResult("c", "a\nb"));
  }

  @Test
  void handsOnFurtherFieldsOfAMessage() {
    assertThat(message("{'role':'user','name':'ann','content':'hi'}").extra())
        .isEqualTo(own("{'name':'ann'}"));
    assertThat(message("{'role':'assistant','content':'hi','prefix':true}").extra())
        .isEqualTo(own("{'prefix':true}"));
  }

  @Test
  void readsThoughtsAndRefusals() {
    assertThat(
            message("{'role':'assistant','reasoning_content':'hm','content':'a','refusal':'no'}")
                .parts())
        .containsExactly(
            new Part.Reasoning("hm", null),
            new Part.Text("a"),
            new Part.Opaque("openai", json("{'type':'refusal','refusal':'no'}")));
  }

  @Test
  void anEmptyThoughtIsNone() {
    assertThat(message("{'role':'assistant','reasoning_content':'','content':'a'}").parts())
        .containsExactly(new Part.Text("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1]                                             | the body
          {}                                              | messages
          {"messages":[]}                                 | messages
          {"messages":"hi"}                               | messages
          {"messages":["hi"]}                             | messages[0]
          {"messages":[{"content":"hi"}]}                 | messages[0].role
          {"messages":[{"role":"boss","content":"hi"}]}   | messages[0].role
          {"messages":[{"role":"user"}]}                  | messages[0].content
          {"messages":[{"role":"user","content":7}]}      | messages[0].content
          {"messages":[{"role":"user","content":[{}]}]}   | messages[0].content[0].type
          {"messages":[{"role":"tool","content":"3"}]}    | messages[0].tool_call_id
          {"messages":[{"role":"user","content":"hi"}]}   | model
          """)
  void namesThePlaceOfWhatIsWrong(String body, String place) {
    Failure failure = refused(() -> chat(body));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.message()).contains(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "temperature":"hot"                                   | temperature
          "max_tokens":1.5                                      | max_tokens
          "max_tokens":99999999999                              | max_tokens
          "max_tokens":0                                        | max_tokens
          "max_completion_tokens":-1                            | max_completion_tokens
          "max_tokens":1,"max_completion_tokens":1              | max_tokens
          "stream":"yes"                                        | stream
          "stop":[1]                                            | stop
          "n":0                                                 | n
          "n":65                                                | n
          "n":"2"                                               | n
          "logprobs":1                                          | logprobs
          "top_logprobs":3                                      | top_logprobs
          "logprobs":true,"top_logprobs":21                     | top_logprobs
          "logprobs":true,"top_logprobs":-1                     | top_logprobs
          "stream_options":{"include_usage":true}               | stream_options
          "tool_choice":"maybe"                                 | tool_choice
          "function_call":"auto"                                | function_call
          "functions":[],"function_call":"required"             | function_call
          "functions":[],"function_call":{}                     | function_call.name
          "functions":[],"tools":[]                             | tools
          "functions":[],"parallel_tool_calls":true             | parallel_tool_calls
          "functions":[{"description":"adds"}]                  | functions[0].name
          "tools":[{"type":"function","function":{}}]           | tools[0].function.name
          "tools":[{"type":"custom"}]                           | tools[0].custom
          "tools":[{"type":"custom","custom":{}}]               | tools[0].custom.name
          """)
  void refusesValuesOfTheWrongKind(String fields, String place) {
    Failure failure = refused(() -> withFields(fields));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.fields()).containsOnlyKeys(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "modalities":["text","video"]                                           | modalities
          "stream":true,"stream_options":{"include_obfuscation":true} | stream_options.include_obfuscation
          "stream":true,"stream_options":{"other":1}                              | stream_options.other
          "tool_choice":{"type":"function","function":{"name":"none"}} | tool_choice.function.name
          """)
  void refusesWhatCouldNotBeAnswered(String fields, String place) {
    Failure failure = refused(() -> withFields(fields));

    assertThat(failure.code()).isEqualTo(FailureCode.UNSUPPORTED);
    assertThat(failure.fields()).containsOnlyKeys(place);
  }

  @Test
  void refusesWhatIsNoUtf8() {
    byte[] body = Bodies.bytes("{'model':'m?','messages':[]}");
    body[body.length - 17] = (byte) 0xff;

    Failure failure = refused(() -> new ChatReader(Bodies.JSON, Bodies.BINDER).read(body));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
  }

  @Test
  void refusesABodyThatEndsAtAnyByte() {
    byte[] whole =
        Bodies.bytes(
            "{'model':'m','messages':[{'role':'user','content':[{'type':'text','text':'hö'}]}]}");

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);

      Failure failure = refused(() -> new ChatReader(Bodies.JSON, Bodies.BINDER).read(cut));

      assertThat(failure.code())
          .as(new String(cut, StandardCharsets.UTF_8))
          .isEqualTo(FailureCode.INVALID);
    }
  }

  @Test
  void refusesANameThatStandsTwice() {
    Failure failure = refused(() -> withFields("'model':'other'"));

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.message()).contains("model");
  }

  private static Failure refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(CallFailedException.class, call).failure();
  }

  @Test
  void aMarkForTheCacheOfAPieceIsThatOfEveryDialect() {
    Message marked =
        message(
            "{'role':'user','content':[{'type':'text','text':'a',"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}}]}");

    assertThat(marked.parts()).containsExactly(new Part.Text("a"), new Part.CachePoint("1h"));
  }

  @Test
  void aCallInTheConversationKeepsWhatOnlyItsVendorKnows() {
    Message said =
        message(
            "{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function','index':0,"
                + "'extra_content':{'a':1},'function':{'name':'f','arguments':'{}','x':2}}]}");

    assertThat(said.parts())
        .containsExactly(
            new Part.ToolCall(
                "c",
                "f",
                "{}",
                Map.of("openai", json("{'extra_content':{'a':1},'function':{'x':2}}"))));
  }

  @Test
  void leavesNullsOut() {
    assertThat(message("{'role':'user','content':'hi','name':null}").extra()).isNull();
    assertThat(withFields("'seed':null").extra()).isNull();
  }

  private static Map<String, Json.Obj> own(String fields) {
    return Map.of("openai", json(fields));
  }
}
