package io.auterity.gateway.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.gateway.dialect.ResponseCall;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.openai.Bodies;
import io.auterity.spi.CallFailedException;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesReaderTest {

  @Test
  void aTextIsWhatAUserSays() {
    ResponseCall call = Asked.call("{'model':'m','input':'hi','instructions':'be brief'}");

    assertThat(call.chat().request())
        .isEqualTo(ChatRequest.builder("m", List.of(Message.text(Role.USER, "hi"))).build());
    assertThat(call.lead()).containsExactly(Message.text(Role.SYSTEM, "be brief"));
    assertThat(call.chat().stream()).isFalse();
    assertThat(call.keeps()).isTrue();
    assertThat(call.previous()).isNull();
  }

  @Test
  void whatChatsHaveTooGoesOnUnderItsNameThere() {
    ChatRequest request =
        Asked.with(
            "'max_output_tokens':99,'temperature':0.5,'top_p':1,'parallel_tool_calls':false,"
                + "'user':'u','safety_identifier':'s','service_tier':'flex','seed':7,"
                + "'reasoning':{'effort':'low'},'text':{'verbosity':'low','format':"
                + "{'type':'json_schema','name':'n','strict':true,'schema':{'type':'object'}}}");

    assertThat(request.maxOutputTokens()).isEqualTo(99);
    assertThat(request.temperature()).isEqualTo(0.5);
    assertThat(request.topP()).isEqualTo(1.0);
    assertThat(request.parallelTools()).isFalse();
    assertThat(request.user()).isEqualTo("u");
    assertThat(request.thinking()).isEqualTo(Thinking.effort("low"));
    assertThat(request.answerSchema()).isEqualTo(Bodies.json("{'type':'object'}"));
    assertThat(request.extra())
        .isEqualTo(
            Map.of(
                "openai",
                Bodies.json("{'safety_identifier':'s','service_tier':'flex','verbosity':'low'}")));
    assertThat(request.answerFormat()).isEqualTo(new AnswerFormat(null, "n", null, true));
    assertThat(request.sampling()).isEqualTo(new Sampling(null, 7L, null, null));
    assertThat(Asked.with("'text':{'format':{'type':'json_object'}}").answerFormat())
        .isEqualTo(AnswerFormat.JSON);
  }

  @Test
  void whatOnlyResponsesHaveIsNamedAsTheirs() {
    ChatRequest request =
        Asked.with(
            "'truncation':'auto','max_tool_calls':3,'reasoning':{'effort':'high','summary':'auto'}");

    assertThat(request.extra())
        .isEqualTo(
            Map.of(
                "openai-responses",
                Bodies.json(
                    "{'truncation':'auto','max_tool_calls':3,'reasoning':{'summary':'auto'}}")));
  }

  @Test
  void whatSaysWhatIsDoneAnywayIsTaken() {
    ChatRequest request =
        Asked.with(
            "'store':true,'background':false,'metadata':{'a':'b'},'truncation':'disabled',"
                + "'include':['reasoning.encrypted_content'],'top_logprobs':0,'text':"
                + "{'format':{'type':'text'}},'conversation':null");

    assertThat(request.extra()).isNull();
    assertThat(request.answerSchema()).isNull();
  }

  @Test
  void theAnswerRepeatsWhatWasAsked() {
    ResponseCall call =
        Asked.call(
            "{'model':'m','input':'hi','stream':true,'store':false,'metadata':{'a':'b'},"
                + "'tools':[{'type':'function','name':'f'}],'user':null}");

    assertThat(call.asked())
        .isEqualTo(
            Bodies.json(
                "{'model':'m','store':false,'metadata':{'a':'b'},'tools':[{'type':'function',"
                    + "'name':'f','parameters':{'type':'object','properties':{}},"
                    + "'strict':false}]}"));
    assertThat(call.keeps()).isFalse();
    assertThat(call.chat().stream()).isTrue();
  }

  @Test
  void readsFunctionsAndWhichOfThemShallBeCalled() {
    ChatRequest request =
        Asked.with(
            "'tools':[{'type':'function','name':'f','description':'d','strict':true,"
                + "'parameters':{'type':'object'},'defer_loading':true}],"
                + "'tool_choice':{'type':'function','name':'f'}");

    assertThat(request.tools())
        .containsExactly(
            new Tool(
                "f",
                "d",
                Bodies.json("{'type':'object'}"),
                Map.of("openai-responses", Bodies.json("{'defer_loading':true}")),
                null,
                true,
                null));
    assertThat(request.toolChoice()).isEqualTo("f");
  }

  @Test
  void aChoiceAmongSomeIsSpelledAsChatsSpellIt() {
    ChatRequest request =
        Asked.with(
            "'tool_choice':{'type':'allowed_tools','mode':'auto',"
                + "'tools':[{'type':'function','name':'f'}]}");

    assertThat(request.extra())
        .isEqualTo(
            Map.of(
                "openai",
                Bodies.json(
                    "{'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto',"
                        + "'tools':[{'type':'function','function':{'name':'f'}}]}}}")));
  }

  @Test
  void fieldsOfAResultThatAreNotKnownGoBackToTheVendor() {
    ChatRequest request =
        Asked.items(
            "{'role':'user','content':'add'},"
                + "{'type':'function_call','call_id':'c1','name':'f','arguments':'{}'},"
                + "{'type':'function_call_output','call_id':'c1','output':'3','x':{'y':1}}");

    assertThat(request.messages().getLast())
        .isEqualTo(
            new Message(
                Role.TOOL,
                List.of(new Part.ToolResult("c1", "3")),
                Map.of("openai-responses", Bodies.json("{'x':{'y':1}}"))));
  }

  @Test
  void whatIsNotKnownOfAnItemOrAPieceGoesOnAsItCame() {
    String text = "{'type':'input_text','text':'hi','mark':1}";
    String thought =
        "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'s3al','mark':1}";
    String other = "{'type':'mcp_approval_response','approve':true}";

    ChatRequest request =
        Asked.items("{'role':'user','content':[%s]},%s,%s".formatted(text, thought, other));

    assertThat(request.messages())
        .containsExactly(
            new Message(Role.USER, List.of(carried(text))),
            new Message(Role.ASSISTANT, List.of(carried(thought), carried(other))));
  }

  @Test
  void thoughtsThatAnotherVendorSignedStayTheirsWhateverStandsBesideThem() {
    ChatRequest request =
        Asked.items(
            "{'role':'user','content':'hi'},{'type':'reasoning','id':'rs_1','mark':1,'summary':"
                + "[{'type':'summary_text','text':'hm'}],'encrypted_content':'auterity:anthropic:s'}");

    assertThat(request.messages().getLast().parts())
        .containsExactly(new Part.Reasoning("hm", "s", "anthropic"));
  }

  private static Part carried(String json) {
    return new Part.Opaque("openai-responses", Bodies.json(json));
  }

  @Test
  void whatTheModelSaidInOneTurnIsOneMessage() {
    ChatRequest request =
        Asked.items(
            "{'role':'user','content':[{'type':'input_text','text':'add'}]},"
                + "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'hm'}],"
                + "'encrypted_content':'s3al'},"
                + "{'type':'message','id':'msg_1','status':'completed','role':'assistant',"
                + "'content':[{'type':'output_text','text':'so','annotations':[{'type':"
                + "'url_citation','url':'https://e.org','title':'E','start_index':0,"
                + "'end_index':2}],'logprobs':[]},{'type':'refusal','refusal':'no'}]},"
                + "{'type':'function_call','id':'fc_1','call_id':'c1','name':'f','arguments':'{}',"
                + "'status':'completed'},"
                + "{'type':'function_call_output','call_id':'c1','output':'3'}");

    assertThat(request.messages())
        .containsExactly(
            Message.text(Role.USER, "add"),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("hm", "s3al", "openai-responses"),
                    new Part.Text("so"),
                    new Part.Citation("", "https://e.org", "E"),
                    new Part.Opaque("openai", Bodies.json("{'type':'refusal','refusal':'no'}")),
                    new Part.ToolCall("c1", "f", "{}"))),
            new Message(Role.TOOL, List.of(new Part.ToolResult("c1", "3"))));
  }

  @Test
  void readsPicturesAndFiles() {
    ChatRequest request =
        Asked.items(
            "{'role':'user','content':["
                + "{'type':'input_image','image_url':'https://e.org/a.png','detail':'high'},"
                + "{'type':'input_image','image_url':'data:image/png;base64,AAAA'},"
                + "{'type':'input_file','filename':'a.pdf',"
                + "'file_data':'data:application/pdf;base64,BBBB'},"
                + "{'type':'input_file','file_url':'https://e.org/b.pdf'},"
                + "{'type':'input_file','file_id':'file-1'}]}");

    assertThat(request.messages().getFirst().parts())
        .containsExactly(
            new Part.Image(
                "https://e.org/a.png",
                null,
                null,
                Map.of("openai", Bodies.json("{'detail':'high'}"))),
            new Part.Image(null, "image/png", "AAAA"),
            new Part.File("a.pdf", null, "application/pdf", "BBBB"),
            new Part.File(null, "https://e.org/b.pdf", null, null),
            new Part.Opaque("openai", Bodies.json("{'type':'file','file':{'file_id':'file-1'}}")));
  }

  @Test
  void whatAVendorsOwnToolSaidIsCarriedOpaque() {
    String item = "{'type':'web_search_call','id':'ws_1','status':'completed'}";

    assertThat(Asked.items(item).messages().getFirst().parts())
        .containsExactly(new Part.Opaque("openai-responses", Bodies.json(item)));
  }

  @Test
  void toolsOfTheVendorsOwnGoAsTheyAreAndNoFurtherThanToWhoHasThem() {
    String search = "{'type':'web_search','search_context_size':'low'}";
    String patch = "{'type':'custom','name':'apply_patch','format':{'type':'text'}}";

    ChatRequest request =
        Asked.with(
            "'tools':[%s,%s],'tool_choice':{'type':'custom','name':'apply_patch'},"
                    .formatted(search, patch)
                + "'include':['web_search_call.action.sources']");

    assertThat(request.tools())
        .containsExactly(own("web_search", search), own("apply_patch", patch));
    assertThat(request.toolChoice()).isNull();
    assertThat(request.extra())
        .isEqualTo(
            Map.of(
                "openai-responses",
                Bodies.json(
                    "{'include':['web_search_call.action.sources'],"
                        + "'tool_choice':{'type':'custom','name':'apply_patch'}}")));
  }

  private static Tool own(String name, String tool) {
    return new Tool(
        name,
        null,
        Json.EMPTY,
        Map.of("openai-responses", Bodies.json(tool)),
        null,
        true,
        "openai-responses");
  }

  @Test
  void aChoiceAmongToolsOfTheVendorsOwnGoesAsItIs() {
    String choice = "{'type':'allowed_tools','mode':'auto','tools':[{'type':'web_search'}]}";

    assertThat(Asked.with("'tools':[{'type':'web_search'}],'tool_choice':" + choice).extra())
        .isEqualTo(Map.of("openai-responses", Json.EMPTY.with("tool_choice", Bodies.json(choice))));
  }

  @Test
  void whatTheCallerTellsOfSuchAToolIsItsResult() {
    String item = "{'type':'custom_tool_call_output','call_id':'c1','output':'done'}";

    Message message = Asked.items(item).messages().getFirst();

    assertThat(message)
        .isEqualTo(
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult(
                        "c1",
                        List.of(new Part.Opaque("openai-responses", Bodies.json(item))),
                        null))));
  }

  @Test
  void namesTheResponseThatItGoesOnFrom() {
    ResponseCall call =
        Asked.call(
            "{'model':'m','input':[],'previous_response_id':'"
                + StoredResponse.ID.write(Asked.DECISION)
                + "'}");

    assertThat(call.previous()).isEqualTo(Asked.DECISION);
    assertThat(call.chat().request().messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'input':'hi'} | model | INVALID
          {'model':'m'} | input | INVALID
          {'model':'m','input':[]} | input | INVALID
          {'model':'m','input':7} | input | INVALID
          {'model':'m','input':[7]} | input[0] | INVALID
          {'model':'m','input':[{'content':'x'}]} | input[0].role | INVALID
          {'model':'m','input':[{'role':'tool','content':'x'}]} | input[0].role | INVALID
          {'model':'m','input':[{'role':'user'}]} | input[0].content | INVALID
          {'model':'m','input':[{'type':'function_call_output','call_id':'a'}]} | input[0].output | INVALID
          {'model':'m','input':[{'role':'user','content':[{'type':'input_image','file_id':'f'}]}]} | input[0].content[0].image_url | UNSUPPORTED
          {'model':'m','input':[{'role':'user','content':[{'type':'input_file','file_data':'x'}]}]} | input[0].content[0].file_data | INVALID
          {'model':'m','input':[{'role':'user','content':[{'type':'input_text','y':1}]}]} | input[0].content[0].text | INVALID
          {'model':'m','input':'hi','messages':[]} | messages | INVALID
          {'model':'m','input':'hi','max_tokens':7} | max_tokens | INVALID
          {'model':'m','input':'hi','background':true} | background | UNSUPPORTED
          {'model':'m','input':'hi','conversation':'c'} | conversation | UNSUPPORTED
          {'model':'m','input':'hi','prompt':{'id':'p'}} | prompt | UNSUPPORTED
          {'model':'m','input':'hi','top_logprobs':3} | top_logprobs | UNSUPPORTED
          {'model':'m','input':'hi','include':['message.output_text.logprobs']} | include[0] | UNSUPPORTED
          {'model':'m','input':'hi','stream_options':{}} | stream_options | INVALID
          {'model':'m','input':'hi','stream':true,'stream_options':{'include_obfuscation':true}} | stream_options.include_obfuscation | UNSUPPORTED
          {'model':'m','input':'hi','tools':[{'name':'f'}]} | tools[0].type | INVALID
          {'model':'m','input':'hi','tool_choice':{'name':'f'}} | tool_choice.type | INVALID
          {'model':'m','input':'hi','text':{'format':{'type':'json_schema','name':'n'}}} | text.format.schema | INVALID
          {'model':'m','input':'hi','text':{'format':{'type':'grammar'}}} | text.format.type | UNSUPPORTED
          {'model':'m','input':'hi','max_output_tokens':0} | max_output_tokens | INVALID
          """)
  void refusesByName(String body, String field, FailureCode code) {
    assertThatThrownBy(() -> Asked.call(body))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> {
              assertThat(e.failure().code()).isEqualTo(code);
              assertThat(e.failure().fields()).containsOnlyKeys(field);
            });
  }

  @Test
  void noUnknownBodyIsMoreThanRefused() {
    for (Json body : List.of(Json.NULL, Json.of(1), Json.of("x"), Json.array(List.of()))) {
      assertThatThrownBy(() -> Asked.call(body.toString())).isInstanceOf(CallFailedException.class);
    }
  }
}
