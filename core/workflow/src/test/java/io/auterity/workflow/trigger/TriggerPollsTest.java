package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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
  void aListThatIsTooLongIsToldAlsoOnOnePage() {
    house.pages = List.of(IntStream.range(0, 1_001).mapToObj(String::valueOf).toList());
    TriggerRow row = house.onPoll(true);

    polled();

    assertThat(house.now(row).problem()).contains("more than 1000 items");
    assertThat(house.begun).isEmpty();
  }

  @Test
  void anIdThatNothingCanKeepIsTold() {
    house.pages = List.of(List.of("a\0b"));
    TriggerRow row = house.onPoll(true);

    polled();

    assertThat(house.now(row).problem()).contains("poll.id");
  }

  @Test
  void pollsAreStoredInOneOrder() {
    Poll poll =
        Poll.of("tracker.issue.list", null, Duration.ofMinutes(1), null, null, "${result.p}", true);

    assertThat(new String(poll.bytes(), StandardCharsets.UTF_8))
        .matches(
            "\\{\"call\":.*,\"with\":.*,\"every\":.*,\"items\":.*,\"id\":.*,\"all\":.*,\"position\":.*}");
    assertThat(Poll.read(poll.bytes())).isEqualTo(poll);
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

  @Test
  void whatWasSeenIsKnownAfterALongPause() {
    house.pages = List.of(List.of("a"));
    TriggerRow row = house.onPoll(true);
    polled();
    house.paused(row, true);
    house.time.advance(Duration.ofDays(40));
    new Retention(db.database(), new Settings.Retention(30, 7, 90, 30), house.time).runOnce();

    house.paused(row, false);
    polled();

    assertThat(house.asked).hasSize(2);
    assertThat(house.titles()).containsExactly("a");
    assertThat(house.starts(row)).isEmpty();
  }

  @Test
  void whatIsLongGoneFromTheListIsForgotten() {
    house.pages = List.of(List.of("a"));
    house.onPoll(true);
    polled();
    house.pages = List.of(List.of("b"));
    house.time.advance(Duration.ofDays(40));
    polled();

    new Retention(db.database(), new Settings.Retention(30, 7, 90, 30), house.time).runOnce();

    long left =
        db.database()
            .inTenant(
                house.tenant,
                tx -> tx.query("select count(*) from trigger_seen").mapTo(Long.class).one());
    assertThat(left).isOne();
  }
}
