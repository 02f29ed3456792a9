package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a body holds, a door reads it or says what the caller did wrong. */
class HostileBodiesTest {

  private static final JsonReader JSON = new JsonReader(1_000_000);

  /** What might stand where something else should. */
  private static final List<Json> ANYTHING =
      Stream.of(
              "null",
              "true",
              "0",
              "-1",
              "1.5",
              "9223372036854775807",
              "1e300",
              "\"\"",
              "\"x\"",
              "\"\\u0000\"",
              "[]",
              "[null]",
              "[[]]",
              "[{}]",
              "[\"x\",1]",
              "{}",
              "{\"\":null}",
              "{\"type\":\"x\"}",
              "{\"a.b\":[{\"c\":{}}]}")
          .map(text -> JSON.read(text.getBytes(UTF_8)))
          .toList();

  /** A body that has much in it for each form of a dialect, by its path. */
  private static final Map<String, String> RICH =
      Map.of(
          ":generateContent",
          """
          {'contents':[
             {'role':'user','parts':[{'text':'a'},
               {'inlineData':{'mimeType':'image/png','data':'AAAA','displayName':'d'}},
               {'fileData':{'mimeType':'application/pdf','fileUri':'https://e.org/a'},
                'videoMetadata':{'fps':1}}]},
             {'role':'model','parts':[{'text':'t','thought':true,'thoughtSignature':'c2ln'},
               {'functionCall':{'id':'c','name':'f','args':{'a':1}},'thoughtSignature':'c2ln'},
               {'text':'','thought':true,'thoughtSignature':'YXV0ZXJpdHk6VzEwPQ=='},
               {'executableCode':{'language':'PYTHON','code':'1'}}]},
             {'role':'user','parts':[{'functionResponse':{'name':'f','response':{'output':'x'},
               'parts':[{'inlineData':{'mimeType':'image/png','data':'AAAA'}}]}}]}],
           'systemInstruction':{'parts':[{'text':'s'}]},
           'tools':[{'functionDeclarations':[{'name':'f','description':'d',
              'parameters':{'type':'OBJECT','nullable':true,'propertyOrdering':['a'],
                'properties':{'a':{'type':'STRING','enum':['x'],'minLength':'1'}}}}]},
             {'googleSearch':{}}],
           'toolConfig':{'functionCallingConfig':{'mode':'ANY','allowedFunctionNames':['f']}},
           'generationConfig':{'candidateCount':1,'maxOutputTokens':9,'temperature':1,'topP':0.5,
              'stopSequences':['x'],'responseMimeType':'application/json',
              'responseSchema':{'type':'ARRAY','items':{'anyOf':[{'type':'STRING'}]}},
              'thinkingConfig':{'thinkingBudget':0,'thinkingLevel':'LOW','includeThoughts':true}},
           'safetySettings':[{'category':'c','threshold':'t'}]}
          """,
          "/v1/responses",
          """
          {'model':'m','instructions':'s','store':false,'max_output_tokens':9,
           'input':[
             {'role':'user','content':[{'type':'input_text','text':'a'},
               {'type':'input_image','image_url':'https://e.org/a.png'}]},
             {'type':'reasoning','id':'rs','summary':[{'type':'summary_text','text':'t'}],
              'encrypted_content':'x'},
             {'type':'function_call','call_id':'c','name':'f','arguments':'{}'},
             {'type':'function_call_output','call_id':'c','output':'d'},
             {'type':'message','role':'assistant',
              'content':[{'type':'output_text','text':'b','annotations':[]}]},
             {'role':'user','content':'c'}],
           'tools':[{'type':'function','name':'f','parameters':{'type':'object'}}],
           'tool_choice':'auto','reasoning':{'effort':'low'},'parallel_tool_calls':true,
           'text':{'format':{'type':'json_schema','name':'n','schema':{}}}}
          """,
          ":countTokens",
          """
          {'generateContentRequest':{'model':'models/m',
             'contents':[{'parts':[{'text':'a'}]}],
             'system_instruction':{'parts':[{'text':'a'}]}}}
          """,
          ":embedContent",
          """
          {'model':'models/m','content':{'role':'user','parts':[{'text':'a'}]},
           'taskType':'x','title':'t','outputDimensionality':3}
          """,
          ":batchEmbedContents",
          """
          {'requests':[{'model':'models/m','content':{'parts':[{'text':'a'}]}},
             {'content':{'parts':[{'text':'b'}]}}]}
          """);

  static List<Endpoint> endpoints() {
    return GatewayServer.dialects(JSON, new Binder()).all().stream()
        .flatMap(dialect -> dialect.endpoints().stream())
        .filter(endpoint -> reads(endpoint.form()))
        .toList();
  }

