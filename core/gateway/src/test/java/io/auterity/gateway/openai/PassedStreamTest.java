package io.auterity.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Slips;
import io.auterity.gateway.dialect.StreamTold;
import io.auterity.plugins.ai.openai.wire.ChatStreamCodec;
import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.PassedStream;
import io.auterity.spi.StreamEvent;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.WireEvent;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A streamed answer that passes says what it says when it is read and written again. */
class PassedStreamTest {

  private static final OpenAiEndpoint ENDPOINT =
      new OpenAiEndpoint(URI.create("https://o.example/v1/"), "max_completion_tokens");
  private static final ChatStreamCodec READING = new ChatStreamCodec(ENDPOINT);
  private static final PassedStream PASSING = new PassedStream(ENDPOINT);
  private static final List<String> RECORDED =
      List.of(
          "pydantic-ai/tests/models/cassettes", "llm-simonw/tests/cassettes/test_tools_streaming");
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 7);
  private static final String USAGE =
      "'usage':{'prompt_tokens':20,'completion_tokens':5,'total_tokens':25}";

  @Property(tries = 1_000)
  void agreesWithReading(@ForAll("streams") List<String> chunks, @ForAll Random random) {
    byte[] stream = sse(chunks);
    int cut = 1 + random.nextInt(stream.length);

    boolean usage = random.nextBoolean();

    StreamTold passed = told(PASSING.decoder(), stream, cut, usage);
    StreamTold read = told(READING.decoder(), stream, stream.length, usage);

    Statistics.label("chunks passed")
        .collect(Math.min(passed.passed(), 3))
        .coverage(
            of -> {
              of.check(0).percentage(share -> share > 5);
              of.check(3).percentage(share -> share > 10);
            });
    assertThat(passed.said()).isEqualTo(read.said());
    assertThat(passed.used()).isEqualTo(read.used());
    assertThat(passed.visible()).isEqualTo(read.visible());
    assertThat(passed.length()).isEqualTo(read.length());
  }

  @Property(tries = 2_000)
  void agreesWithReadingWhateverIsWrong(@ForAll("slips") byte[] stream) {
    // A number that nobody can hold passes where nobody reads it.
    Assume.that(!new String(stream, UTF_8).contains("e999"));

    StreamTold passed = told(PASSING.decoder(), stream, stream.length, true).withoutUsageOfFailed();
    StreamTold read = told(READING.decoder(), stream, stream.length, true).withoutUsageOfFailed();

    assertThat(passed.said()).isEqualTo(read.said());
    assertThat(passed.used()).isEqualTo(read.used());
    assertThat(passed.visible()).isEqualTo(read.visible());
    assertThat(passed.length()).isEqualTo(read.length());
  }

  @Provide
  Arbitrary<byte[]> slips() {
    byte[] stream =
        sse(
            List.of(
                chunk("{'role':'assistant','content':'hi'}", "null", "'x':1"),
                chunk("{'content':'ho'}", "null", "'usage':null"),
                chunk("{}", "'stop'", "'x':1"),
                tally(),
                "[DONE]"));
    return Slips.in(Arbitraries.just(new String(stream, UTF_8)));
  }

  @Test
  void recordedStreamsPassAndSayTheSame() {
    List<byte[]> streams = recorded();
    long passed = 0;

    for (byte[] stream : streams) {
      StreamTold told = told(PASSING.decoder(), stream, 97, true);
      StreamTold read = told(READING.decoder(), stream, stream.length, true);
      assertThat(told.said()).isEqualTo(read.said());
      assertThat(told.used()).isEqualTo(read.used());
      assertThat(told.length()).isEqualTo(read.length());
      passed += told.text().contains("[DONE]") && told.passed() > 2 ? 1 : 0;
    }

    assertThat(streams.size()).isGreaterThan(3);
    assertThat(passed).isGreaterThan(streams.size() / 2);
  }

  @Test
  void oneShortStreamOfEachVendorSaysTheSameWhereverItIsCut() {
    for (String folder : RECORDED) {
      byte[] stream =
          recorded(Repository.shared("fixtures/" + folder)).stream()
              .min(Comparator.comparingInt(one -> one.length))
              .orElseThrow();
      StreamTold read = told(READING.decoder(), stream, stream.length, true);
      String whole = told(PASSING.decoder(), stream, stream.length, true).text();

      for (int cut = 1; cut < stream.length; cut++) {
        StreamTold told = told(PASSING.decoder(), stream, cut, true);
        assertThat(told.text()).isEqualTo(whole);
        assertThat(told.said()).isEqualTo(read.said());
        assertThat(told.used()).isEqualTo(read.used());
      }
    }
  }

  @Test
  void passesWhatOnlyItsVendorKnows() {
    byte[] stream =
        sse(
            List.of(
                chunk("{'role':'assistant','content':''}", "null", "'fingerprint':'f'"),
                chunk("{'content':'hi','mood':'calm'}", "null", "'usage':null"),
                chunk("{}", "'stop'", "'usage':null"),
                "[DONE]"));

    StreamTold told = told(PASSING.decoder(), stream, 5, false);

    assertThat(told.passed()).isEqualTo(4);
    assertThat(told.text())
        .contains("\"fingerprint\":\"f\"", "\"mood\":\"calm\"", "\"created\":5")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void tellsUsageInAChunkOfItsOwnAndOnlyToWhoeverAsked() {
    byte[] stream =
        sse(
            List.of(
                chunk("{'role':'assistant','content':'hi'}", "null", "'x':1"),
                chunk("{}", "'stop'", USAGE),
                "[DONE]"));

    assertThat(told(PASSING.decoder(), stream, 5, true).text())
        .contains("\"finish_reason\":\"stop\"}]}")
        .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":20")
        .containsOnlyOnce("prompt_tokens\"");
    StreamTold untold = told(PASSING.decoder(), stream, 5, false);
    assertThat(untold.text()).doesNotContain("prompt_tokens");
    assertThat(untold.used()).containsEntry("input_tokens", 20L);
  }

  @Test
  void addsNothingToWhatItsVendorWrote() {
    byte[] stream =
        sse(
            List.of(
                bare("{'role':'assistant','content':'hi','deep':{'usage':1}}"),
                chunk("{'content':'ho'}", "null", "'usage':null"),
                chunk("{}", "'stop'", "'x':1"),
                "[DONE]"));

    assertThat(told(PASSING.decoder(), stream, 5, true).text())
        .isEqualTo(new String(stream, UTF_8));
  }

  // As some endpoints write them, without a reason until there is one.
  private static String bare(String delta) {
    return chunk(delta, "null", "'x':1").replace(",'finish_reason':null", "");
  }

  @Test
  void tellsNoUsageWhereTheVendorTellsNone() {
    byte[] stream =
        sse(
            List.of(
                chunk("{'role':'assistant','content':'hi'}", "null", "'x':1"),
                chunk("{}", "'stop'", "'x':1"),
                tally().replace(USAGE, "'usage':{}"),
                "[DONE]"));

    StreamTold told = told(PASSING.decoder(), stream, 5, true);

    assertThat(told.text()).doesNotContain("tokens").endsWith("data: [DONE]\n\n");
    assertThat(told.used()).isEmpty();
    assertThat(told.passed()).isEqualTo(4);
  }

  @Test
  void goesOnFromTheUsageThatWasToldBeforeAChunkMustBeRead() {
    byte[] stream =
        sse(
            List.of(
                chunk("{'role':'assistant','content':'a'}", "null", USAGE),
                chunk("{'reasoning':'hm'}", "'stop'", "'x':1"),
                "[DONE]"));

    assertThat(told(PASSING.decoder(), stream, 5, true).text())
        .containsOnlyOnce("\"prompt_tokens\":20");
    assertThat(told(PASSING.decoder(), stream, 5, false).text()).doesNotContain("prompt_tokens");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "{'audio':{'data':'AAAA'}} | true",
        "{'images':[{'x':1}]} | true",
        "{'mood':'calm'} | true",
        "{'images':[ ],'audio':{ },'mood':'','x':null} | false",
        "{'role':'assistant','content':''} | false"
      })
  void showsWhateverIsNotEmptyOfAnAnswer(String delta, boolean shows) {
    Decoder<StreamEvent> decoder = PASSING.decoder();
    decoder.feed(sse(List.of(chunk("{'role':'assistant'}", "null", "'x':1"))));

    StreamEvent event = decoder.feed(sse(List.of(chunk(delta, "null", "'x':1")))).getFirst();

    assertThat(event.visible()).isEqualTo(shows);
    assertThat(event.length()).as("what nobody reads is no text").isZero();
  }

  @Test
  void endsAsCutWhereNoReasonWasGiven() {
    byte[] stream =
        sse(
            List.of(
                chunk("{'role':'assistant','content':'hi'}", "''", "'x':1"),
                chunk("{'content':'ho'}", "''", "'x':1")));

    assertThat(told(PASSING.decoder(), stream, 5, false).text())
        .contains("was cut off")
        .doesNotContain("[DONE]", "\"stop\"");
  }

  @Test
  void followsWhatPassedByItsPartsOnly() {
    List<String> chunks = new ArrayList<>();
    chunks.add(chunk("{'role':'assistant','content':'abc'}", "null", "'x':1"));
    chunks.addAll(java.util.Collections.nCopies(100, chunk("{'content':'abc'}", "null", "'x':1")));
    chunks.add(chunk("{'reasoning':'hm'}", "null", "'x':1"));

    List<StreamEvent> events = PASSING.decoder().feed(sse(chunks));

    assertThat(events)
        .filteredOn(WireEvent.Read.class::isInstance)
        .containsExactly(
            new WireEvent.Read(
                List.of(
                    new ChatEvent.Started("c", "m"),
                    new ChatEvent.PartDelta(0, new Part.Text(" ")))));
  }

  @Test
  void survivesNumbersThatNobodyCanHold() {
    byte[] stream =
        sse(
            List.of(
                chunk("{'role':'assistant','content':'hi'}", "null", "'x':1"),
                chunk("{}", "'stop'", "'usage':{'prompt_tokens':1e999}")));

    assertThat(told(PASSING.decoder(), stream, 5, false).said())
        .isEqualTo(told(READING.decoder(), stream, 5, false).said());
  }

  @Test
  void goesOnAsReadWhereAChunkMustBe() {
    byte[] stream =
        sse(
            List.of(
                chunk("{'role':'assistant','content':'a'}", "null", "'x':1"),
                chunk("{'reasoning':'hm'}", "null", "'x':1"),
                chunk("{'content':'b'}", "'own_word'", "'x':1"),
                "[DONE]"));

    String text = told(PASSING.decoder(), stream, 5, false).text();

    assertThat(text.split("\n\n", -1)[0]).contains("\"role\":\"assistant\"", "\"x\":1");
    assertThat(text.split("\n\n", -1)[1])
        .contains("\"delta\":{\"reasoning_content\":\"hm\"}", "\"id\":\"c\"")
        .doesNotContain("\"role\"");
    assertThat(text)
        .contains("\"content\":\"b\"", "\"finish_reason\":\"stop\"")
        .contains("\"native_finish_reason\":\"own_word\"")
        .endsWith("[DONE]\n\n");
  }

  @Provide
  Arbitrary<List<String>> streams() {
    Arbitrary<String> delta =
        Arbitraries.of(
            "{'content':'Hel'}",
            "{'content':'l\\no 😀','role':null}",
            "{'content':''}",
            "{'content':null,'reasoning_content':'hm'}",
            "{}",
            "{'tool_calls':[{'index':0,'id':'c0','type':'function','function':{'name':'f','arguments':''}}]}",
            "{'tool_calls':[{'index':0,'function':{'arguments':'{1'}}]}",
            "{'tool_calls':[{'index':1,'id':'c1','type':'function','function':{'name':'g','arguments':'2'}}]}",
            "{'tool_calls':[{'index':0,'id':'c0','function':{'name':null,'arguments':'3'}},"
                + "{'index':1,'function':{'arguments':'4'}}]}",
            "{'tool_calls':[{'index':0,'id':'other','function':{'name':'h','arguments':'5'}}]}",
            "{'reasoning':'aha'}",
            "{'refusal':'no'}",
            "{'content':[{'type':'text','text':'x'}]}");
    Arbitrary<String> more = Arbitraries.of("'usage':null", "'x':[1]", USAGE, "'error':null");
    Arbitrary<String> middle =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, delta.flatMap(d -> more.map(m -> chunk(d, "null", m)))),
            net.jqwik.api.Tuple.of(
                1,
                Arbitraries.of(
                    "{'id':'c','choices':[]}",
                    "{'error':{'message':'broken'}}",
                    "nonsense",
                    chunk("{'content':'n'}", "'stop'", "'x':1"))));
    Arbitrary<String> first =
        Arbitraries.of(
            chunk("{'role':'assistant','content':''}", "null", "'x':1"),
            chunk("{'role':'assistant','content':'A'}", "null", "'x':1"),
            chunk("{'content':'A'}", "null", "'x':1"));
    Arbitrary<List<String>> end =
        Arbitraries.of(
            List.of(chunk("{}", "'stop'", "'x':1"), tally(), "[DONE]"),
            List.of(chunk("{}", "'tool_calls'", USAGE), "[DONE]"),
            List.of(chunk("{}", "'length'", "'x':1")),
            List.of(chunk("{}", "'own_word'", USAGE), "[DONE]"),
            List.of("[DONE]"),
            List.of());
    return net.jqwik.api.Combinators.combine(first, middle.list().ofMaxSize(5), end)
        .as(
            (one, some, last) -> {
              List<String> all = new ArrayList<>(List.of(one));
              boolean refused = false;
              for (String chunk : some) {
                boolean refuses = chunk.contains("'refusal'");
                if (!refused || !refuses) {
                  all.add(chunk);
                }
                refused |= refuses;
              }
              all.addAll(last);
              return all;
            });
  }

  private static String chunk(String delta, String reason, String more) {
    return ("{'id':'c','object':'chat.completion.chunk','created':5,'model':'m','choices':[{"
            + "'index':0,'delta':%s,'finish_reason':%s}],%s}")
        .formatted(delta, reason, more);
  }

  private static String tally() {
    return "{'id':'c','object':'chat.completion.chunk','created':5,'model':'m','choices':[],"
        + USAGE
        + "}";
  }

  private static byte[] sse(List<String> chunks) {
    StringBuilder text = new StringBuilder();
    chunks.forEach(
        one ->
            text.append("data: ")
                .append(one.replace('\'', '"').replace("\n", "\\n"))
                .append("\n\n"));
    return text.toString().getBytes(UTF_8);
  }

  private static StreamTold told(
      Decoder<? extends StreamEvent> decoder, byte[] stream, int cut, boolean usage) {
    return StreamTold.of(
        decoder,
        new ChatStreamWriter(DEFAULTS, usage, Bodies.BINDER),
        READING.decoder(),
        stream,
        cut);
  }

  private static List<byte[]> recorded() {
    return RECORDED.stream()
        .flatMap(folder -> recorded(Repository.shared("fixtures/" + folder)).stream())
        .toList();
  }

  private static List<byte[]> recorded(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .filter(PassedStreamTest::streams)
          .flatMap(file -> Cassette.read(file).stream())
          .filter(one -> one.request().uri().getPath().endsWith("/chat/completions"))
          .filter(one -> one.response().succeeded())
          .map(one -> one.response().body())
          .filter(body -> new String(body, UTF_8).startsWith("data:"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean streams(Path file) {
    try {
      String text = Files.readString(file);
      return text.contains("/chat/completions") && text.contains("chat.completion.chunk");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
