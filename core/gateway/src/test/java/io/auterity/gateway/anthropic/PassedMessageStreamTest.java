package io.auterity.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Slips;
import io.auterity.gateway.dialect.StreamTold;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.plugins.ai.anthropic.wire.MessagesStreamCodec;
import io.auterity.plugins.ai.anthropic.wire.PassedMessageStream;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.WireEvent;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A streamed message that passes says what it says when it is read and written again. */
class PassedMessageStreamTest {

  private static final AnthropicEndpoint ENDPOINT =
      new AnthropicEndpoint(URI.create("https://a.example/v1/"), "2023-06-01", List.of(), 4_096);
  private static final MessagesStreamCodec READING = new MessagesStreamCodec(ENDPOINT);
  private static final PassedMessageStream PASSING = new PassedMessageStream(ENDPOINT);
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 7);
  private static final SealedParts SEALED = new SealedParts(new UnsupportedParts(new Binder()));
  private static final String START =
      "{'type':'message_start','message':{'id':'m1','type':'message','role':'assistant','model':'m',"
          + "'content':[],'stop_reason':null,'usage':{'input_tokens':20,'output_tokens':1}}}";
  private static final String TEXT = "'content_block':{'type':'text','text':''}";
  private static final String LAST = "{'type':'message_stop'}";

  @Property(tries = 1_000)
  void agreesWithReading(@ForAll("streams") List<String> events, @ForAll Random random) {
    byte[] stream = sse(events);

    StreamTold passed = passed(stream, 1 + random.nextInt(stream.length));

    Statistics.label("passed to the end")
        .collect(passed.passed() == events.size())
        .coverage(of -> of.check(true).percentage(share -> share > 10));
    assertAgrees(passed, read(stream));
  }

  @Property(tries = 2_000)
  void agreesWithReadingWhateverIsWrong(@ForAll("slips") byte[] stream) {
    // In a block that is not known, reading tells words as words and as a piece.
    Assume.that(new String(stream, UTF_8).contains("{\"type\":\"text\","));

    assertAgrees(
        passed(stream, stream.length).withoutUsageOfFailed(), read(stream).withoutUsageOfFailed());
  }

  @Provide
  Arbitrary<byte[]> slips() {
    byte[] stream =
        sse(
            List.of(
                START,
                block(0, TEXT),
                delta(0, "'type':'text_delta','text':'hi'"),
                stop(0),
                end("'end_turn'", "{'output_tokens':5}"),
                LAST));
    return Slips.in(Arbitraries.just(new String(stream, UTF_8)));
  }

  @Test
  void recordedStreamsPassAndSayTheSame() throws IOException {
    List<byte[]> streams = recorded();

    for (byte[] stream : streams) {
      StreamTold passed = passed(stream, 97);
      assertAgrees(passed, read(stream));
      assertThat(passed.text()).doesNotContain("auterity").endsWith("\n\n");
      assertThat(passed.passed()).isEqualTo(passed.text().split("\n\n", -1).length - 1);
    }

    assertThat(streams).hasSizeGreaterThan(5);
  }

  @Test
  void aShortStreamSaysTheSameWhereverItIsCut() throws IOException {
    byte[] stream =
        recorded().stream().min(Comparator.comparingInt(one -> one.length)).orElseThrow();
    StreamTold read = read(stream);
    String whole = passed(stream, stream.length).text();

    for (int cut = 1; cut < stream.length; cut++) {
      StreamTold passed = passed(stream, cut);
      assertThat(passed.text()).isEqualTo(whole);
      assertAgrees(passed, read);
    }
  }

  @Test
  void aStreamThatBreaksOffAnywhereHasShownTheSame() throws IOException {
    byte[] stream =
        recorded().stream().min(Comparator.comparingInt(one -> one.length)).orElseThrow();

    for (int end = 1; end < stream.length; end += 7) {
      byte[] part = Arrays.copyOf(stream, end);
      assertAgrees(passed(part, end), read(part));
    }
  }

  @Test
  void keepsWhatOnlyItsVendorKnows() {
    byte[] stream =
        sse(
            List.of(
                START.replace("'role'", "'mood':1.50,'role'"),
                "{'type':'ping'}",
                "{'type':'vendor_news','text':'x'}",
                block(0, TEXT),
                delta(0, "'type':'text_delta','text':'hi','p':'abc'"),
                stop(0),
                end("'end_turn'", "{'output_tokens':5}"),
                LAST));

    StreamTold told = passed(stream, 5);

    assertThat(told.text())
        .startsWith("event: message_start\ndata: {\"type\":\"message_start\"")
        .contains("\"mood\":1.50", "event: ping\n", "event: vendor_news\n", "\"p\":\"abc\"")
        .contains("\"usage\":{\"output_tokens\":5}}")
        .doesNotContain("container", "cache_read_input_tokens", "citations")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    assertThat(told.used()).containsEntry("input_tokens", 20L).containsEntry("output_tokens", 5L);
  }

  @Test
  void goesOnAsReadWhereAnEventMustBe() {
    byte[] stream =
        sse(
            List.of(
                START,
                block(0, "'content_block':{'type':'redacted_thinking','data':'x'}"),
                "{'x':1,'type':'ping'}",
                stop(0),
                block(1, TEXT),
                delta(1, "'type':'text_delta','text':'a'"),
                delta(0, "'type':'text_delta','text':'b'"),
                stop(0),
                block(5, TEXT),
                delta(5, "'type':'text_delta','text':'c'"),
                end("'stop_sequence'", "{'output_tokens':5}"),
                LAST));

    String text = passed(stream, 5).text();

    assertThat(text.lines().filter(line -> line.startsWith("event: ")))
        .containsExactly(
            "event: message_start",
            "event: content_block_start",
            "event: ping",
            "event: content_block_stop",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
    assertThat(text).contains("\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"b\"}");
    assertThat(text).contains("\"index\":2,\"delta\":{\"type\":\"text_delta\",\"text\":\"c\"}");
  }

  @Test
  void endsOnceWhereTheVendorSaysWhyItEndsAndNoMore() {
    byte[] stream =
        sse(
            List.of(
                START,
                block(0, TEXT),
                delta(0, "'type':'text_delta','text':'hi'"),
                stop(0),
                end("'end_turn'", "{'output_tokens':5}")));

    StreamTold told = passed(stream, 5);

    assertThat(names(told.text()))
        .containsExactly(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    assertThat(told.text()).endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    assertThat(told.passed()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'x':1.50,'type':'vendor_news'}",
        "{'type':'vendor_news',\ndata: 'x':1.50}",
        "{'x':1.50,'n':123456789012345678901,'type':'vendor_news'}",
        "{'x':1.50,\ndata:\ndata: 'type':'vendor_news'}",
      })
  void passesNewsOnHoweverTheyAreWritten(String news) {
    byte[] stream =
        sse(
            List.of(
                news,
                START,
                news,
                block(0, TEXT),
                stop(0),
                news,
                end("'end_turn'", "{'output_tokens':5}"),
                LAST.replace("{", "{\ndata: ")));

    StreamTold told = passed(stream, 5);

    assertThat(names(told.text()))
        .as("none before the message begins")
        .containsExactly(
            "message_start",
            "vendor_news",
            "content_block_start",
            "content_block_stop",
            "vendor_news",
            "message_delta",
            "message_stop");
    assertThat(told.text()).contains("\"x\":1.5");
    assertThat(told.passed()).isEqualTo(7);
  }

  @Test
  void whatTheVendorHasFoundIsNoneOfTheAnswersLength() {
    String found = "x".repeat(60_000);
    byte[] stream =
        sse(
            List.of(
                START,
                block(
                    0, "'content_block':{'type':'server_tool_use','id':'s','name':'g','input':{}}"),
                delta(0, "'type':'input_json_delta','partial_json':'{}'"),
                stop(0),
                block(
                    1,
                    "'content_block':{'type':'web_search_tool_result','content':[{'text':'"
                        + found
                        + "'}]}"),
                stop(1)));

    assertThat(passed(stream, 4_096).length()).isEqualTo(2);
    assertThat(read(stream).length()).isEqualTo(2);
  }

  @Test
  void breaksOffWhereTheRestOfAVendorsOwnBlockCannotPass() {
    byte[] stream =
        sse(
            List.of(
                START,
                block(0, "'content_block':{'type':'own','x':''}"),
                delta(7, "'type':'own_delta','x':'y'")));

    assertThat(passed(stream, 5).text()).contains("event: error", "does not go on as it began");
  }

  @Test
  void followsWhatPassedByItsBlocksOnly() {
    List<String> told = new ArrayList<>(List.of(START, block(0, TEXT)));
    for (int i = 0; i < 100; i++) {
      told.add(delta(0, "'type':'text_delta','text':'abc'"));
    }
    told.add("{'type':'content_block_stop'}");

    List<StreamEvent> events = PASSING.decoder().feed(sse(told));

    assertThat(events)
        .filteredOn(WireEvent.Read.class::isInstance)
        .singleElement()
        .satisfies(
            turn ->
                assertThat(((WireEvent.Read) turn).before())
                    .hasSize(3)
                    .endsWith(new ChatEvent.PartDelta(0, new Part.Text(" "))));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "'type':'text','text':'' | 'type':'text_delta','text':'hi' | false | 2 | true",
        "'type':'text','text':'' | 'type':'text_delta','text':'' | false | 0 | false",
        "'type':'text','text':'a' | 'type':'text_delta','text':'' | true | 1 | false",
        "'type':'thinking','thinking':'','signature':'' | 'type':'thinking_delta','thinking':'hm'"
            + " | false | 2 | true",
        "'type':'thinking','thinking':'','signature':'' | 'type':'signature_delta','signature':'s'"
            + " | false | 0 | false",
        "'type':'tool_use','id':'t','name':'f','input':{}"
            + " | 'type':'input_json_delta','partial_json':'{' | true | 2 | true",
        "'type':'text','text':'' | 'type':'citations_delta','citation':{'cited_text':'x'}"
            + " | false | 0 | true",
        "'type':'own','x':1 | 'type':'own_delta','x':'y' | false | 1 | false",
      })
  void showsWhatIsOfTheAnswer(
      String block, String delta, boolean begins, long length, boolean grows) {
    Decoder<StreamEvent> decoder = PASSING.decoder();
    decoder.feed(sse(List.of(START)));

    StreamEvent first = event(decoder, block(0, "'content_block':{" + block + "}"));
    StreamEvent second = event(decoder, delta(0, delta));

    assertThat(first.visible()).isEqualTo(begins);
    assertThat(second.visible()).isEqualTo(grows);
    assertThat(first.length() + second.length()).isEqualTo(length);
  }

  @Provide
  Arbitrary<List<String>> streams() {
    Arbitrary<String> text =
        Arbitraries.of(
            "'type':'text_delta','text':'Hel'",
            "'type':'text_delta','text':'l\\no 😀'",
            "'type':'text_delta','text':''",
            "'type':'new_delta','text':'x'");
    // A source of nothing is sealed when it is read, and passes as it was told.
    Arbitrary<String> cited =
        Arbitraries.oneOf(
            text,
            Arbitraries.of(
                "'type':'citations_delta','citation':{'type':'page_location','cited_text':'G'}"));
    Arbitrary<String> thought =
        Arbitraries.of(
            "'type':'thinking_delta','thinking':'hm'",
            "'type':'thinking_delta','thinking':''",
            "'type':'thinking_delta','thinking':null",
            "'type':'signature_delta','signature':'s'");
    Arbitrary<String> input =
        Arbitraries.of(
            "'type':'input_json_delta','partial_json':''",
            "'type':'input_json_delta','partial_json':'[1,'",
            "'type':'input_json_delta','partial_json':'2]'");
    // Whatever these are together, they are JSON: what is not passes, and breaks reading off.
    Arbitrary<String> asked =
        Arbitraries.of("''", "'1'", "'23'")
            .map(json -> "'type':'input_json_delta','partial_json':" + json);
    Arbitrary<List<String>> block =
        Arbitraries.oneOf(
            block(Arbitraries.of("''", "''", "'A'", "null").map(w -> "'text','text':" + w), text),
            block(Arbitraries.just("'text','text':'A','citations':[]"), cited),
            block(
                Arbitraries.of(
                    "'thinking','thinking':'','signature':''", "'thinking','thinking':'x'"),
                thought),
            block(
                Arbitraries.of(
                    "'tool_use','id':'t','name':'f','input':{}",
                    "'tool_use','id':'t','name':'f','input':{},'caller':{'type':'direct'}",
                    "'tool_use','id':'t','name':'f','input':{'a':1}",
                    "'tool_use','id':'t','input':{}"),
                input),
            block(Arbitraries.of("'server_tool_use','id':'s','name':'g'"), asked),
            block(
                Arbitraries.of("'own','x':'a'", "'web_search_tool_result','content':[{'x':'y'}]"),
                Arbitraries.of("'type':'own_delta','x':'more','y':[1],'z':'w'")));
    Arbitrary<List<String>> blocks =
        Combinators.combine(block.list().ofMaxSize(4), Arbitraries.integers().between(0, 30))
            .as(PassedMessageStreamTest::numbered);
    Arbitrary<String> between =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of("{'type':'ping'}", "{'type':'vendor_news','x':[1]}")),
            Tuple.of(
                1,
                Arbitraries.of(
                    "{'type':'error','error':{'type':'overloaded_error','message':'Busy'}}",
                    "nonsense",
                    "{'x':1,'type':'ping'}",
                    "{}")));
    Arbitrary<String> first =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(START)),
            Tuple.of(
                1,
                Arbitraries.of(
                    START.replace("'m1'", "''"),
                    START.replace("'model':'m',", ""),
                    START.replace("'input_tokens':20", "'cache_read_input_tokens':3"),
                    "{'type':'ping'}")));
    Arbitrary<List<String>> end =
        Arbitraries.of(
            List.of(end("'end_turn'", "{'output_tokens':5}"), LAST),
            List.of(end("'tool_use'", "{'input_tokens':20,'output_tokens':5}"), LAST),
            List.of(
                end("null", "{'output_tokens':3}"),
                end("'max_tokens'", "{'output_tokens':5}"),
                LAST),
            List.of(
                end("'max_tokens'", "{'output_tokens':3}"),
                end("null", "{'output_tokens':5}"),
                LAST),
            List.of(end("'stop_sequence','stop_sequence':'END'", "{'output_tokens':5}"), LAST),
            List.of(end("'new_reason'", "{'output_tokens':5}"), LAST),
            List.of(end("'end_turn'", "{'output_tokens':5}")),
            List.of(end("'end_turn'", "null"), LAST),
            List.of(START, end("'end_turn'", "{'output_tokens':5}"), LAST),
            List.of(LAST),
            List.of());
    return Combinators.combine(first, blocks, between.injectNull(0.5), end, Arbitraries.randoms())
        .as(
            (one, some, news, last, random) -> {
              List<String> all = new ArrayList<>(some);
              if (news != null) {
                all.add(random.nextInt(all.size() + 1), news);
              }
              all.addFirst(one);
              all.addAll(last);
              return all;
            });
  }

  // Once in a while a block ends without saying so, or its pieces have the wrong number.
  private static List<String> numbered(List<List<String>> blocks, int slip) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      int number = slip == i ? 0 : i;
      blocks.get(i).forEach(event -> all.add(event.replace("#", Integer.toString(number))));
      if (slip == 10 + i) {
        all.removeLast();
      }
    }
    return all;
  }

  private static Arbitrary<List<String>> block(Arbitrary<String> start, Arbitrary<String> deltas) {
    return Combinators.combine(start, deltas.list().ofMaxSize(3))
        .as(
            (type, more) -> {
              List<String> events = new ArrayList<>();
              events.add(numbered("start", "'content_block':{'type':" + type + "}"));
              more.forEach(one -> events.add(numbered("delta", "'delta':{" + one + "}")));
              events.add("{'type':'content_block_stop','index':#}");
              return events;
            });
  }

  private static String numbered(String type, String more) {
    return "{'type':'content_block_" + type + "','index':#," + more + "}";
  }

  private static String block(int index, String block) {
    return numbered("start", block).replace("#", Integer.toString(index));
  }

  private static String delta(int index, String delta) {
    return numbered("delta", "'delta':{" + delta + "}").replace("#", Integer.toString(index));
  }

  private static String stop(int index) {
    return "{'type':'content_block_stop','index':" + index + "}";
  }

  private static String end(String reason, String usage) {
    return "{'type':'message_delta','delta':{'stop_reason':" + reason + "},'usage':" + usage + "}";
  }

  private static byte[] sse(List<String> events) {
    StringBuilder text = new StringBuilder();
    events.forEach(
        one -> text.append("event: x\ndata: ").append(one.replace('\'', '"')).append("\n\n"));
    return text.toString().getBytes(UTF_8);
  }

  private static StreamEvent event(Decoder<StreamEvent> decoder, String event) {
    return decoder.feed(sse(List.of(event))).getFirst();
  }

  private static Stream<String> names(String text) {
    return text.lines()
        .filter(line -> line.startsWith("event: "))
        .map(line -> line.substring("event: ".length()));
  }

  private static StreamTold passed(byte[] stream, int cut) {
    return told(PASSING.decoder(), stream, cut);
  }

  private static StreamTold read(byte[] stream) {
    return told(READING.decoder(), stream, stream.length);
  }

  private static StreamTold told(Decoder<? extends StreamEvent> decoder, byte[] stream, int cut) {
    return StreamTold.of(
        decoder, new MessageStreamWriter(DEFAULTS, SEALED), READING.decoder(), stream, cut);
  }

  private static void assertAgrees(StreamTold passed, StreamTold read) {
    assertThat(passed.said()).isEqualTo(read.said());
    assertThat(passed.used()).isEqualTo(read.used());
    assertThat(passed.visible()).isEqualTo(read.visible());
    assertThat(passed.length()).isEqualTo(read.length());
  }

  private static List<byte[]> recorded() throws IOException {
    Path folder = Repository.shared("fixtures/pydantic-ai/tests/models/cassettes/test_anthropic");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith("_stream.yaml"))
          .sorted()
          .flatMap(file -> Cassette.read(file).stream())
          .filter(one -> one.request().uri().getPath().endsWith("/v1/messages"))
          .map(one -> one.response().body())
          .filter(body -> new String(body, UTF_8).startsWith("event: message_start"))
          .toList();
    }
  }
}
