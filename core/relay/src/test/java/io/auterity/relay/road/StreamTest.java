package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.health.Breaker.Phase;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.FinishReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {

  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503");
  private static final Record STARTED = new ChatEvent.Started("1", "gpt-4o");
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
  void staysWhereItIsAfterTheFirstEvent() {
    road.providers.streams("a", events(DOWN, STARTED));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED);
    assertThat(((Outcome.Failed) exchange.outcome()).failure()).isEqualTo(DOWN);
    assertThat(road.providers.called).containsExactly("a");
  }

  @Test
  void aFailureAmongTheEventsReachesTheCallerAndEndsTheCall() {
    Record failed = new ChatEvent.Failed(DOWN);
    road.providers.streams("a", events(null, STARTED, failed));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED, failed);
    assertThat(exchange.outcome()).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aFailureAmongTheEventsIsAFailedAttempt() {
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    Failure cut = DOWN.withApplied(Applied.UNKNOWN);
    for (int i = 0; i < 3; i++) {
      road.providers.streams("a", events(null, STARTED, new ChatEvent.Failed(cut)));
      drain(road.chat());
    }

    Decision decision = road.decision();
    assertThat(decision.result().ending()).isEqualTo(Decision.Ending.FAILED);
    assertThat(decision.result().failure()).isEqualTo(cut);
    assertThat(decision.result().provider()).isNull();
    assertThat(decision.attempts()).extracting(Decision.Tried::failure).containsExactly(cut);
    assertThat(decision.costs().holds())
        .extracting(hold -> hold.part().settled())
        .containsExactly(1L);
    assertThat(road.vitals.of(road.tenant, "a").health(8).breaker()).isEqualTo(Phase.OPEN);
    assertThat(road.providers.openLeases()).isZero();
  }

  @Test
  void aStreamThatStopsBeforeItsEndHasFailed() {
    road.providers.streams("a", events(null, STARTED));

    Exchange exchange = road.chat();

    assertThat(drain(exchange)).containsExactly(STARTED);
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
    road.providers.streams("a", events(null, STARTED, STARTED, STARTED));
    Exchange exchange = road.chat();
    exchange.next();

    exchange.close();

    assertThat(road.providers.openLeases()).isZero();
    assertThat(road.decision())
        .extracting(decision -> decision.result().failure())
        .extracting(failure -> failure == null ? null : failure.code())
        .isEqualTo(FailureCode.CANCELLED);
  }

  private static List<Record> drain(Exchange exchange) {
    List<Record> all = new ArrayList<>();
    for (Record event = exchange.next(); event != null; event = exchange.next()) {
      all.add(event);
    }
    return all;
  }
}
