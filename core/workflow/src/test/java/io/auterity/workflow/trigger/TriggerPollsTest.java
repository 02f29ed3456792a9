package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
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
  void aPollSaysWhichProviderIsAskedAsAStepDoes() {
    house.onPoll("there", TriggerHouse.polling("1m", null, true).to("shop", "pay"));

    polled();

    assertThat(house.asked.getFirst().provider()).isEqualTo("pay");
    assertThat(house.asked.getFirst().labels())
        .containsEntry("route", "shop")
        .containsEntry("trigger", "there");
  }

  @Test
  void whatIsThereAtFirstMayStartRunsToo() {
    house.pages = List.of(List.of("a"), List.of("b"));
    house.onPoll(true);

    polled();

    assertThat(house.titles()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aListLongerThanOnePollReadsIsGoneOnWith() {
    house.pages =
        IntStream.range(0, TriggerPolls.MOST_PAGES + 2).mapToObj(i -> List.of("i" + i)).toList();
    TriggerRow row = house.onPoll("p", TriggerHouse.polling("1m", "${result.items[0].key}", true));
    polled();
    assertThat(house.titles()).hasSize(TriggerPolls.MOST_PAGES);
    assertThat(house.now(row).position()).isNull();
    assertThat(house.now(row).problem()).isNull();

    polled();

    assertThat(house.titles()).hasSize(TriggerPolls.MOST_PAGES + 2).doesNotHaveDuplicates();
    assertThat(house.now(row).position()).isEqualTo("i0");
    assertThat(house.now(row).walk()).isNull();
  }

  @Test
  void aLongListIsGoneOnWithSoonAndFromTheLastPageThatWasRead() {
    house.pages =
        IntStream.range(0, TriggerPolls.MOST_PAGES + 2).mapToObj(i -> List.of("i" + i)).toList();
    TriggerRow row = house.onPoll("p", TriggerHouse.polling("1h", null, true));
    house.time.advance(Duration.ofHours(1));
    house.poll();
    assertThat(house.now(row).due()).isEqualTo(house.time.now().plus(TriggerPolls.PAUSE));

    house.time.advance(TriggerPolls.PAUSE);
    house.poll();
    house.start();

    assertThat(house.cursors().subList(TriggerPolls.MOST_PAGES, house.asked.size()))
        .containsExactly("99", "100", "101");
    assertThat(house.titles()).hasSize(TriggerPolls.MOST_PAGES + 2).doesNotHaveDuplicates();
    assertThat(house.now(row).due()).isEqualTo(house.time.now().plus(Duration.ofHours(1)));
  }

  @Test
  void aListThatIsNeverReadToItsEndStopsIt() {
    house.pages =
        IntStream.range(0, TriggerPolls.MOST_PAGES + 2).mapToObj(i -> List.of("i" + i)).toList();
    TriggerRow row = house.onPoll(true);
    Failure died = Failure.of(FailureCode.INVALID, "no such cursor").withRetryable(false);
    house.beforeAnswer =
        () -> house.refusal = house.asked.size() % (TriggerPolls.MOST_PAGES + 1) == 0 ? died : null;

    for (int i = 0; i < 2 * TriggerStartLog.MOST_FAILURES + 2; i++) {
      house.time.advance(Duration.ofMinutes(1));
      house.poll();
    }

    assertThat(house.now(row).state()).isEqualTo(TriggerRow.State.STOPPED);
    assertThat(house.now(row).problem())
        .contains("no such cursor; the list is read from its beginning again");
  }

  @Test
  void aListThatIsUnderWayIsAskedForWithinAMinuteAfterAnOutage() {
    house.pages = List.of(List.of("a"), List.of("b"));
    TriggerRow row = house.onPoll("p", TriggerHouse.polling("1h", null, true));
    house.beforeAnswer =
        () ->
            house.refusal =
                house.asked.size() == 2 ? Failure.of(FailureCode.UNAVAILABLE, "down") : null;

    house.time.advance(Duration.ofHours(1));
    house.poll();

    assertThat(house.now(row).due()).isEqualTo(house.time.now().plus(Duration.ofMinutes(1)));
  }

  @Test
  void pagesThatLeadInACircleAreTold() {
    house.pages = List.of(List.of("a"), List.of("b"), List.of("c"));
    house.circle = 3;
    TriggerRow row = house.onPoll(false);

    polled();

    assertThat(house.now(row).problem()).contains("in a circle");
    assertThat(house.cursors()).containsExactly("", "1", "2");
    assertThat(house.now(row).walk()).isNull();
  }

  @Test
  void whatIsThereAtFirstIsRememberedToTheEndOfALongList() {
    house.pages =
        IntStream.range(0, TriggerPolls.MOST_PAGES + 1).mapToObj(i -> List.of("i" + i)).toList();
    house.onPoll(false);

    polled();
    polled();
    polled();

    assertThat(house.titles()).isEmpty();
  }

  @Test
  void aPageOfManyItemsIsTakenWhole() {
    house.pages = List.of(IntStream.range(0, 1_001).mapToObj(String::valueOf).toList());
    TriggerRow row = house.onPoll(false);

    polled();

    assertThat(house.now(row).problem()).isNull();
    assertThat(house.now(row).primed()).isTrue();
    assertThat(house.seen()).isEqualTo(1_001);
  }

  @Test
  void whatPassesByItselfIsAskedAgainWhereItFailed() {
    house.pages = List.of(List.of("a"), List.of("b"), List.of("c"));
    house.onPoll(true);
    house.beforeAnswer =
        () ->
            house.refusal =
                house.asked.size() == 3 ? Failure.of(FailureCode.UNAVAILABLE, "down") : null;

    polled();
    polled();

    assertThat(house.cursors()).containsExactly("", "1", "2", "2");
    assertThat(house.titles()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void aCursorThatHasDiedHasTheListReadFromItsBeginning() {
    house.pages = List.of(List.of("a"), List.of("b"));
    house.onPoll(true);
    Failure died = Failure.of(FailureCode.INVALID, "no such cursor").withRetryable(false);
    house.beforeAnswer = () -> house.refusal = house.asked.size() == 2 ? died : null;
    house.time.advance(Duration.ofMinutes(1));

    house.poll();
    polled();

    assertThat(house.cursors()).containsExactly("", "1", "", "1");
    assertThat(house.titles()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aListThatLeadsInACircleIsTold() {
    house.pages = List.of(List.of("a"));
    house.circling = true;
    TriggerRow row = house.onPoll(false);

    polled();

    assertThat(house.now(row).problem()).contains("names itself");
    assertThat(house.asked).hasSize(2);
  }

  @Test
  void whatStopsInTheMiddleOfAListGoesOnThereWhenWanted() {
    house.pages = List.of(List.of("a"), List.of("b"), List.of("c"));
    TriggerRow row = house.onPoll(true);
    house.sql("update run_trigger set in_hour = 200000, hour = '%s'".formatted(house.time.now()));
    polled();
    assertThat(house.now(row).state()).isEqualTo(TriggerRow.State.STOPPED);
    assertThat(house.starts(row)).hasSize(1);

    house.paused(row, false);
    polled();

    assertThat(house.cursors()).containsExactly("", "1", "1", "2");
    assertThat(house.titles()).containsExactlyInAnyOrder("a", "b", "c");
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
  void anotherPauseOnlyForgetsNothing() {
    house.pages = List.of(List.of("a"));
    TriggerRow row = house.onPoll("p", TriggerHouse.polling("1m", "${result.items[0].key}", false));
    polled();

    TriggerRow changed =
        house.changed(row, TriggerHouse.polling("5m", "${result.items[0].key}", false));
    assertThat(changed.position()).isEqualTo("a");
    house.pages = List.of(List.of("b"));
    polled();

    assertThat(house.titles()).containsExactly("b");
  }

  @Test
  void whoAsksForSomethingElseBeginsAnew() {
    house.pages = List.of(List.of("a"));
    TriggerRow row = house.onPoll(false);
    polled();

    house.changed(row, TriggerHouse.polling("1m", "${position}", false));
    house.pages = List.of(List.of("b"));
    polled();

    assertThat(house.titles()).isEmpty();
  }

  @Test
  void thePositionIsThatOfTheFirstPage() {
    house.pages = List.of(List.of("c", "b"), List.of("a"));
    TriggerRow row = house.onPoll("p", TriggerHouse.polling("1m", "${result.items[0].key}", true));

    polled();

    assertThat(house.now(row).position()).isEqualTo("c");
  }

  @Test
  void aListThatTakesLongIsReadOnAtTheNextPoll() {
    house.pages = IntStream.range(0, 10).mapToObj(i -> List.of("i" + i)).toList();
    house.beforeAnswer = () -> house.time.advance(Duration.ofSeconds(59));
    TriggerRow row = house.onPoll(true);
    polled();
    assertThat(house.asked).hasSize(6);
    assertThat(house.asked.getLast().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(house.now(row).problem()).isNull();

    polled();

    assertThat(house.titles()).hasSize(10);
  }

  @Test
  void aTenantWhoseVendorHangsGetsFewAtOnceAndWhoClosesGivesThemUp() throws InterruptedException {
    IntStream.range(0, 5)
        .forEach(i -> house.onPoll("p" + i, TriggerHouse.polling("1m", null, true)));
    CountDownLatch asked = new CountDownLatch(PollsUnderWay.OF_ONE_TENANT);
    house.beforeAnswer =
        () -> {
          asked.countDown();
          LockSupport.park();
          throw new CallFailedException(FailureCode.CANCELLED, "given up");
        };
    PollsUnderWay polls = new PollsUnderWay(new TriggerPolls(house.parts), () -> {});

    while (polls.beginOne()) {
      // Until there is none, or no room.
    }
    asked.await();
    assertThat(house.asked).hasSize(PollsUnderWay.OF_ONE_TENANT);
    polls.close();

    assertThat(house.triggers.list(house.tenant))
        .allMatch(row -> house.time.now().equals(row.due()) && row.problem() == null);
  }

  @Test
  void aPollThatBreaksLeavesNoPlaceTaken() throws InterruptedException {
    IntStream.rangeClosed(0, PollsUnderWay.AT_ONCE)
        .forEach(i -> house.onPoll("p" + i, TriggerHouse.polling("1m", null, true)));
    house.beforeAnswer =
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {});
          throw new StackOverflowError("a poll breaks");
        };
    Semaphore ended = new Semaphore(0);
    PollsUnderWay polls = new PollsUnderWay(new TriggerPolls(house.parts), ended::release);

    for (int i = 0; i <= PollsUnderWay.AT_ONCE; i++) {
      assertThat(polls.beginOne()).as("poll %d", i).isTrue();
      ended.acquire();
    }

    assertThat(house.asked).hasSize(PollsUnderWay.AT_ONCE + 1);
  }

  /** A user of n8n saw runs of both versions while a poll was under way (n8n#30607, #32006). */
  @Test
  void aPollUnderWayWhenItsTriggerIsChangedStartsNothingOfWhatItWas() {
    house.pages = List.of(List.of("a"));
    TriggerRow row = house.onPoll(true);
    house.beforeAnswer =
        () -> {
          house.beforeAnswer = () -> {};
          house.time.advance(Duration.ofSeconds(1));
          house.changed(
              row, TriggerHouse.saying("new", TriggerHouse.polling("1m", null, true)), null);
        };

    polled();
    polled();

    assertThat(house.titles()).containsExactly("new a");
  }

  @Test
  void aPollUnderWayWhenItsTriggerIsPausedOrDeletedStartsNothing() {
    house.pages = List.of(List.of("a"));
    for (boolean deleted : List.of(true, false)) {
      TriggerRow row = house.onPoll("deleted-" + deleted, TriggerHouse.polling("1m", null, true));
      house.beforeAnswer =
          () -> {
            if (deleted) {
              house.delete(row);
            } else {
              house.paused(row, true);
            }
          };
      polled();
    }

    assertThat(house.asked).hasSize(2);
    assertThat(house.titles()).isEmpty();
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
    assertThat(house.asked).hasSize(TriggerStartLog.MOST_FAILURES);

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

    assertThat(house.seen()).isOne();
  }
}
