package io.auterity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.faults.Dialect.VendorError;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Decision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an offer of a route refuses, at each place of the route and of each vendor. */
class LaterRefusalTest {

  private static final String HEAD =
      """

      ## Refused requests
      A route names three models; one of them refuses the request, and the last has no fault. Who answered, plain and streamed, of the connectors CONNECTORS:

      | refused with | by the first | by the second, after an outage of the first | by the second, after a 404 of the first |
      |---|---|---|---|
      """;

  private static final String ALL =
      """

      A call that all offers refuse with the same code ends with the first of their refusals. Where one was out and a single other one refused, others refused with different
      codes, or what is asked for was found nowhere else, it ends with the outage: the one that is out may take it. Content that an offer refuses goes on only where the route's `failoverOn` names it.
      """;

  /** How it is refused. */
  enum Refused {
    REQUEST(400, "400", "`invalid`, nobody"),
    CONTEXT(400, "400, the context is too long", "`context_too_long`, nobody"),
    MODEL(404, "404", "the second"),
    SIZE(413, "413", "`too_large`, nobody"),
    CONTENT_OF_IT(422, "422", "`invalid`, nobody");

    private final int status;
    private final String words;
    private final String byTheFirst;

    Refused(int status, String words, String byTheFirst) {
      this.status = status;
      this.words = words;
      this.byTheFirst = byTheFirst;
    }
  }

  /** What went before it. */
  enum Before {
    NOTHING,
    OUTAGE,
    NO_MODEL
  }

  static List<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    for (StreamingConnector connector : StreamingConnector.all()) {
      for (Refused refused : connector.isFirst() ? Refused.values() : new Refused[0]) {
        for (Before before : Before.values()) {
          rows.add(Arguments.of(connector, false, before, refused));
          rows.add(Arguments.of(connector, true, before, refused));
        }
      }
    }
    return rows;
  }

  @ParameterizedTest(name = "{0} streamed: {1}, {2}, {3}")
  @MethodSource("rows")
  void goesWhereTheTableSays(
      StreamingConnector connector, boolean streamed, Before before, Refused refused)
      throws IOException {
    Dialect dialect = connector.dialect();
    String other = FaultRoad.otherModel(dialect);
    List<String> use =
        List.of("first/" + dialect.model(), "first/" + other, "second/" + dialect.model());
    FaultyCall call =
        new FaultyCall(
            connector,
            streamed ? FaultyCall.Asked.STREAMED : FaultyCall.Asked.PLAIN,
            false,
            Fault.SLOW);
    boolean alone = before == Before.NOTHING;
    try (Vendor first =
            new Vendor(
                reply -> {
                  String request = reply.connection().request();
                  boolean ofOther = request.contains(other);
                  if (!request.startsWith("POST") || (alone && ofOther)) {
                    answer(call, reply);
                  } else if (alone || ofOther) {
                    refuse(dialect, refused, reply);
                  } else {
                    fail(before, reply);
                  }
                });
        Vendor second = new Vendor(reply -> answer(call, reply));
        FaultRoad road = new FaultRoad(connector, first.port(), second.port(), use)) {

      assertThat(answered(road, streamed)).isEqualTo(expected(before, refused));
    }
  }

  private static String answered(FaultRoad road, boolean streamed) {
    try (Exchange exchange = road.open(streamed, false)) {
      for (Record event = exchange.next(); event != null; ) {
        event = exchange.next();
      }
      List<Decision.Tried> tried = road.decision().attempts();
      return switch (exchange.outcome()) {
        case Outcome.Succeeded made ->
            switch (tried.size()) {
              case 1 -> "the first";
              case 2 -> "the second";
              default -> "the third";
            };
        case Outcome.Refused none -> "`%s`, nobody".formatted(none.failure().code().wire());
        case Outcome.Failed none -> "`%s`, nobody".formatted(none.failure().code().wire());
      };
    }
  }

  private static String expected(Before before, Refused refused) {
    return before == Before.NOTHING ? refused.byTheFirst : "the third";
  }

  private static void fail(Before before, Vendor.Reply reply) throws IOException {
    reply.whole(before == Before.OUTAGE ? 503 : 404, Vendor.JSON, "{}");
  }

  private static void refuse(Dialect dialect, Refused refused, Vendor.Reply reply)
      throws IOException {
    String body = refused == Refused.CONTEXT ? dialect.error(VendorError.CONTEXT) : "{}";
    int status = refused == Refused.CONTEXT ? dialect.status(VendorError.CONTEXT) : refused.status;
    reply.whole(status, Vendor.JSON, body);
  }

  private static void answer(FaultyCall call, Vendor.Reply reply) throws IOException {
    if (!call.streamed() || !call.dialect().prepares(Fault.SLOW, reply)) {
      Fault.well(call, reply, false);
    }
  }

  /** Its part of the page. */
  static String page(String connectors) {
    StringBuilder page = new StringBuilder(HEAD.replace("CONNECTORS", connectors));
    for (Refused refused : Refused.values()) {
      page.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  refused.words,
                  expected(Before.NOTHING, refused),
                  expected(Before.OUTAGE, refused),
                  expected(Before.NO_MODEL, refused)));
    }
    return page.append(ALL).toString();
  }
}
