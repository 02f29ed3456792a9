package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.Classification;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopTest {

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void start() {
    road.providers.add(ai("gpt"));
    road.route("triage", "{'use': ['gpt']}");
  }

  @Test
  void aStopCancelsWhatIsUnderWayAndWaitsForItsDecision() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          CountDownLatch cancelled = new CountDownLatch(1);
          attempt.onCancel(cancelled::countDown);
          inside.countDown();
          await(cancelled);
          throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
        });
    CompletableFuture<Outcome> call = CompletableFuture.supplyAsync(road::classify);
    inside.await();

    road.stop();

    assertThat(road.decision().result().ending()).isEqualTo(Decision.Ending.FAILED);
    assertThat(call).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(Outcome.Failed.class);
    assertThat(road.providers.openLeases()).isZero();
  }

  @Test
  void afterAStopNoCallGetsFar() {
    road.providers.does("gpt", answers(new Classification("a", "gpt", Map.of())));

    road.stop();

    assertThat(road.classify())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.CANCELLED));
    assertThat(road.providers.called).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
