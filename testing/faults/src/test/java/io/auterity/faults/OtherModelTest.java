package io.auterity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.ai.TextToClassify;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A fault of one model at each vendor, where another of the same provider has none. */
class OtherModelTest {

  private static final int CALLS = 3;
  private static final String SAID = "They took my house";
  private static final String BOTH = "both again";
  private static final String OTHER = "the other alone";

  private static final String HEAD =
      """

      ## Another model of the same provider
      A route names two models of one provider; the first has the fault, the second has none. What three calls came to, plain and streamed, of the connectors CONNECTORS:

      | fault of the first model | who answered | learnt of the first | learnt of the other and of the provider | whom the fourth call asks |
      |---|---|---|---|---|
      """;

  /** What the first model does. */
  enum Wrong {
    LIMIT("429 with `retry-after`", "to leave it alone", OTHER),
    ERROR("500", "its breaker opens", OTHER),
    CLASS("a class that was not asked for (`ai.text.classify`, plain)", "no outage", BOTH);

    private final String words;
    private final String learnt;
    private final String next;

    Wrong(String words, String learnt, String next) {
      this.words = words;
      this.learnt = learnt;
      this.next = next;
    }
  }

  static List<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (StreamingConnector connector : StreamingConnector.all()) {
      for (Wrong wrong : connector.preset() ? new Wrong[0] : Wrong.values()) {
        if (wrong != Wrong.CLASS) {
          rows.add(Arguments.of(connector, FaultyCall.Asked.PLAIN, wrong));
          rows.add(Arguments.of(connector, FaultyCall.Asked.STREAMED, wrong));
        } else if (connector.support().containsKey("text.classify")) {
          rows.add(Arguments.of(connector, FaultyCall.Asked.PLAIN, wrong));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("rows")
  void theOtherAnswers(StreamingConnector connector, FaultyCall.Asked asked, Wrong wrong)
      throws IOException {
    String first = "first/" + connector.dialect().model();
    String other = "first/" + FaultRoad.otherModel(connector.dialect());
    try (Vendor vendor = new Vendor(reply -> answer(connector, asked, wrong, reply));
        FaultRoad road = new FaultRoad(connector, vendor.port())) {
      for (int i = 0; i < CALLS; i++) {
        assertThat(call(road, asked, wrong).getLast()).isEqualTo(other);
      }

      assertThat(learnt(road.seen(first))).isEqualTo(wrong.learnt);
      assertThat(learnt(road.seen(other))).isEqualTo("nothing");
      assertThat(learnt(road.seen(FaultRoad.FIRST))).isEqualTo("nothing");
      assertThat(call(road, asked, wrong))
          .isEqualTo(wrong.next.equals(BOTH) ? List.of(first, other) : List.of(other));
    }
  }

  /** Whom a call that is answered asks. */
  private static List<String> call(FaultRoad road, FaultyCall.Asked asked, Wrong wrong) {
    boolean streamed = asked == FaultyCall.Asked.STREAMED;
    try (Exchange exchange =
        wrong == Wrong.CLASS
            ? road.open("ai.text.classify", question())
            : road.open(streamed, false)) {
      for (Record event = exchange.next(); event != null; ) {
        event = exchange.next();
      }
      assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
    }
    return road.decision().attempts().stream().map(Decision.Tried::offer).toList();
  }

  private static Payload question() {
    return Payload.of(
        new TextToClassify("Somebody took it.", Map.of(SAID, "A house", "Nothing", "No house")));
  }

  private static void answer(
      StreamingConnector connector, FaultyCall.Asked asked, Wrong wrong, Vendor.Reply reply)
      throws IOException {
    Dialect dialect = connector.dialect();
    FaultyCall call = new FaultyCall(connector, asked, false, Fault.SLOW);
    String request = reply.connection().request();
    if (request.startsWith("POST") && !request.contains(FaultRoad.otherModel(dialect))) {
      fail(call, wrong, reply);
    } else if (!call.streamed() || !dialect.prepares(Fault.SLOW, reply)) {
      Fault.well(call, reply, false);
    }
  }

  private static void fail(FaultyCall call, Wrong wrong, Vendor.Reply reply) throws IOException {
    switch (wrong) {
      case LIMIT -> Fault.LIMIT_FOR_A_WHILE.happen(call, reply);
      case ERROR -> Fault.INTERNAL_ERROR.happen(call, reply);
      case CLASS -> reply.whole(200, Vendor.JSON, call.dialect().answer().replace("took", "left"));
    }
  }

  private static String learnt(Snapshot seen) {
    if (seen.restsFor() > 0) {
      return "to leave it alone";
    }
    if (seen.breaker() == Phase.OPEN) {
      return "its breaker opens";
    }
    return seen.health() == 1000 ? "nothing" : "no outage";
  }

  /** Its part of the page. */
  static String page(String connectors) {
    StringBuilder page = new StringBuilder(HEAD.replace("CONNECTORS", connectors));
    for (Wrong wrong : Wrong.values()) {
      page.append(
          "| %s | the other | %s | nothing | %s |\n"
              .formatted(wrong.words, wrong.learnt, wrong.next));
    }
    return page.toString();
  }
}
