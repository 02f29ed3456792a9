package io.auterity.gateway.gemini;

import static io.auterity.platform.json.SingleQuoted.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.Sampling;
import io.auterity.spi.ai.Thinking;
import io.auterity.spi.ai.Tool;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateReaderTest {

  private static final JsonReader JSON = new JsonReader(1_000_000);
  private static final String HI = "'contents':[{'parts':[{'text':'hi'}]}]";

  private final GenerateReader reader =
      new GenerateReader(JSON, new ThoughtSeal(new UnsupportedParts(new Binder())));

  @Test
  void partsBecomeThoseOfTheCanonicalForm() {
    ChatRequest request =
        read(
            """
            {'contents':[{'role':'user','parts':[
              {'text':'look'},
              {'inlineData':{'mimeType':'image/png','data':'AAAA'}},
              {'inline_data':{'mime_type':'audio/wav','data':'AAAA'}},
              {'inlineData':{'mimeType':'application/pdf','data':'AAAA','displayName':'a.pdf'}},
              {'fileData':{'mimeType':'image/png','fileUri':'https://e.org/a.png'}},
              {'fileData':{'fileUri':'https://youtu.be/x'},'videoMetadata':{'fps':1}},
              {'executableCode':{'language':'PYTHON','code':'1'}}]}],
             'systemInstruction':{'parts':[{'text':'be brief'}]}}
            """);

    assertThat(request.messages().getFirst()).isEqualTo(Message.text(Role.SYSTEM, "be brief"));
    assertThat(request.messages().getLast())
        .isEqualTo(
            new Message(
                Role.USER,
                List.of(
                    new Part.Text("look"),
                    new Part.Image(null, "image/png", "AAAA"),
                    new Part.Audio("audio/wav", "AAAA"),
                    new Part.File("a.pdf", null, "application/pdf", "AAAA"),
                    new Part.Image("https://e.org/a.png", "image/png", null),
                    new Part.File(
                        null,
                        "https://youtu.be/x",
                        null,
                        null,
                        Extra.of("gemini", json("{'videoMetadata':{'fps':1}}"))),
                    new Part.Opaque(
                        "gemini", json("{'executableCode':{'language':'PYTHON','code':'1'}}")))));
  }

  @Test
  void signaturesStandBeforeWhatTheySign() {
    ChatRequest request =
        read(
            """
            {'contents':[{'role':'model','parts':[
              {'text':'hm','thought':true},
              {'functionCall':{'name':'f'},'thoughtSignature':'c2ln'},
              {'text':'so','thoughtSignature':'c2lo'},
              {'text':'','thoughtSignature':'c2lp'}]}]}
            """);

    assertThat(request.messages().getFirst().parts())
        .containsExactly(
            new Part.Reasoning("hm", null),
            new Part.Reasoning(null, "c2ln", "gemini"),
            new Part.ToolCall("call_1", "f", "{}"),
            new Part.Reasoning(null, "c2lo", "gemini"),
            new Part.Text("so"),
            new Part.Reasoning(null, "c2lp", "gemini"));
  }

  @Test
  void responsesFindTheirCallsWithoutAnId() {
    ChatRequest request =
        read(
            """
            {'contents':[
              {'role':'model','parts':[{'functionCall':{'name':'f','args':{'a':1}}},
                {'functionCall':{'name':'g','id':'own'}},{'functionCall':{'name':'f'}}]},
              {'role':'user','parts':[{'functionResponse':{'name':'g','response':{'error':'no'}}},
                {'functionResponse':{'name':'f','response':{'output':'one'}}},
                {'functionResponse':{'name':'f','response':{'result':'two'},
                  'parts':[{'inlineData':{'mimeType':'image/png','data':'AAAA'}}]}},
                {'text':'go on'}]}]}
            """);

    assertThat(request.messages().get(0).parts())
        .containsExactly(
            new Part.ToolCall("call_1", "f", "{\"a\":1}"),
            new Part.ToolCall("own", "g", "{}"),
            new Part.ToolCall("call_2", "f", "{}"));
    assertThat(request.messages().get(1))
        .isEqualTo(
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult("own", List.of(new Part.Text("no")), true),
                    new Part.ToolResult("call_1", List.of(new Part.Text("one")), null),
                    new Part.ToolResult(
                        "call_2",
                        List.of(
                            new Part.Text("{\"result\":\"two\"}"),
                            new Part.Image(null, "image/png", "AAAA")),
                        null))));
    assertThat(request.messages().get(2)).isEqualTo(Message.text(Role.USER, "go on"));
  }

  @Test
  void piecesOfAStreamedAnswerAreOneMessageAgain() {
    ChatRequest request =
        read(
            """
            {'contents':[
              {'parts':[{'text':'hi'}],'role':'user'},
              {'role':'model','parts':[{'text':'let me ','thought':true}]},
              {'role':'model','parts':[{'text':'see','thought':true}]},
              {'role':'model','parts':[{'text':'Par'}]},
              {'role':'model','parts':[{'text':'is'}]},
              {'role':'model','parts':[{'functionCall':{'id':'c','name':'f'}}]},
              {'role':'model','parts':[{'text':''}]},
              {'parts':[{'text':'and?'}]}]}
            """);

    assertThat(request.messages())
        .containsExactly(
            Message.text(Role.USER, "hi"),
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Reasoning("let me see", null),
                    new Part.Text("Paris"),
                    new Part.ToolCall("c", "f", "{}"))),
            Message.text(Role.USER, "and?"));
  }

  @Test
  void settingsBecomeCanonicalAndTheRestStaysInItsPlace() {
    ChatRequest request =
        read(
            "{"
                + HI
                + ",'generation_config':{'max_output_tokens':9,'temperature':0.5,'topP':1,"
                + "'stopSequences':['x'],'topK':7.0,'seed':3,'frequencyPenalty':-1,"
                + "'presencePenalty':0.5,'candidateCount':1,'responseLogprobs':true,'logprobs':3,"
                + "'responseMimeType':'text/plain',"
                + "'thinkingConfig':{'thinkingBudget':64,'includeThoughts':true}},"
                + "'safetySettings':[{'category':'c'}],'cachedContent':'cachedContents/1'}");

    assertThat(request.model()).isEqualTo("gemini-x");
    assertThat(request.maxOutputTokens()).isEqualTo(9);
    assertThat(request.temperature()).isEqualTo(0.5);
    assertThat(request.topP()).isEqualTo(1);
    assertThat(request.logprobs()).isEqualTo(3);
    assertThat(request.stop()).containsExactly("x");
    assertThat(request.thinking()).isEqualTo(new Thinking(Thinking.Mode.ON, 64, null));
    assertThat(request.answerSchema()).isNull();
    assertThat(request.sampling()).isEqualTo(new Sampling(7, 3L, -1.0, 0.5));
    assertThat(request.extra())
        .isEqualTo(
            Map.of(
                "gemini",
                json(
                    """
                    {'safetySettings':[{'category':'c'}],'cachedContent':'cachedContents/1',
                     'generationConfig':{'thinkingConfig':{'includeThoughts':true}}}
                    """)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "{'thinkingBudget':0}                         | OFF      | -  | -",
        "{'thinkingBudget':-1}                        | ADAPTIVE | -  | -",
        "{'thinkingBudget':9,'thinkingLevel':'HIGH'}  | ON       | 9  | high",
        "{'thinkingLevel':'MINIMAL'}                  | -        | -  | minimal",
      })
  void thinkingIsToldAsItWasSaid(
      String config,
      Thinking.@Nullable Mode mode,
      @Nullable Integer budget,
      @Nullable String effort) {
    ChatRequest request = read("{" + HI + ",'generationConfig':{'thinkingConfig':" + config + "}}");

    assertThat(request.thinking()).isEqualTo(new Thinking(mode, budget, effort));
    assertThat(request.extra()).isNull();
  }

  @Test
  void aSchemaOfEitherLanguageIsAJsonSchema() {
    String openApi =
        """
        {'type':'OBJECT','propertyOrdering':['b','a'],'required':['a'],'properties':{
           'a':{'type':'STRING','format':'enum','enum':['x','y'],'nullable':true},
           'b':{'type':'ARRAY','minItems':'1','items':{'anyOf':[{'type':'INTEGER'}],
              'nullable':true},'example':[1]}}}
        """;
    Json.Obj schema =
        json(
            """
            {'type':'object','required':['a'],'properties':{
               'b':{'type':'array','minItems':1,'items':{'anyOf':[{'type':'integer'},
                  {'type':'null'}]},'examples':[[1]]},
               'a':{'type':['string','null'],'enum':['x','y',null]}}}
            """);

    ChatRequest one =
        read(config("'responseMimeType':'application/json','responseSchema':" + openApi));
    ChatRequest other =
        read(config("'responseMimeType':'application/json','responseJsonSchema':" + schema));

    assertThat(Objects.requireNonNull(one.answerSchema()).toString()).isEqualTo(schema.toString());
    assertThat(other.answerSchema()).isEqualTo(schema);
    assertThat(one.extra()).isNull();
  }

  @Test
  void anotherFormOfAnswerIsForTheVendorAlone() {
    String form =
        "'responseMimeType':'text/x.enum','responseSchema':{'type':'STRING','enum':['a']}";

    ChatRequest request = read(config(form));

    assertThat(request.answerSchema()).isNull();
    assertThat(request.extra())
        .isEqualTo(Map.of("gemini", json("{'generationConfig':{" + form + "}}")));
  }

  @Test
  void functionsAndTheVendorsToolsAreTools() {
    ChatRequest request =
        read(
            "{"
                + HI
                + """
                ,'tools':[{'function_declarations':[
                   {'name':'f','description':'d','parameters':{'type':'OBJECT',
                      'properties':{'a':{'type':'STRING'}}}},
                   {'name':'g','parametersJsonSchema':{'type':'object'},'behavior':'BLOCKING'},
                   {'name':'h'}]},
                  {'googleSearch':{},'codeExecution':{}}]}
                """);

    assertThat(request.tools())
        .containsExactly(
            new Tool("f", "d", json("{'type':'object','properties':{'a':{'type':'string'}}}")),
            new Tool(
                "g",
                null,
                json("{'type':'object'}"),
                Extra.of("gemini", json("{'behavior':'BLOCKING'}")),
                null,
                null,
                null),
            new Tool("h", null, json("{'type':'object','properties':{}}")),
            own("googleSearch"),
            own("codeExecution"));
  }

  private static Tool own(String name) {
    return new Tool(
        name,
        null,
        Json.EMPTY,
        Extra.of("gemini", Json.EMPTY.with(name, Json.EMPTY)),
        null,
        null,
        "gemini");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "-",
      value = {
        "{'mode':'AUTO'}                                     | auto     | -",
        "{'mode':'NONE'}                                     | none     | -",
        "{'mode':'ANY'}                                      | required | -",
        "{'mode':'ANY','allowedFunctionNames':['f']}         | f        | -",
        "{'mode':'ANY','allowedFunctionNames':['f','g']}     | required | kept",
        "{'mode':'VALIDATED'}                                | auto     | kept",
        "{'mode':'AUTO','streamFunctionCallArguments':true}  | auto     | kept",
      })
  void theChoiceOfFunctions(String calling, String choice, @Nullable String kept) {
    ChatRequest request =
        read("{" + HI + ",'toolConfig':{'functionCallingConfig':" + calling + "}}");

    assertThat(request.toolChoice()).isEqualTo(choice);
    assertThat(request.extra())
        .isEqualTo(
            kept == null
                ? null
                : Map.of(
                    "gemini", json("{'toolConfig':{'functionCallingConfig':" + calling + "}}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{}                                                          | INVALID     | contents",
        "{'contents':[]}                                             | INVALID     | contents",
        "{'contents':[{'role':'user'}]}                              | INVALID     |"
            + " contents[0].parts",
        "{'contents':[{'role':'bot','parts':[{'text':''}]}]}         | INVALID     |"
            + " contents[0].role",
        "{'contents':[{'parts':[{}]}]}                               | INVALID     |"
            + " contents[0].parts[0]",
        "{'contents':[{'parts':[{'inlineData':{'data':'A'}}]}]}      | INVALID     |"
            + " contents[0].parts[0].inlineData.mimeType",
        "{'contents':[{'parts':[{'functionCall':{'name':'f','args':1}}]}]} | INVALID |"
            + " contents[0].parts[0].functionCall.args",
        "{H,'generationConfig':{'candidateCount':9}}                 | INVALID     |"
            + " generationConfig.candidateCount",
        "{H,'generationConfig':{'responseLogprobs':true,'logprobs':21}} | INVALID  |"
            + " generationConfig.logprobs",
        "{H,'generationConfig':{'logprobs':1}}                       | INVALID     |"
            + " generationConfig.logprobs",
        "{H,'generationConfig':{'responseSchema':{},'responseJsonSchema':{}}} | INVALID |"
            + " generationConfig.responseSchema",
        "{H,'generationConfig':{'thinkingConfig':{'thinkingBudget':-2}}} | INVALID  |"
            + " generationConfig.thinkingConfig.thinkingBudget",
        "{H,'tools':[{'functionDeclarations':[{}]}]}                 | INVALID     |"
            + " tools[0].functionDeclarations[0].name",
        "{H,'toolConfig':{'functionCallingConfig':{'mode':'SOME'}}}  | INVALID     |"
            + " toolConfig.functionCallingConfig.mode",
      })
  void refusesWhatItCannotServe(String body, FailureCode code, String place) {
    Failure failure =
        catchThrowableOfType(CallFailedException.class, () -> read(body.replace("H", HI)))
            .failure();

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.fields()).containsOnlyKeys(place);
  }

  @Test
  void aCountOfAnotherModelIsRefused() {
    byte[] body =
        json("{'generateContentRequest':{'model':'models/other'," + HI + "}}")
            .toString()
            .getBytes(UTF_8);

    assertThat(
            catchThrowableOfType(
                    CallFailedException.class,
                    () -> reader.readCounted(new Question("gemini-x", Query.NONE, _ -> null, body)))
                .failure()
                .fields())
        .containsOnlyKeys("generateContentRequest.model");
  }

  private static String config(String fields) {
    return "{" + HI + ",'generationConfig':{" + fields + "}}";
  }

  private ChatRequest read(String body) {
    byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
    return reader.read(new Question("gemini-x", Query.NONE, _ -> null, bytes), false).request();
  }
}
