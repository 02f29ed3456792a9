package io.auterity.gateway.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.AnswerStream;
import io.auterity.gateway.dialect.Answers;
import io.auterity.gateway.dialect.ChatCall;
import io.auterity.gateway.dialect.Endpoint;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.plugins.ai.anthropic.wire.AnthropicEndpoint;
import io.auterity.plugins.ai.anthropic.wire.MessagesCodec;
import io.auterity.plugins.ai.anthropic.wire.MessagesStreamCodec;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.TokenUsage;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.VendorSchema;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the vendor's side of the dialect writes the callers' side reads, and the other way. */
class AnthropicRoundTripTest {

  private static final MessagesReader READER =
      new MessagesReader(
          Said.JSON, new BlockReader(new SealedParts(new UnsupportedParts(new Binder()))));
  private static final AnthropicEndpoint ENDPOINT =
      new AnthropicEndpoint(URI.create("https://a.example/v1/"), "2023-06-01", List.of(), 4_096);
  private static final MessagesCodec VENDOR = new MessagesCodec(ENDPOINT);
  private static final MessagesStreamCodec STREAMING = new MessagesStreamCodec(ENDPOINT);
  private static final AnthropicDialect DIALECT = new AnthropicDialect(Said.JSON, new Binder());
  private static final Form.Chat CALLERS = (Form.Chat) DIALECT.endpoints().getFirst().form();
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 0);

  // As an argument: a property is skipped only where one of its arguments cannot be provided.
  @Provide
  Arbitrary<VendorSchema> schemas() throws IOException {
    return Arbitraries.just(new VendorSchema("specs/anthropic.yaml.gz").leavingOutNulls());
  }

  @Provide
  Arbitrary<ChatRequest> requests() {
    return Said.requests();
  }

  @Provide
  Arbitrary<ChatResponse> responses() {
    return Said.responses();
  }

  @Provide
  Arbitrary<List<Part>> answers() {
    return Said.answers();
  }

  @Property(tries = 300)
  void aRequestComesBack(@ForAll("requests") ChatRequest request) {
    assertThat(MessagesCodec.lossy(request)).isEmpty();

    ChatCall plain = read(VENDOR.encode(request).body());
    ChatCall streamed = read(STREAMING.encode(request).body());

    assertThat(plain.request()).isEqualTo(request);
    assertThat(streamed.request()).isEqualTo(request);
    assertThat(plain.stream()).isFalse();
    assertThat(streamed.stream()).isTrue();
  }

  @Property(tries = 300)
  void anAnswerComesBack(@ForAll("responses") ChatResponse answer) {
    ChatResponse back = decoded(CALLERS.write(answer, DEFAULTS));

    assertThat(back.parts()).isEqualTo(answer.parts());
    assertThat(back.reason()).isEqualTo(answer.reason());
    assertThat(back.detail()).isEqualTo(answer.detail());
    assertThat(back.usage()).isEqualTo(answer.usage());
    assertThat(back.id()).isEqualTo(answer.id());
    assertThat(decoded(CALLERS.write(back, DEFAULTS))).isEqualTo(back);
  }

  @Property(tries = 300)
  void aStreamedAnswerComesBack(@ForAll("responses") ChatResponse answer) {
    List<ChatEvent> events = Streamed.events(answer);

    byte[] bytes = Answers.written(stream(), events);

    assertThat(Answers.decoded(STREAMING.decoder(), bytes, bytes.length / 2))
        .isEqualTo(Answers.of(events));
  }

  @Test
  void recordedAnswersComeBack() {
    List<byte[]> answers =
        recorded()
            .filter(one -> one.response().succeeded() && !one.streams())
            .map(one -> one.response().body())
            .toList();

    assertThat(answers.size()).isGreaterThan(50);
    for (byte[] body : answers) {
      ChatResponse answer = decoded(body);
      byte[] written = CALLERS.write(answer, DEFAULTS);
      ChatResponse back = decoded(written);
      assertThat(back.parts()).isEqualTo(answer.parts());
      assertThat(back.usage()).isEqualTo(answer.usage());
      assertThat(back.reason()).isEqualTo(answer.reason());
    }
  }

  @Test
  void recordedStreamsComeBackWhereverTheyAreCut() {
    List<byte[]> streams =
        recorded().filter(one -> one.streams()).map(one -> one.response().body()).toList();

    assertThat(streams.size()).isGreaterThan(5);
    for (byte[] body : streams) {
      List<ChatEvent> events = events(body);
      byte[] written = Answers.written(stream(), events);
      int step = Math.max(1, written.length / 97);
      for (int cut = 0; cut <= written.length; cut += step) {
        assertThat(Answers.decoded(STREAMING.decoder(), written, cut))
            .isEqualTo(Answers.of(events));
      }
    }
  }

  @Test
  void aStreamComesBackCutAtEveryByte() {
    ChatResponse answer = Said.responses().sample();
    List<ChatEvent> events = Streamed.events(answer);
    byte[] bytes = Answers.written(stream(), events);

    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(Answers.decoded(STREAMING.decoder(), bytes, cut)).isEqualTo(Answers.of(events));
    }
  }

  @Test
  void recordedRequestsGoOnAsTheyCame() throws IOException {
    VendorSchema schema = new VendorSchema("specs/anthropic.yaml.gz");
    List<byte[]> requests =
        recorded()
            .filter(one -> one.response().succeeded())
            .map(one -> one.request().body())
            .toList();

    assertThat(requests.size()).isGreaterThan(50);
    for (byte[] body : requests) {
      ChatRequest request = read(body).request();
      byte[] sent = VENDOR.encode(request).body();
      assertThat(read(sent).request()).isEqualTo(request);
      if (schema.errors("CreateMessageParams", body).isEmpty()) {
        assertThat(schema.errors("CreateMessageParams", sent)).isEmpty();
      }
    }
  }

  @Property(tries = 60)
  void whatIsWrittenFitsTheVendorsDescription(
      @ForAll("answers") List<Part> parts, @ForAll("schemas") VendorSchema schema) {
    ChatResponse answer =
        new ChatResponse(
            "i",
            "m",
            parts.stream().filter(part -> !(part instanceof Part.Opaque)).toList(),
            FinishReason.STOP,
            new TokenUsage(9, 9, 1, 1, 2, 1, Map.of("web_search_requests", 1L)),
            null);
    List<Part> plain =
        answer.parts().stream().filter(part -> !(part instanceof Part.Citation)).toList();
    ChatResponse uncited = new ChatResponse("i", "m", plain, answer.reason(), answer.usage(), null);

    assertThat(schema.errors("Message", CALLERS.write(uncited, DEFAULTS))).isEmpty();
    for (String data : data(Answers.written(stream(), Streamed.events(uncited)))) {
      assertThat(schema.errors("MessageStreamEvent", data.getBytes(UTF_8))).isEmpty();
    }
  }

  @Test
  void whatElseIsWrittenFitsItToo() throws IOException {
    VendorSchema schema = new VendorSchema("specs/anthropic.yaml.gz").leavingOutNulls();
    Form.Models models =
        DIALECT.endpoints().stream()
            .map(Endpoint::form)
            .filter(Form.Models.class::isInstance)
            .map(Form.Models.class::cast)
            .findFirst()
            .orElseThrow();
    Model known =
        new Model("a", null, Instant.ofEpochSecond(1_700_000_000), "Claude A", 200_000L, 64_000L);
    Question first = new Question("", new Query("limit=1"), _ -> null, new byte[0]);
    byte[] list = models.write(List.of(known, new Model("b", null, null)), first);

    assertThat(schema.errors("ModelInfo", models.write(known))).isEmpty();
    assertThat(schema.errors("ListResponse_ModelInfo_", list)).isEmpty();
    // The vendor's guide has request_too_large, but its description has not.
    for (FailureCode code : EnumSet.complementOf(EnumSet.of(FailureCode.TOO_LARGE))) {
      byte[] error =
          DIALECT.body(
              Failure.of(code, "why").withFields(Map.of("guardrail", "no-cards")), "req_1");
      assertThat(schema.errors("ErrorResponse", error)).as(code.wire()).isEmpty();
    }
  }

  private static List<String> data(byte[] bytes) {
    return new String(bytes, UTF_8)
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }

  private static AnswerStream stream() {
    ChatCall call = new ChatCall(Said.requests().sample(), true, true);
    return CALLERS.stream(call, Question.of(new byte[0], _ -> null), DEFAULTS);
  }

  private static ChatCall read(byte[] body) {
    return READER.read(body, name -> null);
  }

  private static ChatResponse decoded(byte[] body) {
    return VENDOR.decode(new WireResponse(200, Map.of(), body));
  }

  private static List<ChatEvent> events(byte[] body) {
    Decoder<ChatEvent> decoder = STREAMING.decoder();
    List<ChatEvent> events = new ArrayList<>(decoder.feed(body));
    events.addAll(decoder.end());
    return events;
  }

  private static Stream<RecordedExchange> recorded() {
    return Cassette.readAll(
            Repository.shared("fixtures/pydantic-ai/tests/models/cassettes/test_anthropic"))
        .stream()
        .filter(one -> "api.anthropic.com".equals(one.request().uri().getHost()))
        .filter(one -> one.request().uri().getPath().endsWith("/messages"));
  }
}
