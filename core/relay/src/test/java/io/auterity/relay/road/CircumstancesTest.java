package io.auterity.relay.road;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that go another way by what stands around them; each is recomputed afterwards. */
class CircumstancesTest extends RoadFixture {

  private static final Duration DAY = Duration.ofDays(1);

  @BeforeEach
  void twoProviders() {
    road.providers.add(priced("a"));
    road.providers.add(priced("b"));
    road.route("usual", "{'use': ['a']}");
  }

  @Test
  void aBudgetThatIsUsedUpToAShareSendsCallsElsewhere() {
    road.budget("daily", "{'cap': '0.001', 'currency': 'USD', 'period': 'day'}");
    road.route("thrift", "{'priority': 5, 'when': {'budget': {'daily': '3%'}}, 'use': ['b']}");

    assertThat(answered()).isEqualTo("a");
    int calls = 1;
    while (answered().equals("a")) {
      assertThat(spent()).isLessThan(30);
      assertThat(++calls).isLessThan(100);
    }

    assertThat(calls).isGreaterThan(1);
    assertThat(spent()).isGreaterThanOrEqualTo(30);
    assertThat(road.decision().result().provider()).isEqualTo("b");
  }

  @Test
  void whatOthersUsedOfABudgetCountsFromTheFirstCallOn() {
    road.budget("daily", "{'cap': '0.001', 'currency': 'USD', 'period': 'day'}");
    road.route("thrift", "{'priority': 5, 'when': {'budget': {'daily': '50%'}}, 'use': ['b']}");
    road.slices.takenElsewhere("daily", 600_000);

    assertThat(answered()).isEqualTo("b");
    assertThat(spent()).isEqualTo(600);
  }

  private long spent() {
    return there(there(road.decision().call().facts()).around()).spent().getOrDefault("daily", 0L);
  }

  @Test
  void theNightBelongsToAnother() {
    road.route(
        "night",
        "{'priority': 5, 'when': {'time': {'from': '22:00', 'to': '05:00'}}, 'use': ['b']}");
    toHour(12);
    assertThat(answered()).isEqualTo("a");

    toHour(23);
    assertThat(answered()).isEqualTo("b");
    assertThat(there(there(road.decision().planning()).route()).matched())
        .isEqualTo("Matched time between 22:00 and 05:00 of UTC.");
  }

  @Test
  void nothingIsKeptThatNoRouteAsksFor() {
    answered();

    assertThat(there(road.decision().call().facts()).around()).isNull();
  }

  private String answered() {
    road.providers.does("a", answers(ANSWER));
    road.providers.does("b", answers(ANSWER));
    return ((Outcome.Succeeded) road.classify()).provider();
  }

  private void toHour(int hour) {
    Instant now = road.time.now();
    long into = Math.floorMod(now.getEpochSecond(), DAY.toSeconds());
    long wait = Math.floorMod(Duration.ofHours(hour).toSeconds() - into, DAY.toSeconds());
    road.time.advance(Duration.ofSeconds(wait));
  }
}
