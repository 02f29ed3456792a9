package io.auterity.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.RequestHeaders;
import io.auterity.gateway.dialect.SentBodies;
import io.auterity.gateway.dialect.Slips;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Payload;
import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.plugins.ai.anthropic.wire.MessagesCodec;
import io.auterity.plugins.ai.anthropic.wire.MessagesStreamCodec;
import io.auterity.plugins.ai.anthropic.wire.PassedMessageStream;
import io.auterity.plugins.ai.anthropic.wire.PassedMessages;
import io.auterity.relay.call.InputSize;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatAnswer;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.WireAnswer;
import io.auterity.spi.ai.WireBody;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

/** What passes in this dialect says what it says when it is read and written again, and more. */
class PassedMessagesTest {

  private static final String SAID = "'messages':[{'role':'user','content':'x'}],";
  private static final AnthropicEndpoint ENDPOINT =
      new AnthropicEndpoint(URI.create("https://a.example/v1/"), "2023-06-01", List.of(), 4_096);
  private static final MessagesCodec READING = new MessagesCodec(ENDPOINT);
  private static final PassedMessages PASSING = new PassedMessages(ENDPOINT);
  private static final Binder BINDER = new Binder();
  private static final MessagesReader READER =
      new MessagesReader(Said.JSON, new BlockReader(new SealedParts(new UnsupportedParts(BINDER))));
  private static final MessagesScan SCAN = new MessagesScan(Said.JSON, READER);
  private static final Form.Chat WRITER =
      (Form.Chat) new AnthropicDialect(Said.JSON, BINDER).endpoints().getFirst().form();
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 7);
  private static final RequestHeaders HEADERS =
      name -> name.equals("anthropic-beta") ? "b-1" : null;

  /** What is told of nothing: no tokens, and the model itself as the one who calls. */
  private static final Set<Json> NOUGHTS =
      Set.of(Json.of(0), Json.EMPTY.with("type", Json.of("direct")));

  private static final String SMALL =
      """
      {"id":"m1","type":"message","role":"assistant","model":"m","content":[{"type":"text",\
      "text":"hi"},{"type":"tool_use","id":"t","name":"f","input":{"a":1}}],\
      "stop_reason":"tool_use","stop_sequence":null,\
      "usage":{"input_tokens":20,"output_tokens":5}}\
      """;

  @Property(tries = 2_000)
  void agreesWithReading(@ForAll("bodies") String body) {
    Statistics.label("scanned")
        .collect(agreesOnRequest(body.getBytes(UTF_8)))
        .coverage(of -> of.check(true).percentage(share -> share > 20));
  }

  @Property(tries = 200)
  void sendsWhatTheVendorDescribes(
      @ForAll("bodies") String text, @ForAll("schemas") VendorSchema schema) {
    byte[] body = text.getBytes(UTF_8);
    SCAN.scan(body, HEADERS)
        .filter(call -> PassedMessages.passes(call.request()))
        .ifPresent(
            call -> {
              ChatRequest request = READER.read(body, HEADERS).request();
              byte[] today = READING.encode(request.withModel("vendor-m")).body();
              boolean fits = errors(schema, today).isEmpty();
              Statistics.label("fits when read").collect(fits);
              if (fits) {
                assertThat(errors(schema, sent(call).body())).isEmpty();
              }
            });
  }

  private static List<String> errors(VendorSchema schema, byte[] body) {
    return schema.errors("CreateMessageParams", body);
  }

  // As an argument: a property is skipped only where one of its arguments cannot be provided.
  @Provide
  Arbitrary<VendorSchema> schemas() throws IOException {
    return Arbitraries.just(new VendorSchema("specs/anthropic.yaml.gz"));
  }

  @Property(tries = 500)
  void agreesOnAllThatCanBeSaid(@ForAll("requests") ChatRequest request) {
    Statistics.label("scanned").collect(agreesOnRequest(READING.encode(request).body()));
  }

  @Property(tries = 2_000)
  void agreesWithReadingWhateverIsWrong(@ForAll("slippedBodies") byte[] body) {
    agreesOnRequest(body);
  }

  @Property(tries = 2_000)
  void agreesOnAnswersWhateverIsWrong(@ForAll("slippedAnswers") byte[] body) {
    Throwable failure = catchThrowable(() -> READING.decode(reply(body)));

    if (failure == null) {
      agreesOnAnswer(body);
    } else {
      assertThat(catchThrowable(() -> PASSING.decode(reply(body))))
          .hasMessage(failure.getMessage());
    }
  }

  @Test
  void agreesOnWhatWasRecorded() {
    List<RecordedExchange> recorded = recorded();

    long requests = recorded.stream().filter(one -> agreesOnRequest(one.request().body())).count();
    List<byte[]> answers =
        recorded.stream()
            .filter(one -> one.response().succeeded())
            .map(one -> one.response().body())
            .filter(body -> body.length > 0 && body[0] == '{')
            .toList();
    long passed = answers.stream().filter(PassedMessagesTest::agreesOnAnswer).count();

    assertThat(requests).isGreaterThan(10);
    assertThat(passed).isGreaterThan(answers.size() / 2);
  }

  @Test
  void sendsFeaturesInTestInTheirHeader() {
    byte[] body = quoted("{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'}]}");

    WireRequest sent = sent(SCAN.scan(body, HEADERS).orElseThrow());

    assertThat(sent.headers()).containsEntry("anthropic-beta", List.of("b-1"));
    assertThat(new String(sent.body(), UTF_8))
        .isEqualTo(
            "{'model':'vendor-m','max_tokens':9,'messages':[{'role':'user','content':'x'}]}"
                .replace('\'', '"'));
  }

  @Test
  void passesWhatItsVendorWroteAndAddsNothing() {
    String vendors = SMALL.replace("\"role\"", "\"mood\":\"calm\",\"role\"");

    byte[] passed = ((WireAnswer) PASSING.decode(reply(vendors.getBytes(UTF_8)))).json();

    assertThat(new String(passed, UTF_8)).isEqualTo(vendors);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'messages':[{'role':'user','content':''}]",
        "'messages':[{'role':'user','content':[{'type':'text','text':''}]}]",
        "'messages':[{'role':'user','content':[]}]",
        "'messages':[{'role':'system','content':'x'}]",
        "'messages':[{'role':'user','content':[{'type':'thinking','thinking':'x','signature':'s'}]}]",
        "'messages':[{'role':'assistant','content':[{'type':'thinking','thinking':'','signature':'s'}]}]",
        "'messages':[{'role':'assistant','content':[{'type':'thinking','thinking':'x','signature':''}]}]",
        "'messages':[{'role':'assistant','content':[{'type':'thinking','thinking':'x',"
            + "'signature':'auterity:openai:s'}]}]",
        "'messages':[{'role':'assistant','content':[{'cache_control':{'type':'ephemeral'},"
            + "'type':'thinking','thinking':'x','signature':'s'}]}]",
        "'messages':[{'role':'assistant','content':[{'type':'image','source':{'type':'url','url':'u'}}]}]",
        "'messages':[{'role':'user','content':[{'type':'image','source':{'type':'file','file_id':'f'}}]}]",
        "'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url','url':'u','x':1}}]}]",
        "'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','data':'x'}}]}]",
        "'messages':[{'role':'user','content':[{'type':'image'}]}]",
        SAID + "'system':[{'type':'image','source':{'type':'url','url':'u'}}]",
        "'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':'x'}]},"
            + "{'role':'user','content':'y'}]",
        "'messages':[{'role':'user','content':'x'}],'tools':[]",
        "'messages':[{'role':'user','content':'x'}],'top_k':null",
        "'messages':[{'role':'user','content':'x'}],'system':[]",
        SAID + "'tools':[{'name':'','input_schema':{}}]",
        SAID + "'tools':[{'name':'f','description':null,'input_schema':{}}]",
        SAID
            + "'tools':[{'name':'f','input_schema':{}}],"
            + "'tool_choice':{'type':'auto','disable_parallel_tool_use':null}",
        SAID + "'metadata':{'user_id':null}",
        SAID + "'thinking':{'type':'disabled','budget_tokens':null}",
        SAID + "'output_config':{'effort':null}",
      })
  void leavesToReadingWhatItsCodecWouldNotSend(String fields) {
    byte[] body = quoted("{'model':'m','max_tokens':9," + fields + "}");

    assertThat(SCAN.scan(body, HEADERS)).isEmpty();
  }

  @Provide
  Arbitrary<ChatRequest> requests() {
    return Said.requests();
  }

  @Provide
  Arbitrary<byte[]> slippedBodies() {
    return Slips.in(bodies());
  }

  @Provide
  Arbitrary<byte[]> slippedAnswers() {
    return Slips.in(Arbitraries.just(SMALL));
  }

  @Provide
  Arbitrary<String> bodies() {
    Arbitrary<List<String>> fields =
        Arbitraries.of(
                "'temperature':0.5",
                "'temperature':1.5",
                "'stream':false",
                "'stream':true",
                "'top_k':7",
                "'system':'be \\u00e4'",
                "'system':[{'type':'text','text':'a','cache_control':{'type':'ephemeral'}},"
                    + "{'type':'text','text':'b'}]",
                "'metadata':{'user_id':'u'}",
                "'stop_sequences':['END']",
                "'thinking':{'type':'enabled','budget_tokens':2000}",
                "'thinking':{'type':'disabled','budget_tokens':null}",
                "'metadata':{'user_id':null}",
                "'output_config':{'effort':null}",
                "'tools':[{'name':'f','description':null,'input_schema':{'type':'object'}}]",
                "'tools':[{'name':'f','input_schema':{'type':'object','default':null}}],"
                    + "'tool_choice':{'type':'auto','disable_parallel_tool_use':null}",
                "'tools':[{'name':'f','input_schema':{'type':'object'}}]",
                "'tools':[{'name':'f','description':'d','input_schema':{'type':'object'},"
                    + "'cache_control':{'type':'ephemeral','ttl':'1h'}}],"
                    + "'tool_choice':{'type':'any','disable_parallel_tool_use':true}")
            .list()
            .ofMaxSize(3)
            .uniqueElements();
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars("aä語\"\\\n 9")
            .ofMaxLength(9)
            .map(words -> Json.of(words + "😀").toString());
    Arbitrary<String> mark =
        Arbitraries.of(
            "",
            "",
            ",'cache_control':{'type':'ephemeral'}",
            ",'cache_control':{'type':'ephemeral','ttl':'1h'}");
    Arbitrary<String> words =
        Combinators.combine(text, mark)
            .as((said, at) -> "{'type':'text','text':" + said + at + "}");
    Arbitrary<String> call =
        Combinators.combine(text, mark)
            .as(
                (said, at) ->
                    "{'type':'tool_use','id':'t1','name':'f','input':{'a':[1, 2.50,"
                        + said
                        + "]}"
                        + at
                        + "}");
    Arbitrary<String> result =
        Combinators.combine(
                text,
                mark,
                Arbitraries.of("", ",'is_error':true"),
                Arbitraries.of(
                    "%s",
                    "[{'type':'text','text':%s}]",
                    "[{'type':'image','source':{'type':'url','url':'u'}},{'type':'text','text':%s}]"))
            .as(
                (said, at, error, form) ->
                    "{'type':'tool_result','tool_use_id':'t1','content':"
                        + form.formatted(said)
                        + error
                        + at
                        + "}");
    Arbitrary<String> picture =
        Combinators.combine(
                Arbitraries.of(
                    "{'type':'url','url':'https://e.example/ä.png'}",
                    "{'media_type':'image/png','type':'base64','data':'AAAA'}",
                    "{'type':'base64','media_type':'image/png','data':'"
                        + "A".repeat(InputSize.PICTURE_TOKENS)
                        + "'}"),
                mark)
            .as((source, at) -> "{'type':'image','source':" + source + at + "}");
    Arbitrary<String> thought =
        text.map(said -> "{'type':'thinking','thinking':" + said + ",'signature':'c2ln'}");
    Arbitrary<String> user =
        Arbitraries.oneOf(
            text,
            Arbitraries.oneOf(words, picture, result)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(List::toString));
    Arbitrary<String> assistant =
        Arbitraries.oneOf(
            text,
            Arbitraries.oneOf(words, thought, call)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(List::toString));
    Arbitrary<String> message =
        Arbitraries.oneOf(
            user.map(content -> "{'role':'user','content':" + content + "}"),
            assistant.map(content -> "{'role':'assistant','content':" + content + "}"));
    return Combinators.combine(
            fields, message.list().ofMinSize(1).ofMaxSize(4), Arbitraries.randoms())
        .as(
            (some, messages, random) -> {
              List<String> all = new ArrayList<>(some);
              all.add("'model':'m'");
              all.add("'max_tokens':3000");
              all.add("'messages':" + messages);
              Collections.shuffle(all, random);
              return ("{" + String.join(",", all) + "}").replace('\'', '"');
            });
  }

  private static boolean agreesOnRequest(byte[] body) {
    Optional<ChatCall> scanned = SCAN.scan(body, HEADERS);
    scanned.ifPresent(call -> assertAgrees(call, READER.read(body, HEADERS).request()));
    return scanned.isPresent();
  }

  private static void assertAgrees(ChatCall scanned, ChatRequest request) {
    Payload.OfWire wire = (Payload.OfWire) scanned.input();
    InputSize size = InputSize.of(request);
    assertThat(scanned.request()).isEqualTo(request.withMessages(List.of()));
    assertThat(InputSize.of(wire).most()).isEqualTo(size.most());
    assertThat(InputSize.of(wire).likely()).isEqualTo(size.likely());
    for (InputSize.Content content : InputSize.Content.values()) {
      assertThat(InputSize.of(wire).has(content)).isEqualTo(size.has(content));
    }
    assertThat(wire.whole()).isEqualTo(request);
    if (PassedMessages.passes(scanned.request())) {
      ChatRequest named = request.withModel("vendor-m");
      WireRequest today =
          scanned.stream()
              ? new MessagesStreamCodec(ENDPOINT).encode(named)
              : READING.encode(named);
      WireRequest sent = sent(scanned);
      assertThat(sent.headers()).isEqualTo(today.headers());
      assertThat(MessagesCodec.lossy(named)).isEmpty();
      assertThat(said(sent.body())).isEqualTo(said(today.body()));
    }
  }

  // What may stand in one and not in the other: that the answer comes whole; a text is one block;
  // what a user says in several messages is one turn.
  private static Json said(byte[] body) {
    Json.Obj said = (Json.Obj) alike(body);
    List<Json> turns = new ArrayList<>();
    for (Json message : ((Json.Arr) Objects.requireNonNull(said.get("messages"))).items()) {
      if (!turns.isEmpty() && isUsers(turns.getLast()) && isUsers(message)) {
        List<Json> blocks = new ArrayList<>(content(turns.removeLast()));
        blocks.addAll(content(message));
        turns.add(((Json.Obj) message).with("content", Json.array(blocks)));
      } else {
        turns.add(message);
      }
    }
    return said.with("messages", Json.array(turns));
  }

  private static boolean isUsers(Json message) {
    return "user".equals(((Json.Obj) message).text("role"));
  }

  private static List<Json> content(Json message) {
    return ((Json.Arr) Objects.requireNonNull(((Json.Obj) message).get("content"))).items();
  }

  private static Json alike(byte[] body) {
    return SentBodies.said(
        Said.JSON.readObject(body),
        (name, value) ->
            switch (name) {
              case "stream" -> value.equals(Json.of(false)) ? null : value;
              case "system", "content" ->
                  value instanceof Json.Str
                      ? Json.array(
                          List.of(Json.EMPTY.with("type", Json.of("text")).with("text", value)))
                      : value;
              default -> value;
            });
  }

  private static WireRequest sent(ChatCall call) {
    WireBody body = ((Payload.OfWire) call.input()).body();
    WireBody named = body.with(body.frame().withModel("vendor-m"));
    return call.stream() ? new PassedMessageStream(ENDPOINT).encode(named) : PASSING.encode(named);
  }

  private static boolean agreesOnAnswer(byte[] body) {
    ChatResponse read = READING.decode(reply(body));
    ChatAnswer passed = PASSING.decode(reply(body));
    if (passed instanceof WireAnswer wire) {
      assertThat(wire.usage()).isEqualTo(read.usage());
      assertSaid(
          Said.JSON.readObject(WRITER.write(read, DEFAULTS)), Said.JSON.read(wire.json()), "");
      return true;
    }
    assertThat(passed).isEqualTo(read);
    return false;
  }

  private static void assertSaid(Json expected, Json found, String path) {
    switch (expected) {
      case Json.Obj object -> {
        assertThat(found).as(path).isInstanceOf(Json.Obj.class);
        object
            .fields()
            .forEach(
                (name, value) -> {
                  Json there = ((Json.Obj) found).get(name);
                  if (!(value instanceof Json.Null) && !NOUGHTS.contains(value)) {
                    assertThat(there).as(path + "." + name).isNotNull();
                    assertSaid(value, Objects.requireNonNull(there), path + "." + name);
                  }
                });
      }
      case Json.Arr list -> {
        assertThat(found).as(path).isInstanceOf(Json.Arr.class);
        List<Json> items = ((Json.Arr) found).items();
        assertThat(items).as(path).hasSameSizeAs(list.items());
        for (int i = 0; i < items.size(); i++) {
          assertSaid(list.items().get(i), items.get(i), path + "[" + i + "]");
        }
      }
      default -> assertThat(found).as(path).isEqualTo(expected);
    }
  }

  private static WireResponse reply(byte[] body) {
    return new WireResponse(200, Map.of(), body);
  }

  private static byte[] quoted(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }

  private static List<RecordedExchange> recorded() {
    Path folder = Repository.shared("fixtures/pydantic-ai/tests/models/cassettes/test_anthropic");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> Cassette.read(file).stream())
          .filter(one -> one.request().uri().getPath().endsWith("/v1/messages"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
