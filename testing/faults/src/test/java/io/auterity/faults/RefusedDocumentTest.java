package io.auterity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Part;
import io.auterity.toolkit.json.JsonUtf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document by its address goes on, over real connections, to a vendor that fetches it. */
@Timeout(60)
class RefusedDocumentTest {

  private static final String ASKED =
      """
      {"model": "m", "max_tokens": 100, "stream": STREAMED, "messages": [{"role": "user", "content": [
        {"type": "text", "text": "Whose house is it?"},
        {"type": "file", "file": {"file_url": "https://x.example/deed.pdf"}}]}]}
      """;

  private static final Record WORD = new ChatEvent.PartDelta(0, new Part.Text("They took"));

  private final List<String> first = new CopyOnWriteArrayList<>();
  private final List<String> second = new CopyOnWriteArrayList<>();

  @ParameterizedTest(name = "streamed {0}")
  @ValueSource(booleans = {false, true})
  void whoFetchesNoneIsSentNothing(boolean streamed) throws Exception {
    try (Vendor none = new Vendor(reply -> first.add(reply.connection().request()));
        Vendor fetching = new Vendor(reply -> answer(reply, streamed));
        FaultRoad road =
            new FaultRoad(
                connector("openai"), connector("anthropic"), "m", none.port(), fetching.port())) {
      answered(road, streamed);

      assertThat(first).isEmpty();
      assertThat(second)
          .singleElement()
          .asString()
          .contains("\"source\":{\"type\":\"url\",\"url\":\"https://x.example/deed.pdf\"}");
      List<Decision.Tried> attempts = road.decision().attempts();
      assertThat(attempts).hasSize(2);
      Failure refused = Objects.requireNonNull(attempts.getFirst().failure());
      assertThat(refused.code()).isEqualTo(FailureCode.UNSUPPORTED);
      assertThat(refused.message()).contains("a file by its address");
      assertThat(attempts.getLast().failure()).isNull();
    }
  }

  private static void answered(FaultRoad road, boolean streamed) {
    Payload asked =
        road.read(Dialect.OPENAI, JsonUtf8.read(ASKED.replace("STREAMED", "" + streamed)));
    try (Exchange exchange = road.open(streamed, asked)) {
      if (streamed) {
        assertThat(events(exchange)).contains(WORD);
      }
      assertThat(exchange.outcome())
          .isInstanceOfSatisfying(
              Outcome.Succeeded.class,
              made -> assertThat(made.provider()).isEqualTo(FaultRoad.SECOND));
    }
  }

  private static StreamingConnector connector(String id) {
    return StreamingConnector.all().stream()
        .filter(one -> one.id().equals(id) && one.dialect() != Dialect.RESPONSES)
        .findFirst()
        .orElseThrow();
  }

  private static List<Record> events(Exchange exchange) {
    List<Record> events = new ArrayList<>();
    for (Record event = exchange.next(); event != null; event = exchange.next()) {
      events.add(event);
    }
    return events;
  }

  private void answer(Vendor.Reply reply, boolean streamed) throws IOException {
    second.add(reply.connection().request());
    if (!streamed) {
      reply.whole(200, Vendor.JSON, Dialect.ANTHROPIC.answer());
      return;
    }
    reply.beginChunks(Vendor.EVENTS);
    reply.chunks(Dialect.ANTHROPIC.opening());
    reply.chunk(Dialect.ANTHROPIC.word());
    reply.chunks(Dialect.ANTHROPIC.ending(false));
    reply.endChunks();
  }
}
