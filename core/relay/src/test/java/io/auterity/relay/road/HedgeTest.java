package io.auterity.relay.road;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.provider.Attempt;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of which a second attempt is sent after the first. */
class HedgeTest extends RoadFixture {

  private static final Record WORD = new ChatEvent.PartDelta(0, new Part.Text("They"));
  private static final Record FINISHED = new ChatEvent.Finished(FinishReason.STOP);
  private static final String SECONDS = "{'use': ['a', 'b'], 'hedge': {'after': '2s'}}";

  @BeforeEach
  void twoProviders() {
    road.providers.add(priced("a"));
    road.providers.add(priced("b"));
    road.route("r", SECONDS);
  }

  @Test
  void theSecondAnswersWhenTheFirstTakesLongAndTheFirstIsCancelledAndBilled() {
    usual(20);
    road.providers.does("a", (input, attempt) -> untilCancelled(attempt));
    road.providers.does("b", answers(ANSWER));

    Outcome outcome = road.classify();

    assertThat(((Outcome.Succeeded) outcome).provider()).isEqualTo("b");
    Decision decision = road.decision();
    assertThat(decision.attempts()).extracting(Decision.Tried::provider).containsExactly("a", "b");
    Decision.Tried loser = decision.attempts().getFirst();
    assertThat(there(loser.failure()).code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(there(loser.failure()).message()).isEqualTo("b was faster");
    assertThat(loser.cost()).isPositive();
    assertThat(loser.estimated()).isTrue();
    assertThat(decision.failover()).isFalse();
    assertThat(road.vitals.of(road.tenant, "a").snapshot(8).failed()).isZero();
    assertThat(road.vitals.of(road.tenant, "a").snapshot(8).inFlight()).isZero();
  }

  @Test
  void aStreamGoesOnFromWhoeverShowsSomethingFirst() {
    usual(20);
    road.providers.streams("a", this::silentUntilCancelled);
    road.providers.streams("b", events(null, WORD, FINISHED));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(WORD, FINISHED);
    assertThat(((Outcome.Succeeded) exchange.outcome()).provider()).isEqualTo("b");
  }

  @Test
  void theFirstMayStillWin() {
    usual(20);
    CountDownLatch asked = new CountDownLatch(1);
    road.providers.does(
        "a",
        (input, attempt) -> {
          ring();
          await(asked);
          return ANSWER;
        });
    road.providers.does(
        "b",
        (input, attempt) -> {
          asked.countDown();
          return untilCancelled(attempt);
        });

    Outcome outcome = road.classify();

    assertThat(((Outcome.Succeeded) outcome).provider()).isEqualTo("a");
    assertThat(road.decision().attempts()).hasSize(2);
  }

  @Test
  void whenOneFailsTheOtherGoesOn() {
    usual(20);
    CountDownLatch asked = new CountDownLatch(1);
    road.providers.does(
        "a",
        (input, attempt) -> {
          ring();
          await(asked);
          throw new CallFailedException(DOWN);
        });
    road.providers.does(
        "b",
        (input, attempt) -> {
          asked.countDown();
          return ANSWER;
        });

    assertThat(((Outcome.Succeeded) road.classify()).provider()).isEqualTo("b");
  }

  @Test
  void atMostOneCallInTwentyGetsARival() {
    usual(20);
    road.providers.does("a", (input, attempt) -> untilCancelled(attempt));
    road.providers.does("b", answers(ANSWER));
    road.classify();
    road.providers.does(
        "a",
        (input, attempt) -> {
          ring();
          return ANSWER;
        });

    assertThat(((Outcome.Succeeded) road.classify()).provider()).isEqualTo("a");
    assertThat(road.decision().attempts()).hasSize(1);
  }

  @Test
  void p95IsKnownFromTwentyAnswersOn() {
    road.route("r", "{'use': ['a', 'b'], 'hedge': {'after': 'p95'}}");
    usual(19);
    assertThat(road.vitals.of(road.tenant, "a").usuallyBegins()).isEmpty();
    usual(1);
    assertThat(road.vitals.of(road.tenant, "a").usuallyBegins()).isPresent();
    road.providers.does("a", (input, attempt) -> untilCancelled(attempt));
    road.providers.does("b", answers(ANSWER));

    assertThat(((Outcome.Succeeded) road.classify()).provider()).isEqualTo("b");
  }

  @Test
  void aCallerWhoGoesEndsBoth() {
    usual(20);
    Exchange exchange = road.chat();
    road.providers.streams("a", this::silentUntilCancelled);
    road.providers.streams(
        "b",
        attempt -> {
          Thread.startVirtualThread(exchange::cancel);
          return silent(attempt);
        });

    assertThat(drain(exchange)).isEmpty();
    assertThat(((Outcome.Failed) exchange.outcome()).failure().code())
        .isEqualTo(FailureCode.CANCELLED);
    assertThat(road.vitals.of(road.tenant, "b").snapshot(8).inFlight()).isZero();
  }

  private void usual(int calls) {
    for (int i = 0; i < calls; i++) {
      road.providers.does(
          "a",
          (input, attempt) -> {
            road.time.advance(Duration.ofMillis(100));
            return ANSWER;
          });
      road.classify();
    }
  }

  private void ring() {
    road.time.advance(Duration.ofSeconds(2));
    road.timers.ringDue();
  }

  private Record untilCancelled(Attempt attempt) {
    CountDownLatch cancelled = new CountDownLatch(1);
    attempt.onCancel(cancelled::countDown);
    attempt.sent().send(true);
    ring();
    await(cancelled);
    throw new CallFailedException(Failure.of(FailureCode.CANCELLED, "the caller has gone"));
  }

  private Events<Record> silentUntilCancelled(Attempt attempt) {
    ring();
    return silent(attempt);
  }

  private static Events<Record> silent(Attempt attempt) {
    CountDownLatch cancelled = new CountDownLatch(1);
    attempt.onCancel(cancelled::countDown);
    return new Events<>() {
      @Override
      public Record next() {
        await(cancelled);
        throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
      }

      @Override
      public void close() {}
    };
  }

  private static List<Record> drain(Exchange exchange) {
    List<Record> all = new ArrayList<>();
    for (Record event = exchange.next(); event != null; event = exchange.next()) {
      all.add(event);
    }
    return all;
  }
}