  private static boolean reads(Form form) {
    return switch (form) {
      case Form.Chat _, Form.Tokens _, Form.Vectors _ -> true;
      case Form.Responses _, Form.ResponseTokens _, Form.Completions _, Form.Whole _ -> true;
      case Form.Tunings tunings -> tunings.act() == Form.Tunings.Act.CREATE;
      default -> false;
    };
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void aBodyThatIsNoJsonOrStrangeIsTheCallersFault(Endpoint endpoint) throws IOException {
    List<byte[]> bodies = new ArrayList<>(List.of(new byte[0], bytes(" "), bytes("'")));
    for (Path file : Repository.sharedFiles("corpora/json-test-suite/test_parsing")) {
      bodies.add(Files.readAllBytes(file));
    }

    for (byte[] body : bodies) {
      read(endpoint, body);
    }
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void aFieldMayHoldAnything(Endpoint endpoint) {
    Json rich = rich(endpoint);

    for (Json body : variants(rich)) {
      read(endpoint, bytes(body.toString()));
    }
  }

  @Test
  void anyTextIsATextToEveryDoor() throws IOException {
    Json strings = JSON.read(Files.readAllBytes(Repository.shared("corpora/blns/blns.json")));
    for (Json text : ((Json.Arr) strings).items()) {
      for (Endpoint endpoint : endpoints()) {
        read(endpoint, bytes(everywhere(rich(endpoint), text).toString()));
      }
    }
  }

  @Test
  void theBodiesThatAreSpoiltAreGood() {
    for (Endpoint endpoint : endpoints()) {
      if (RICH.keySet().stream().anyMatch(endpoint.path()::endsWith)) {
        byte[] body = bytes(rich(endpoint).toString());
        assertThat(refusal(endpoint, body)).as(endpoint.path()).isNull();
      }
    }
  }

  private static Json rich(Endpoint endpoint) {
    String path = endpoint.path();
    String verb = path.substring(path.lastIndexOf('}') + 1);
    return JSON.read(
        bytes(
            RICH.getOrDefault(
                    verb,
                    """
                    {'model':'m','max_tokens':9,'stream':true,'input':['a'],'dimensions':2,
                     'system':[{'type':'text','text':'s'}],
                     'messages':[
                       {'role':'user','content':[{'type':'text','text':'a'},
                         {'type':'image','source':{'type':'base64','media_type':'image/png',
                           'data':'AAAA'}},
                         {'type':'image_url','image_url':{'url':'https://e.org/a.png'}}]},
                       {'role':'assistant','content':'b','tool_calls':[{'id':'c',
                         'type':'function','function':{'name':'f','arguments':'{}'}}]},
                       {'role':'tool','tool_call_id':'c','content':'d'}],
                     'tools':[{'type':'function','name':'f','input_schema':{},
                       'function':{'name':'f','parameters':{'type':'object'}}}],
                     'prompt':'p','images':['iVBORw0KGgo='],'think':true,'format':{},
                     'options':{'stop':['x'],'num_predict':1,'seed':1},'keep_alive':'5m',
                     'stop':['x'],'response_format':{'type':'json_schema',
                       'json_schema':{'name':'n','schema':{}}}}
                    """)
                .replace('\'', '"')));
  }

  private static void read(Endpoint endpoint, byte[] body) {
    CallFailedException refused = refusal(endpoint, body);
    if (refused != null) {
      assertThat(refused.failure().origin())
          .as("%s %s: %s", endpoint.path(), new String(body, UTF_8), refused.failure())
          .isEqualTo(Origin.CALLER);
    }
  }

  private static @Nullable CallFailedException refusal(Endpoint endpoint, byte[] body) {
    Question question = new Question("m", Query.NONE, _ -> null, body);
    try {
      switch (endpoint.form()) {
        case Form.Chat form -> form.read(question).input();
        case Form.Tokens form -> form.read(question);
        case Form.ResponseTokens form ->
            form.response().read(question, (responses, read) -> Map.of());
        case Form.Vectors form -> form.read(question);
        case Form.Responses form -> form.read(question, (responses, read) -> Map.of());
        case Form.Completions form -> form.read(question);
        case Form.Whole form -> form.read(question);
        case Form.Tunings form -> form.read(question);
        default -> throw new AssertionError(endpoint.path());
      }
      return null;
    } catch (CallFailedException e) {
      return e;
    } catch (RuntimeException e) {
      throw new AssertionError(endpoint.path() + " " + new String(body, UTF_8), e);
    }
  }

  private static List<Json> variants(Json value) {
    List<Json> all = new ArrayList<>();
    ANYTHING.forEach(other -> all.addAll(replaced(value, other)));
    return all;
  }

  /** The value with another in each of its places. */
  private static List<Json> replaced(Json value, Json other) {
    List<Json> all = new ArrayList<>(List.of(other));
    switch (value) {
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach(
              (name, field) ->
                  replaced(field, other)
                      .forEach(
                          one -> {
                            Map<String, Json> copy = new LinkedHashMap<>(fields);
                            copy.put(name, one);
                            all.add(new Json.Obj(copy));
                          }));
      case Json.Arr(List<Json> items) -> {
        for (int i = 0; i < items.size(); i++) {
          for (Json one : replaced(items.get(i), other)) {
            List<Json> copy = new ArrayList<>(items);
            copy.set(i, one);
            all.add(Json.array(copy));
          }
        }
      }
      default -> {}
    }
    return all;
  }

  /** The value with that in place of each text. */
  private static Json everywhere(Json value, Json text) {
    return switch (value) {
      case Json.Str _ -> text;
      case Json.Arr(List<Json> items) ->
          Json.array(items.stream().map(item -> everywhere(item, text)).toList());
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> copy = new LinkedHashMap<>();
        fields.forEach((name, field) -> copy.put(name, everywhere(field, text)));
        yield new Json.Obj(copy);
      }
      default -> value;
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
