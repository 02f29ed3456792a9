package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.TextToClassify;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Calls that end before their provider has answered. */
class EarlyEndTest extends RoadFixture {

  private static final TextToClassify QUESTION = new TextToClassify("x", Map.of("a", "A"));

  @Test
  void theDeadlineEndsAnAttemptThatHangs() throws Exception {
    road.providers.add(ai("gpt"));
    CountDownLatch hanging = new CountDownLatch(1);
    road.providers.does("gpt", (input, attempt) -> hang(hanging));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome = threads.submit(road::classify);
      hanging.await();
      road.alarms.ring();

      assertThat(((Outcome.Failed) outcome.get()).failure().code()).isEqualTo(FailureCode.TIMEOUT);
    }
    assertThat(road.vitals.of(road.tenant, "gpt").snapshot(8).inFlight()).isZero();
  }

  @Test
  void aCallerWhoGoesEndsTheAttempt() throws Exception {
    road.providers.add(ai("gpt"));
    CountDownLatch hanging = new CountDownLatch(1);
    road.providers.does("gpt", (input, attempt) -> hang(hanging));
    Exchange exchange = road.open("ai.text.classify", QUESTION);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome = threads.submit(exchange::outcome);
      hanging.await();
      exchange.cancel();

      assertThat(((Outcome.Failed) outcome.get()).failure().code())
          .isEqualTo(FailureCode.CANCELLED);
    }
    assertThat(road.vitals.of(road.tenant, "gpt").snapshot(8).failed()).isZero();
  }

  @Test
  void aCallThatIsClosedBeforeItIsPulledCallsNobody() {
    road.providers.add(ai("gpt"));

    Exchange exchange = road.open("ai.text.classify", QUESTION);
    exchange.close();

    assertThat(road.providers.called).isEmpty();
    assertThat(there(road.decision().failure()).code()).isEqualTo(FailureCode.CANCELLED);
  }

  private static Record hang(CountDownLatch hanging) {
    hanging.countDown();
    await(new CountDownLatch(1));
    return ANSWER;
  }
}
