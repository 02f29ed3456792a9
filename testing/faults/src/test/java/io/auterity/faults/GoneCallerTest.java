package io.auterity.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.plugins.ai.replicate.ReplicatePlugin;
import io.auterity.spi.Connector;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Ai;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes on at a vendor behind a call ends with it, over real connections. */
@Timeout(60)
class GoneCallerTest {

  private static final String PREDICTION =
      """
      {"id":"p1","model":"a/b","version":"hidden","input":{},"output":null,"data_removed":false,
       "error":null,"status":"%s","created_at":"2026-01-01T00:00:00Z",
       "urls":{"web":"https://x","get":"https://x","cancel":"https://x"}}
      """;

  private final CountDownLatch looked = new CountDownLatch(1);
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @ParameterizedTest(name = "streamed {0}")
  @ValueSource(booleans = {false, true})
  void aPredictionIsCancelledWhenItsCallerGoes(boolean streamed) throws Exception {
    try (Vendor vendor = new Vendor(this::answer);
        FaultRoad road =
            new FaultRoad(GoneCallerTest::connector, "a/b", vendor.port(), vendor.port());
        Exchange exchange = road.open(streamed, false)) {
      Thread reader = Thread.startVirtualThread(() -> read(exchange));
      looked.await();

      exchange.cancel();

      assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
      reader.join();
      assertThat(exchange.outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.CANCELLED));
    }
    // Whose request was interrupted in the midst cannot tell whether it came, and asks again.
    assertThat(new LinkedHashSet<>(asked))
        .containsExactly(
            "POST /v1/models/a/b/predictions",
            "GET /v1/predictions/p1",
            "POST /v1/predictions/p1/cancel");
  }

  private static void read(Exchange exchange) {
    Record event = exchange.next();
    while (event != null) {
      event = exchange.next();
    }
  }

  private void answer(Vendor.Reply reply) throws IOException {
    String line = reply.connection().request().lines().findFirst().orElseThrow();
    asked.add(line.substring(0, line.lastIndexOf(' ')));
    if (line.startsWith("GET")) {
      looked.countDown();
      reply.untilClosed(() -> {});
    } else if (line.contains("/cancel")) {
      reply.whole(200, Vendor.JSON, PREDICTION.formatted("canceled"));
      cancelled.countDown();
    } else {
      reply.whole(201, Vendor.JSON, PREDICTION.formatted("starting"));
    }
  }

  @SuppressWarnings("unchecked") // The plugin's only connector is for models.
  private static Connector<Ai> connector() {
    return (Connector<Ai>) new ReplicatePlugin().connectors().getFirst();
  }
}
