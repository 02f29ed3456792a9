package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.Time;
import io.auterity.workflow.seat.EngineSeat;
import io.auterity.workflow.seat.SeatCandidate;
import io.auterity.workflow.seat.SeatTenure;
import io.auterity.workflow.store.TestSeat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that ask for the seat of the engine at one database; turn by turn. */
@Tag("postgresql")
class SeatElectionTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final AtomicLong passed = new AtomicLong();
  private final List<String> told = new ArrayList<>();
  private final SeatElection one = election("one", 5);
  private final SeatElection two = election("two", 5);

  /** The clocks of the servers are years from that of the database, and pass when a test says. */
  private final class Skewed implements Time {

    @Override
    public Instant now() {
      return Instant.parse("1999-01-01T00:00:00Z");
    }

    @Override
    public long nanos() {
      return passed.get();
    }
  }

  private SeatElection election(String host, int version) {
    return new SeatElection(
        db.database(),
        new Skewed(),
        new SeatCandidate(
            UUID.nameUUIDFromBytes(host.getBytes(StandardCharsets.UTF_8)), host, version),
        tenure -> told.add(host + " has it"),
        tenure -> told.add(host + " lost it"));
  }

  @BeforeEach
  void vacate() {
    EngineSeat last = TestSeat.read(db.database());
    TestSeat.put(db.database(), new EngineSeat(null, "", last.epoch() + 1, Instant.EPOCH, 5));
  }

  @AfterEach
  void close() {
    one.halt();
    two.halt();
  }

  private static EngineSeat seat() {
    return TestSeat.read(db.database());
  }

  @Test
  void oneOfTwoGetsItAndKeepsItByTurns() {
    SeatTenure tenure = one.turn(false).orElseThrow();

    assertThat(two.turn(false)).isEmpty();
    assertThat(two.held()).isTrue();
    assertThat(two.seen()).map(EngineSeat::host).contains("one");
    Instant before = seat().until();
    assertThat(one.turn(false)).isEmpty();
    assertThat(seat().until()).isAfter(before);
    assertThat(seat().epoch()).isEqualTo(tenure.epoch());
    assertThat(told).isEmpty();
  }

  @Test
  void oneRenewalThatIsNotHeardCostsNothing() {
    Duration longest =
        SeatElection.BETWEEN_RENEWALS.plus(SeatElection.PATIENCE).plus(SeatElection.AFTER_FAILURE);

    assertThat(longest).isLessThan(SeatTenure.GOOD_FOR);
    assertThat(SeatTenure.GOOD_FOR).isLessThan(EngineSeat.LEASE);
  }

  @Test
  void whoStopsRenewingIsSureOfItForTwoSecondsAndLosesItToTheNext() {
    SeatTenure former = one.turn(false).orElseThrow();
    passed.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
    assertThat(former.sure()).isTrue();
    passed.incrementAndGet();
    assertThat(former.sure()).isFalse();

    TestSeat.expire(db.database(), seat().epoch());
    SeatTenure next = two.turn(false).orElseThrow();

    assertThat(next.epoch()).isGreaterThan(former.epoch());
    assertThat(next.sure()).isTrue();
    assertThat(one.turn(false)).isEmpty();
    assertThat(told).containsExactly("one lost it");
    assertThat(one.turn(false)).as("as any other").isEmpty();
    assertThat(seat().host()).isEqualTo("two");
  }

  @Test
  void whoRenewsLateKeepsItWhereNoOtherAsked() {
    SeatTenure tenure = one.turn(false).orElseThrow();
    passed.addAndGet(Duration.ofMinutes(5).toNanos());
    TestSeat.expire(db.database(), seat().epoch());

    assertThat(one.turn(false)).isEmpty();

    assertThat(tenure.sure()).isTrue();
    assertThat(two.turn(false)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsHandedOverIsTakenAtOnce() {
    SeatTenure former = one.turn(false).orElseThrow();

    one.close();

    assertThat(two.turn(false))
        .map(SeatTenure::epoch)
        .hasValueSatisfying(epoch -> assertThat(epoch).isGreaterThan(former.epoch()));
    assertThat(told).isEmpty();
  }

  @Test
  void whoHasResignedAsksNoMoreAndSeesWhoHasIt() {
    SeatTenure _ = one.turn(false).orElseThrow();
    one.resign();
    assertThat(one.turn(false)).isEmpty();
    assertThat(one.held()).isFalse();

    SeatTenure _ = two.turn(false).orElseThrow();
    assertThat(one.turn(false)).isEmpty();
    assertThat(one.held()).isTrue();
  }

  @Test
  void whoWithdrawsAsksAgainAfterAWhile() {
    one.withdraw(one.turn(false).orElseThrow());
    assertThat(one.turn(false)).isEmpty();

    passed.addAndGet(Duration.ofSeconds(5).toNanos());

    assertThat(one.turn(false)).isPresent();
  }

  @Test
  void anOlderServerDoesNotTakeWhatANewerOneLeft() {
    SeatElection newer = election("newer", 6);
    SeatTenure _ = newer.turn(false).orElseThrow();
    newer.close();

    assertThat(one.turn(false)).isEmpty();
    assertThat(one.turn(true)).isEmpty();
    SeatElection again = election("again", 6);
    assertThat(again.turn(false)).isPresent();
    again.halt();
    TestSeat.put(db.database(), new EngineSeat(null, "", seat().epoch() + 1, Instant.EPOCH, 5));
  }

  @Test
  void whoIsStartedAgainHasItsSeatAtOnce() {
    SeatTenure former = one.turn(false).orElseThrow();
    one.halt();
    SeatElection again = election("one", 5);

    assertThat(again.turn(false)).as("unless it runs").isEmpty();
    assertThat(again.turn(true)).map(SeatTenure::epoch).contains(former.epoch() + 1);
    again.halt();
  }
}
