package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.provider.Attempt;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.ProviderHealth;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.TextToClassify;
import java.time.Duration;
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
      road.timers.ring();

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
  void aCallerWhoGivesLittleTimeDoesNotCountAgainstTheProvider() {
    timesOut(3);

    for (int i = 0; i < 3; i++) {
      assertThat(failed(road.invoke("ai.text.classify", QUESTION, Duration.ofSeconds(5))).code())
          .isEqualTo(FailureCode.TIMEOUT);
    }

    ProviderHealth health = road.vitals.of(road.tenant, "gpt").health(8);
    assertThat(health.breaker()).isEqualTo(Phase.CLOSED);
    assertThat(health.of()).isZero();
    assertThat(health.lastError()).isNull();
  }

  @Test
  void aCallerWhoGivesTheUsualTimeFindsOutAProviderThatHangs() {
    timesOut(3);

    for (int i = 0; i < 3; i++) {
      road.invoke("ai.text.classify", QUESTION, Duration.ofSeconds(30));
    }

    assertThat(road.vitals.of(road.tenant, "gpt").health(8).breaker()).isEqualTo(Phase.OPEN);
  }

  @Test
  void theTimeLimitOfAStepCountsAgainstTheProvider() {
    timesOut(3);

    for (int i = 0; i < 3; i++) {
      assertThat(failed(road.classify()).code()).isEqualTo(FailureCode.TIMEOUT);
    }

    assertThat(road.vitals.of(road.tenant, "gpt").health(8).breaker()).isEqualTo(Phase.OPEN);
  }

  @Test
  void whatTheConnectorMakesOfACallerWhoGoesDoesNotCountAgainstTheProvider() throws Exception {
    road.providers.add(ai("gpt"));
    CountDownLatch hanging = new CountDownLatch(1);
    road.providers.does("gpt", (input, attempt) -> breakWhenLeft(hanging, attempt));
    Exchange exchange = road.open("ai.text.classify", QUESTION);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome = threads.submit(exchange::outcome);
      hanging.await();
      exchange.cancel();

      assertThat(failed(outcome.get()).code()).isEqualTo(FailureCode.CANCELLED);
    }
    assertThat(there(road.decision().attempts().getFirst().failure())).isEqualTo(DOWN);
    assertThat(road.vitals.of(road.tenant, "gpt").snapshot(8).failed()).isZero();
  }

  @Test
  void aCallThatIsClosedBeforeItIsPulledCallsNobody() {
    road.providers.add(ai("gpt"));

    Exchange exchange = road.open("ai.text.classify", QUESTION);
    exchange.close();

    assertThat(road.providers.called).isEmpty();
    assertThat(there(road.decision().result().failure()).code()).isEqualTo(FailureCode.CANCELLED);
  }

  // As a connector does that ends its wait itself, before the alarm of the road has gone off.
  private void timesOut(int times) {
    road.providers.add(ai("gpt"));
    for (int i = 0; i < times; i++) {
      road.providers.does(
          "gpt",
          (input, attempt) -> {
            road.time.advance(attempt.remaining());
            throw new CallFailedException(FailureCode.TIMEOUT, "the reply did not come in time");
          });
    }
  }

  private static Failure failed(Outcome outcome) {
    return ((Outcome.Failed) outcome).failure();
  }

  private static Record breakWhenLeft(CountDownLatch hanging, Attempt attempt) {
    CountDownLatch left = new CountDownLatch(1);
    attempt.onCancel(left::countDown);
    hanging.countDown();
    try {
      left.await();
    } catch (InterruptedException e) {
      // What a vendor's library makes of it is of no concern here.
    }
    throw new CallFailedException(DOWN);
  }

  private static Record hang(CountDownLatch hanging) {
    hanging.countDown();
    await(new CountDownLatch(1));
    return ANSWER;
  }
}
