package io.auterity.server.runs.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.ProviderHealth;
import io.auterity.provider.health.ProviderHealth.PhaseChange;
import io.auterity.server.runs.timeline.RunTimelineView.BreakerSpan;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerSpansTest {

  private static final List<PhaseChange> LOG =
      List.of(
          new PhaseChange(at(10), Phase.OPEN, 0, "5 of 10 failed", "p"),
          new PhaseChange(at(20), Phase.HALF_OPEN, 25, "a probe passed", "p"),
          new PhaseChange(at(30), Phase.CLOSED, 100, "back", "p"));

  @Test
  void aLogIsCutIntoSpansWithoutGaps() {
    assertThat(BreakerSpans.of(health(0, LOG), at(5), at(40)))
        .containsExactly(
            new BreakerSpan(at(5), at(10), Phase.CLOSED, 100),
            new BreakerSpan(at(10), at(20), Phase.OPEN, 0),
            new BreakerSpan(at(20), at(30), Phase.HALF_OPEN, 25),
            new BreakerSpan(at(30), at(40), Phase.CLOSED, 100));
  }

  @Test
  void whatWasBeforeHoldsAtTheStartAndWhatComesAfterIsLeftOut() {
    assertThat(BreakerSpans.of(health(0, LOG), at(15), at(25)))
        .containsExactly(
            new BreakerSpan(at(15), at(20), Phase.OPEN, 0),
            new BreakerSpan(at(20), at(25), Phase.HALF_OPEN, 25));
  }

  @Test
  void ofSeveralBreakersTheWorstIsTold() {
    List<PhaseChange> log =
        List.of(
            new PhaseChange(at(10), Phase.OPEN, 0, "", "p/a"),
            new PhaseChange(at(12), Phase.OPEN, 0, "", "p/b"),
            new PhaseChange(at(20), Phase.CLOSED, 100, "", "p/a"),
            new PhaseChange(at(25), Phase.CLOSED, 100, "", "p/b"));

    assertThat(BreakerSpans.of(health(0, log), at(5), at(40)))
        .containsExactly(
            new BreakerSpan(at(5), at(10), Phase.CLOSED, 100),
            new BreakerSpan(at(10), at(25), Phase.OPEN, 0),
            new BreakerSpan(at(25), at(40), Phase.CLOSED, 100));
  }

  @Test
  void aBreakerWithoutALogWasClosed() {
    assertThat(BreakerSpans.of(health(0, List.of()), at(0), at(9)))
        .containsExactly(new BreakerSpan(at(0), at(9), Phase.CLOSED, 100));
  }

  @Test
  void whatWasBeforeTheLogIsNotTold() {
    assertThat(BreakerSpans.of(health(10, LOG), at(5), at(40)))
        .containsExactly(
            new BreakerSpan(at(10), at(20), Phase.OPEN, 0),
            new BreakerSpan(at(20), at(30), Phase.HALF_OPEN, 25),
            new BreakerSpan(at(30), at(40), Phase.CLOSED, 100));
    assertThat(BreakerSpans.of(health(50, List.of()), at(5), at(40))).isEmpty();
  }

  private static ProviderHealth health(long since, List<PhaseChange> log) {
    return new ProviderHealth(
        "p",
        Phase.CLOSED,
        0,
        0,
        100,
        null,
        "",
        0,
        1,
        null,
        null,
        List.of(),
        List.of(),
        at(since),
        log,
        List.of(),
        List.of());
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
