package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TriggerPollsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TriggerHouse house = new TriggerHouse(db);

  private void polled() {
    house.time.advance(Duration.ofMinutes(1));
    house.poll();
    house.start();
  }

  @Test
  void whatIsThereAtFirstStartsNothingAndWhatComesLaterOnce() {
    house.pages = List.of(List.of("a", "b"));
    TriggerRow row = house.onPoll(false);
    polled();
    assertThat(house.titles()).isEmpty();

    house.pages = List.of(List.of("c", "a", "b"));
    polled();
    polled();

    assertThat(house.titles()).containsExactly("c");
    assertThat(house.starts(row)).hasSize(1);
    assertThat(house.asked).hasSize(3);
    assertThat(house.asked.getFirst().principal().name()).isEqualTo("maker");
  }

  @Test
  void whatIsThereAtFirstMayStartRunsToo() {
    house.pages = List.of(List.of("a"), List.of("b"));
    house.onPoll(true);

    polled();

    assertThat(house.titles()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void whoPollsFirstIsTheOnlyOne() {
    house.pages = List.of(List.of("a"));
    house.onPoll(true);
    house.time.advance(Duration.ofMinutes(1));

    house.poll();
    house.poll();

    assertThat(house.asked).hasSize(1);
  }

  @Test
  void whatPassesByItselfStopsNothing() {
    TriggerRow row = house.onPoll(true);
    house.refusal = Failure.of(FailureCode.UNAVAILABLE, "down");
    for (int i = 0; i < 12; i++) {
      polled();
    }
    assertThat(house.now(row).problem()).isEqualTo("poll: down");
    assertThat(house.now(row).state()).isEqualTo(TriggerRow.State.ACTIVE);

    house.refusal = null;
    house.pages = List.of(List.of("a"));
    polled();

    assertThat(house.now(row).problem()).isNull();
    assertThat(house.titles()).containsExactly("a");
  }

  @Test
  void whatDoesNotPassStopsItAndItGoesOnWhenWanted() {
    TriggerRow row = house.onPoll(true);
    house.refusal = Failure.of(FailureCode.FORBIDDEN, "no").withRetryable(false);
    for (int i = 0; i < 12; i++) {
      polled();
    }
    assertThat(house.now(row).state()).isEqualTo(TriggerRow.State.STOPPED);
    assertThat(house.asked).hasSize(NotedStarts.MOST_FAILURES);

    house.refusal = null;
    house.pages = List.of(List.of("a"));
    house.paused(row, false);
    polled();

    assertThat(house.titles()).containsExactly("a");
  }

  @Test
  void aPausedOneAsksNothing() {
    house.paused(house.onPoll(true), true);

    polled();

    assertThat(house.asked).isEmpty();
  }
}
