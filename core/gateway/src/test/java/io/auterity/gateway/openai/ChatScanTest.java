package io.auterity.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.SentBodies;
import io.auterity.gateway.dialect.Slips;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonWriter;
import io.auterity.plugins.ai.openai.wire.ChatCodec;
import io.auterity.plugins.ai.openai.wire.ChatStreamCodec;
import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.PassedChat;
import io.auterity.plugins.ai.openai.wire.PassedStream;
import io.auterity.relay.call.InputSize;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.WireBody;
import io.auterity.testkit.files.VendorSchema;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scanning a chat says the same as reading it. */
class ChatScanTest {

  private static final String TOOL =
      "'tools':[{'type':'function','function':{'name':'f','parameters':{}}}]";
  private static final ChatReader READER = new ChatReader(Bodies.JSON, Bodies.BINDER);
  private static final ChatScan SCAN = new ChatScan(Bodies.JSON, READER);
  private static final List<OpenAiEndpoint> ENDPOINTS =
      Stream.of("max_completion_tokens", "max_tokens")
          .map(limit -> new OpenAiEndpoint(URI.create("https://o.example/v1/"), limit))
          .toList();

  @Property(tries = 2_000)
  void agreesWithReading(@ForAll("bodies") String body) {
    Statistics.label("scanned")
        .collect(agrees(body.getBytes(UTF_8)))
        .coverage(of -> of.check(true).percentage(share -> share > 20));
  }

  @Property(tries = 3_000)
  void agreesWithReadingWhateverIsWrong(@ForAll("slips") byte[] body) {
    agrees(body);
  }

  @Property(tries = 200)
  void sendsWhatTheVendorDescribes(
      @ForAll("bodies") String text, @ForAll("schemas") VendorSchema schema) {
    byte[] body = text.getBytes(UTF_8);
    scan(body)
        .ifPresent(
            call -> {
              OpenAiEndpoint endpoint = ENDPOINTS.getFirst();
              byte[] today = read(READER.read(body).request(), call.stream(), endpoint);
              boolean fits = errors(schema, today).isEmpty();
              Statistics.label("fits when read").collect(fits);
              if (fits) {
                assertThat(errors(schema, sent(call, endpoint))).isEmpty();
              }
            });
  }

  private static List<String> errors(VendorSchema schema, byte[] body) {
    return schema.errors("CreateChatCompletionRequest", body);
  }

  // As an argument: a property is skipped only where one of its arguments cannot be provided.
  @Provide
  Arbitrary<VendorSchema> schemas() throws IOException {
    return Arbitraries.just(new VendorSchema("specs/openai.yaml.gz"));
  }

