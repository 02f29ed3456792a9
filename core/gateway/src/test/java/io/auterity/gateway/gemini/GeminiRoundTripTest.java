package io.auterity.gateway.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.dialect.AnswerDefaults;
import io.auterity.gateway.dialect.Answers;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.UnsupportedParts;
import io.auterity.platform.catalogue.Binder;
import io.auterity.plugins.ai.google.wire.GenerateContentCodec;
import io.auterity.plugins.ai.google.wire.GenerateContentStreamCodec;
import io.auterity.plugins.ai.google.wire.GoogleEndpoint;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Decoder;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.transport.Cassette;
import io.auterity.testkit.transport.RecordedExchange;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the vendor's side of the dialect writes the callers' side reads, and the other way. */
class GeminiRoundTripTest {

  private static final ThoughtSeal SEAL = new ThoughtSeal(new UnsupportedParts(new Binder()));
  private static final GenerateReader READER = new GenerateReader(Told.JSON, SEAL);
  private static final GoogleEndpoint ENDPOINT =
      GoogleEndpoint.gemini(URI.create("https://g.example/v1beta/"));
  private static final GenerateContentCodec VENDOR = new GenerateContentCodec(ENDPOINT);
  private static final GenerateContentStreamCodec STREAMING =
      new GenerateContentStreamCodec(ENDPOINT);
  private static final AnswerDefaults DEFAULTS = new AnswerDefaults("dec_1", "m", 0);

  @Provide
  Arbitrary<ChatRequest> requests() {
    return Told.requests();
  }

  @Provide
  Arbitrary<ChatResponse> responses() {
    return Told.responses();
  }

  @Property(tries = 300)
  void aRequestComesBack(@ForAll("requests") ChatRequest request) {
    assertThat(GenerateContentCodec.lossy(request)).isEmpty();

    assertThat(read(VENDOR.encode(request))).isEqualTo(request);
    assertThat(read(STREAMING.encode(request))).isEqualTo(request);
  }

  @Property(tries = 300)
  void anAnswerComesBack(@ForAll("responses") ChatResponse answer) {
    ChatResponse back = decoded(write(answer));

    assertThat(back.parts()).isEqualTo(answer.parts());
    assertThat(back.reason()).isEqualTo(answer.reason());
    assertThat(back.detail()).isEqualTo(answer.detail());
    assertThat(back.usage()).isEqualTo(answer.usage());
    assertThat(back.id()).isEqualTo(answer.id());
    assertThat(decoded(write(back))).isEqualTo(back);
  }

  @Property(tries = 300)
  void aStreamedAnswerComesBack(@ForAll("responses") ChatResponse answer) {
    List<ChatEvent> events = streamed(answer);

    byte[] bytes = Answers.written(stream(), events);

    assertThat(Answers.decoded(STREAMING.decoder(), bytes, bytes.length / 2))
        .isEqualTo(Answers.of(events));
  }

  @Test
  void recordedAnswersComeBack() {
    List<byte[]> answers = recorded(":generateContent").map(one -> one.response().body()).toList();

    assertThat(answers.size()).isGreaterThan(50);
    for (byte[] body : answers) {
      ChatResponse answer = decoded(body);
      ChatResponse back = decoded(write(answer));
      assertThat(back.parts()).isEqualTo(answer.parts());
      assertThat(back.usage()).isEqualTo(answer.usage());
      assertThat(back.reason()).isEqualTo(answer.reason());
    }
  }

  @Test
  void recordedStreamsComeBackWhereverTheyAreCut() {
    List<byte[]> streams =
        recorded(":streamGenerateContent").map(one -> one.response().body()).toList();

    assertThat(streams.size()).isGreaterThan(5);
    for (byte[] body : streams) {
      Decoder<ChatEvent> decoder = STREAMING.decoder();
      List<ChatEvent> events = new ArrayList<>(decoder.feed(body));
      events.addAll(decoder.end());
      byte[] written = Answers.written(stream(), events);
      int step = Math.max(1, written.length / 97);
      for (int cut = 0; cut <= written.length; cut += step) {
        assertThat(Answers.decoded(STREAMING.decoder(), written, cut))
            .isEqualTo(Answers.of(events));
      }
    }
  }

  @Test
  void recordedRequestsSayTheSameAgain() {
    List<ChatRequest> requests =
        recorded("enerateContent")
            .map(one -> READER.read(question(one.request().body()), false).request())
            .filter(GeminiRoundTripTest::saysSomething)
            .toList();

    assertThat(requests.size()).isGreaterThan(60);
    for (ChatRequest request : requests) {
      ChatRequest again = read(VENDOR.encode(request.withModel(Told.MODEL)));
      assertThat(read(VENDOR.encode(again))).isEqualTo(again);
    }
  }

  /** One was recorded that holds an empty text and no more, of which nothing is sent. */
  private static boolean saysSomething(ChatRequest request) {
    return request.messages().stream()
        .filter(message -> message.role() != Role.SYSTEM)
        .flatMap(message -> message.parts().stream())
        .anyMatch(part -> !part.equals(new Part.Text("")));
  }

  private static List<ChatEvent> streamed(ChatResponse answer) {
    List<ChatEvent> events = new ArrayList<>();
    events.add(new ChatEvent.Started(answer.id(), answer.model()));
    for (int i = 0; i < answer.parts().size(); i++) {
      switch (answer.parts().get(i)) {
        case Part.Text(String text) -> {
          int half = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
          events.add(new ChatEvent.PartDelta(i, new Part.Text(text.substring(0, half))));
          events.add(new ChatEvent.PartDelta(i, new Part.Text(text.substring(half))));
        }
        case Part.Reasoning thought when thought.text() != null && thought.signature() != null -> {
          Part words = new Part.Reasoning(thought.text(), null, thought.dialect());
          Part sign = new Part.Reasoning(null, thought.signature(), thought.dialect());
          events.add(new ChatEvent.PartDelta(i, words));
          events.add(new ChatEvent.PartDelta(i, sign));
        }
        case Part part -> events.add(new ChatEvent.PartDelta(i, part));
      }
      events.add(new ChatEvent.PartDone(i));
    }
    events.add(new ChatEvent.Used(answer.usage()));
    events.add(new ChatEvent.Finished(answer.reason(), answer.detail(), answer.extra()));
    return events;
  }

  private static GenerateStreamWriter stream() {
    return new GenerateStreamWriter(true, 1, DEFAULTS, SEAL);
  }

  private static byte[] write(ChatResponse answer) {
    return new GenerateWriter(SEAL).write(answer, DEFAULTS);
  }

  private static ChatResponse decoded(byte[] body) {
    return VENDOR.decode(new WireResponse(200, Map.of(), body));
  }

  private static ChatRequest read(WireRequest sent) {
    return READER.read(question(sent.body()), false).request();
  }

  private static Question question(byte[] body) {
    return new Question(Told.MODEL, Query.NONE, _ -> null, body);
  }

  private static Stream<RecordedExchange> recorded(String verb) {
    return Cassette.readAll(
            Repository.shared("fixtures/pydantic-ai/tests/models/cassettes/test_google"))
        .stream()
        .filter(one -> one.request().uri().getPath().endsWith(verb))
        .filter(one -> one.response().succeeded());
  }
}
