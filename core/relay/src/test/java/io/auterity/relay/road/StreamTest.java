package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.provider.Attempt;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {

  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503");
  private static final Record STARTED = new ChatEvent.Started("1", "gpt-4o");
  private static final Record WORD = new ChatEvent.PartDelta(0, new Part.Text("They"));
  private static final Record FINISHED = new ChatEvent.Finished(FinishReason.STOP);

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void twoProviders() {
    road.providers.add(ai("a"));
    road.providers.add(ai("b"));
    road.route("r", "{'use': ['a', 'b']}");
  }

  @Test
  void handsEventsOnAsTheyCome() {
    road.providers.streams("a", events(null, STARTED, FINISHED));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED, FINISHED);
    assertThat(exchange.outcome())
        .isInstanceOfSatisfying(Outcome.Succeeded.class, ok -> assertThat(ok.value()).isNull());
    assertThat(road.providers.openLeases()).isZero();
  }

  @Test
  void failsOverBeforeTheFirstEvent() {
    road.providers.streams("a", events(DOWN));
    road.providers.streams("b", events(null, STARTED, FINISHED));

    assertThat(drain(road.chat())).containsExactly(STARTED, FINISHED);
    assertThat(road.decision().failover()).isTrue();
  }

  @Test
  void aFailureAsTheFirstEventFailsOverToo() {
    road.providers.streams("a", events(null, new ChatEvent.Failed(DOWN)));
    road.providers.streams("b", events(null, STARTED, FINISHED));

    assertThat(drain(road.chat())).containsExactly(STARTED, FINISHED);
  }

  @Test
  void nothingReachesTheCallerBeforeSomethingCanBeSeen() {
    Record nothing = new ChatEvent.PartDelta(0, new Part.Text(""));
    road.providers.streams("a", events(DOWN, STARTED, nothing, new ChatEvent.PartDone(0)));
    road.providers.streams("b", events(null, STARTED, WORD, FINISHED));

    assertThat(drain(road.chat())).containsExactly(STARTED, WORD, FINISHED);
    assertThat(road.decision().failover()).isTrue();
  }

  @Test
  void anAnswerInWhichNothingIsToBeSeenIsAnAnswer() {
    road.providers.streams("a", events(null, STARTED, FINISHED));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED, FINISHED);
    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void staysWhereItIsOnceSomethingWasSeen() {
    road.providers.streams("a", events(DOWN, STARTED, WORD));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED, WORD);
    assertThat(((Outcome.Failed) exchange.outcome()).failure()).isEqualTo(DOWN);
    assertThat(road.providers.called).containsExactly("a");
  }

  @Test
  void aFailureAmongTheEventsReachesTheCallerAndEndsTheCall() {
    Record failed = new ChatEvent.Failed(DOWN);
    road.providers.streams("a", events(null, STARTED, WORD, failed));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED, WORD, failed);
    assertThat(exchange.outcome()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aFailureAmongTheEventsIsAFailedAttempt() {
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    for (int i = 0; i < 3; i++) {
      road.providers.streams("a", events(null, STARTED, WORD, new ChatEvent.Failed(DOWN)));
      drain(road.chat());
    }

    Decision decision = road.decision();
    assertThat(decision.result().ending()).isEqualTo(Decision.Ending.FAILED);
    assertThat(decision.result().failure()).isEqualTo(DOWN);
    assertThat(decision.result().provider()).isNull();
    assertThat(decision.attempts()).extracting(Decision.Tried::failure).containsExactly(DOWN);
    assertThat(decision.costs().holds())
        .extracting(hold -> hold.part().settled())
        .containsExactly(1L);
    assertThat(road.vitals.of(road.tenant, "a").health(8).breaker()).isEqualTo(Phase.OPEN);
    assertThat(road.providers.openLeases()).isZero();
  }

  @Test
  void aStreamThatStopsBeforeItsEndHasFailed() {
    road.providers.streams("a", events(null, STARTED, WORD));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED, WORD);
    assertThat(exchange.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.UNAVAILABLE));
    assertThat(road.vitals.of(road.tenant, "a").snapshot(8).failed()).isEqualTo(1);
  }

  @Test
  void aStreamWithoutAnyEventFailsOver() {
    road.providers.streams("a", events(null));
    road.providers.streams("b", events(null, STARTED, FINISHED));

    assertThat(drain(road.chat())).containsExactly(STARTED, FINISHED);
  }

  @Test
  void aReaderWhoLeavesCancelsTheStream() {
    road.providers.streams("a", events(null, STARTED, WORD, WORD));
    Exchange exchange = road.chat();
    exchange.next();

    exchange.close();

    assertThat(road.providers.openLeases()).isZero();
    assertThat(road.decision())
        .extracting(decision -> decision.result().failure())
        .extracting(failure -> failure == null ? null : failure.code())
        .isEqualTo(FailureCode.CANCELLED);
  }

  @Test
  void theDecisionTellsWhenTheFirstWasSeen() {
    road.providers.streams(
        "a",
        attempt -> {
          road.time.advance(Duration.ofMillis(300));
          return events(null, STARTED, WORD, FINISHED).on(attempt);
        });

    drain(road.chat());

    assertThat(road.decision().attempts().getFirst().firstNanos()).isEqualTo(300_000_000L);
  }

  @Test
  void aProviderThatShowsNothingInTimeIsLeftForTheNext() {
    road.route("r", "{'use': ['a', 'b'], 'timeouts': {'firstToken': '10s'}}");
    road.providers.streams("a", attempt -> silentAfter(attempt, STARTED));
    road.providers.streams("b", events(null, STARTED, WORD, FINISHED));

    assertThat(drain(road.chat())).containsExactly(STARTED, WORD, FINISHED);
    Decision.Tried first = road.decision().attempts().getFirst();
    assertThat(first.failure())
        .isEqualTo(
            Failure.of(FailureCode.TIMEOUT, "a began no answer within 10 s")
                .withOrigin(Origin.VENDOR));
    assertThat(road.vitals.of(road.tenant, "a").snapshot(8).failed()).isEqualTo(1);
    assertThat(road.timers.pending()).isZero();
  }

  @Test
  void aStreamThatStallsSaysSo() {
    road.route("r", "{'use': ['a', 'b'], 'timeouts': {'idle': '20s'}}");
    road.providers.streams("a", attempt -> silentAfter(attempt, STARTED, WORD));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED, WORD);
    assertThat(((Outcome.Failed) exchange.outcome()).failure())
        .isEqualTo(
            Failure.of(FailureCode.TIMEOUT, "the answer of a stalled: nothing came for 20 s")
                .withOrigin(Origin.VENDOR));
    assertThat(road.timers.pending()).isZero();
  }

  @Test
  void aReaderWhoIsSlowDoesNotMakeTheStreamStall() {
    road.route("r", "{'use': ['a'], 'timeouts': {'idle': '20s'}}");
    road.providers.streams("a", events(null, WORD, FINISHED));
    Exchange exchange = road.chat();
    exchange.next();

    road.time.advance(Duration.ofSeconds(25));
    road.timers.ringDue();

    assertThat(drain(exchange)).containsExactly(FINISHED);
    assertThat(exchange.outcome()).isInstanceOf(Outcome.Succeeded.class);
  }

  // Time passes for as long as the road waits, and the connector makes of its end what it likes.
  private Events<Record> silentAfter(Attempt attempt, Record... said) {
    CountDownLatch cut = new CountDownLatch(1);
    attempt.onCancel(cut::countDown);
    return new Events<>() {
      private int next;

      @Override
      public Record next() {
        if (next < said.length) {
          return said[next++];
        }
        while (cut.getCount() > 0) {
          road.time.advance(Duration.ofSeconds(1));
          road.timers.ringDue();
        }
        throw new CallFailedException(FailureCode.CANCELLED, "the reader was interrupted");
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