  @Test
  void agreesOnRecordedRequests() throws IOException {
    List<byte[]> bodies =
        RecordedRequestsTest.requests().stream().map(one -> JsonWriter.bytes(one.body())).toList();

    assertThat(bodies.stream().filter(ChatScanTest::agrees).count()).isGreaterThan(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'functions':[{'name':'f','parameters':{}}]",
        "'temperature':null",
        "'n':2",
        "'logprobs':false",
        "'logprobs':false,'top_logprobs':0",
        "'tools':[]",
        "'tools':[{'type':'function','function':{'name':'f'}}]",
        "'tools':[{'type':'function','function':{'name':'f','parameters':null}}]",
        "'tools':[{'type':'function','function':{'name':'f','description':null,'parameters':{}}}]",
        "'tools':[{'type':'function','function':{'name':'f','parameters':{},'strict':null}}]",
        TOOL + ",'tool_choice':{'type':'function','function':{'name':'f','x':1}}",
        TOOL + ",'tool_choice':{'type':'function','function':{'name':'f'},'x':1}",
        "'response_format':{'type':'json_schema','json_schema':null}",
        "'stream':true,'stream_options':{'include_usage':null}",
        "'tool_choice':'auto'",
        "'stop':[]",
        "'response_format':{'type':'text'}",
        "'model':'n'",
        "'max_tokens':0",
        "'max_tokens':1,'max_completion_tokens':1",
        "'stream_options':{'include_usage':true}",
      })
  void leavesToReadingWhatItsCodecWouldNotSend(String field) {
    assertThat(scan(plain(field).getBytes(UTF_8))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'role':'developer','content':'x'}",
        "{'role':'user','content':[]}",
        "{'role':'user','content':[{'type':'text','text':'x'}]}",
        "{'role':'system','content':[{'type':'text','text':'x'}]}",
        "{'role':'assistant','content':[{'type':'text','text':'x'},{'type':'text','text':'y'}]}",
        "{'role':'tool','tool_call_id':'c','content':[{'type':'text','text':'x'}]}",
        "{'role':'user','content':[{'type':'text','text':''}]}",
        "{'role':'user','content':[{'type':'text'}]}",
        "{'role':'user','content':[{'type':'text','text':'x','y':1}]}",
        "{'role':'user','content':[{'type':'image_url','text':'x'}]}",
        "{'role':'user','content':[{'type':'image_url','image_url':{'detail':'low'}}]}",
        "{'role':'user','content':[{'type':'image_url','image_url':{'url':'u','detail':'new'}}]}",
        "{'role':'user','content':[{'type':'image_url','image_url':{'url':'u','detail':null}}]}",
        "{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'x','format':'ogg'}}]}",
        "{'role':'user','content':[{'type':'file','file':{'file_data':'data:a/b;base64,x'}}]}",
        "{'role':'system','content':[{'type':'image_url','image_url':{'url':'u'}}]}",
        "{'role':'assistant','content':[{'type':'image_url','image_url':{'url':'u'}}]}",
        "{'role':'tool','tool_call_id':'c','content':[{'type':'image_url','image_url':{'url':'u'}}]}",
        "{'role':'user','content':'x','name':'ann'}",
        "{'role':'assistant','content':null}",
        "{'role':'assistant','content':'x','refusal':null}",
        "{'role':'assistant','content':'x','reasoning_content':'y'}",
        "{'role':'tool','content':'x'}",
        "{'role':'user','content':'x'},{}",
      })
  void leavesMessagesThatAreMoreThanWordsToReading(String message) {
    assertThat(scan(quoted("{'model':'m','messages':[" + message + "]}"))).isEmpty();
  }

  @Test
  void keepsWhatItDoesNotKnowAsItWasWritten() {
    byte[] body =
        quoted(
            "{ 'prediction' : 1.50, 'model':'m','messages':[ {'role':'user', 'content':'\\u00e4'}"
                + " ]}");

    String sent = text(sent(scan(body).orElseThrow(), ENDPOINTS.getFirst()));

    assertThat(sent)
        .isEqualTo(
            text(
                quoted(
                    "{'prediction' : 1.50,'model':'vendor-m',"
                        + "'messages':[ {'role':'user', 'content':'\\u00e4'} ]}")));
  }

  @Test
  void passesSchemasWhateverTheyHold() {
    String tool =
        "'tools':[{'type':'function','function':{'name':'f','parameters':{'default':null}}}],"
            + "'tool_choice':{'type':'function','function':{'name':'f'}}";

    assertThat(scan(plain(tool).getBytes(UTF_8))).isPresent();
  }

  @Test
  void goesOnAskingForPlainChunks() {
    byte[] body =
        plain("'stream':true,'stream_options':{'include_obfuscation':false}").getBytes(UTF_8);
    ChatCall call = scan(body).orElseThrow();
    WireBody wire = ((Payload.OfWire) call.input()).body();
    String asked = "\"stream_options\":{\"include_obfuscation\":false,\"include_usage\":true}";

    assertThat(call.usage()).isFalse();
    assertThat(text(new PassedStream(ENDPOINTS.getFirst()).encode(wire).body())).contains(asked);
    assertThat(
            text(
                new ChatStreamCodec(ENDPOINTS.getFirst())
                    .encode(READER.read(body).request())
                    .body()))
        .contains(asked);
  }

  @Test
  void namesTheLimitAsTheEndpointDoes() {
    ChatCall call = scan(plain("'max_tokens':9").getBytes(UTF_8)).orElseThrow();

    assertThat(text(sent(call, ENDPOINTS.getFirst())))
        .contains("\"max_completion_tokens\":9")
        .doesNotContain("\"max_tokens\"");
    assertThat(text(sent(call, ENDPOINTS.getLast()))).contains("\"max_tokens\":9");
  }

  @Provide
  Arbitrary<byte[]> slips() {
    return Slips.in(bodies());
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<List<String>> fields =
        Arbitraries.of(
                "'temperature':0.5",
                "'temperature':1",
                "'top_p':1.0",
                "'max_tokens':77",
                "'max_completion_tokens':4096",
                "'stream':false",
                "'stream':true",
                "'n':1",
                "'seed':7",
                "'seed':7.0",
                "'seed':'7'",
                "'frequency_penalty':0.5,'presence_penalty':-1",
                "'logit_bias':{'50256':-100, 'ä':[1.50, true, null, {}]}",
                "'metadata':{'a':'\\u00e4\\n'}",
                "'stop':'END'",
                "'stop':['END','x']",
                "'user':'ann'",
                "'reasoning_effort':'low'",
                "'parallel_tool_calls':false",
                "'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object',"
                    + "'properties':{'a':{'type':'string','enum':['x']}}}}}]",
                "'tools':[{'type':'function','function':{'name':'f','strict':true}}],"
                    + "'tool_choice':{'type':'function','function':{'name':'f'}}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x','schema':"
                    + "{'type':'object'}}}",
                "'response_format':{'type':'json_object'}",
                "'response_format':{'type':'grammar','grammar':'a'}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x','strict':true,"
                    + "'description':'d','schema':{'type':'object'}}}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x','strict':null,"
                    + "'schema':{'type':'object'}}}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x','own':1,"
                    + "'schema':{'type':'object'}}}",
                "'tools':[{'type':'function','function':{'name':'f','description':null}}]",
                "'tools':[{'type':'function','function':{'name':'f','strict':null,"
                    + "'parameters':{'default':null}}}]",
                "'tools':[{'type':'function','function':{'name':'f','parameters':{'enum':[null]}}}],"
                    + "'tool_choice':{'type':'function','function':{'name':'f','x':null}}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x','strict':null}}",
                "'metadata':{'b':{'c':[null]}}",
                "'stop':['END',null]",
                "'functions':[{'name':'f','parameters':{}}]",
                "'temperature':null",
                "'logprobs':false",
                "'logprobs':true,'top_logprobs':3",
                "'store':1e400",
                "'max_tokens':'9'")
            .list()
            .ofMaxSize(3)
            .uniqueElements();
    Arbitrary<String> model = Arbitraries.of("'model':'gpt-x'", "'model' : '\\u0067pt'");
    return Combinators.combine(fields, model, conversations(), Arbitraries.randoms())
        .as(ChatScanTest::body);
  }

  private static String body(
      List<String> fields, String model, String conversation, Random random) {
    List<String> all = new ArrayList<>(fields);
    all.add(model);
    all.add(conversation);
    Collections.shuffle(all, random);
    return ("{" + String.join(random.nextBoolean() ? "," : " ,\n ", all) + "}").replace('\'', '"');
  }

  private static Arbitrary<String> conversations() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("aä語\"\\\n\u007f 9")
            .ofMaxLength(9)
            .map(words -> Json.of(words + "😀").toString());
    Arbitrary<String> call =
        text.map(
            words ->
                "{'id':'c1','type':'function','function':{'arguments':" + words + ",'name':'f'}}");
    Arbitrary<String> message =
        Arbitraries.oneOf(
            text.map(words -> "{'role':'user','content':" + words + "}"),
            text.map(words -> "{'content':" + words + ",'role':'system'}"),
            text.map(words -> "{'role':'tool','tool_call_id':'c1','content':" + words + "}"),
            text.map(words -> "{'role':'assistant','content':" + words + "}"),
            call.list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(
                    calls ->
                        "{'role':'assistant','content':null,'tool_calls':["
                            + String.join(",", calls)
                            + "]}"),
            pieces(true, text).map(list -> "{'role':'user','content':" + list + "}"),
            pieces(false, text).map(list -> "{'content':" + list + ",'role':'system'}"),
            Arbitraries.of(
                "{'role':'developer','content':'a'}",
                "{'role':'assistant','content':'a','refusal':null}",
                "{'role':'assistant','content':[{'type':'text','text':'a'}]}",
                "{'role':'tool','tool_call_id':'c1','content':[{'type':'text','text':'a'}]}"));
    return message
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(all -> "'messages':[" + String.join(", ", all) + "]");
  }

  private static Arbitrary<String> pieces(boolean shown, Arbitrary<String> text) {
    Arbitrary<String> words = text.map(said -> "{'type':'text','text':" + said + "}");
    Arbitrary<String> detail =
        Arbitraries.of("", "", ",'detail':'low'", ",'detail':'high'", ",'detail':'auto'");
    Arbitrary<String> url =
        Arbitraries.of(
            "'https://e.example/ä.png'",
            "'data:image/png;base64,AAAA'",
            "'data:image/svg+xml;base64,'",
            "'data:text,ä'",
            "'data:image\\/png;base64," + "A".repeat(InputSize.PICTURE_TOKENS) + "'");
    Arbitrary<String> picture =
        Combinators.combine(url, detail)
            .as((at, how) -> "{'image_url':{'url':" + at + how + "},'type':'image_url'}");
    Arbitrary<String> sound =
        Arbitraries.of("wav", "mp3")
            .map(
                format ->
                    "{'type':'input_audio','input_audio':{'data':'AAAA','format':'"
                        + format
                        + "'}}");
    return (shown ? Arbitraries.oneOf(words, picture, sound) : words)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(List::toString);
  }

  // Whether it was scanned; if so, all that the road learns must be what reading tells.
  private static boolean agrees(byte[] body) {
    Optional<ChatCall> scanned = scan(body);
    scanned.ifPresent(call -> assertAgrees(call, READER.read(body)));
    return scanned.isPresent();
  }

  private static void assertAgrees(ChatCall scanned, ChatCall read) {
    Payload.OfWire wire = (Payload.OfWire) scanned.input();
    ChatRequest request = read.request();
    InputSize size = InputSize.of(request);
    assertThat(scanned.stream()).isEqualTo(read.stream());
    assertThat(scanned.usage()).isEqualTo(read.usage());
    assertThat(scanned.request()).isEqualTo(request.withMessages(List.of()));
    assertThat(InputSize.of(wire).most()).isEqualTo(size.most());
    assertThat(InputSize.of(wire).likely()).isEqualTo(size.likely());
    for (InputSize.Content content : InputSize.Content.values()) {
      assertThat(InputSize.of(wire).has(content)).isEqualTo(size.has(content));
    }
    assertThat(wire.whole()).isEqualTo(request);
    for (OpenAiEndpoint endpoint : ENDPOINTS) {
      byte[] today = read(request, scanned.stream(), endpoint);
      assertThat(said(sent(scanned, endpoint))).isEqualTo(said(today));
    }
  }

  private static byte[] read(ChatRequest request, boolean stream, OpenAiEndpoint endpoint) {
    ChatRequest named = request.withModel("vendor-m");
    return stream
        ? new ChatStreamCodec(endpoint).encode(named).body()
        : new ChatCodec(endpoint).encode(named).body();
  }

  // What may stand in one and not in the other: that there is one answer, whole; one text to stop;
  // that a picture has the detail that it has anyway.
  private static Json said(byte[] body) {
    return SentBodies.said(
        Bodies.JSON.readObject(body),
        (name, value) ->
            switch (name) {
              case "stream" -> value.equals(Json.of(false)) ? null : value;
              case "n" -> value.equals(Json.of(1)) ? null : value;
              case "stop" -> value instanceof Json.Str ? Json.array(List.of(value)) : value;
              case "detail" -> value.equals(Json.of("auto")) ? null : value;
              default -> value;
            });
  }

  private static byte[] sent(ChatCall call, OpenAiEndpoint endpoint) {
    WireBody body = ((Payload.OfWire) call.input()).body();
    WireBody named = body.with(body.frame().withModel("vendor-m"));
    return call.stream()
        ? new PassedStream(endpoint).encode(named).body()
        : new PassedChat(endpoint).encode(named).body();
  }

  private static Optional<ChatCall> scan(byte[] body) {
    return SCAN.scan(body);
  }

  private static String plain(String field) {
    return text(quoted("{'model':'m','messages':[{'role':'user','content':'hi'}]," + field + "}"));
  }

  private static byte[] quoted(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }
}
