package io.auterity.workflow.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineSeatTest {

  private static final Instant NOW = new ManualTime().now();
  private static final SeatCandidate ONE = new SeatCandidate(new UUID(0, 1), "one", 5);
  private static final SeatCandidate TWO = new SeatCandidate(new UUID(0, 2), "two", 5);
  private static final EngineSeat VACANT = new EngineSeat(null, "", 3, NOW, 5);

  private static final EngineSeat HELD = VACANT.acquired(ONE, NOW, false).orElseThrow();

  private static Instant after(long seconds) {
    return NOW.plusSeconds(seconds);
  }

  @Test
  void aVacantSeatIsTakenForTheTimeOfALease() {
    assertThat(HELD).isEqualTo(new EngineSeat(ONE.server(), "one", 4, after(3), 5));
    assertThat(HELD.held(after(2))).isTrue();
    assertThat(HELD.held(after(3))).isFalse();
  }

  @Test
  void whatIsHeldIsTakenByAnotherOnlyOnceItsTimeIsOver() {
    assertThat(HELD.acquired(TWO, after(2), false)).isEmpty();

    assertThat(HELD.acquired(TWO, after(3), false))
        .contains(new EngineSeat(TWO.server(), "two", 5, after(6), 5));
  }

  @Test
  void whoRenewsKeepsIt() {
    EngineSeat renewed = HELD.renewed(4, after(2)).orElseThrow();

    assertThat(renewed.epoch()).isEqualTo(4);
    assertThat(renewed.acquired(TWO, after(4), false)).isEmpty();
    assertThat(renewed.acquired(TWO, after(5), false)).isPresent();
  }

  @Test
  void whoRenewsLateHasItStillWhereNoOtherTookIt() {
    assertThat(HELD.renewed(4, after(60))).map(EngineSeat::until).contains(after(63));
  }

  @Test
  void whoComesBackAfterAnotherTookItHasLostIt() {
    EngineSeat others = HELD.acquired(TWO, after(10), false).orElseThrow();

    assertThat(others.renewed(4, after(11))).isEmpty();
    assertThat(others.released(4, after(11))).isEmpty();
    assertThat(others.acquired(ONE, after(11), false)).isEmpty();
  }

  @Test
  void whatIsHandedOverIsFreeAtOnceAndUnderAnotherEpoch() {
    EngineSeat free = HELD.released(4, after(1)).orElseThrow();

    assertThat(free.held(after(1))).isFalse();
    assertThat(free.epoch()).isEqualTo(5);
    assertThat(free.renewed(4, after(1))).isEmpty();
    assertThat(free.renewed(5, after(1))).as("of no server").isEmpty();
    assertThat(free.acquired(TWO, after(1), false)).map(EngineSeat::epoch).contains(6L);
  }

  @Test
  void anOlderServerDoesNotTakeItAndANewerOneDoes() {
    EngineSeat free = HELD.released(4, after(1)).orElseThrow();

    assertThat(free.acquired(new SeatCandidate(TWO.server(), "two", 4), after(99), false))
        .isEmpty();
    assertThat(free.acquired(new SeatCandidate(TWO.server(), "two", 6), after(99), false))
        .map(EngineSeat::version)
        .contains(6);
  }

  @Test
  void whoIsStartedAgainTakesItsOwnSeatAtOnceUnderAnotherEpoch() {
    assertThat(HELD.acquired(ONE, after(1), true)).map(EngineSeat::epoch).contains(5L);
    assertThat(HELD.acquired(ONE, after(1), false)).isEmpty();
    assertThat(HELD.acquired(TWO, after(1), true)).isEmpty();
  }

  /** A server, which now and then stands still for long. */
  private static final class Server {

    final SeatCandidate self;
    @Nullable SeatTenure tenure;
    long stillUntil;

    Server(SeatCandidate self) {
      this.self = self;
    }
  }

  // Whatever they do, no two servers are sure of the seat at one time.
  @Test
  void notTwoAreSureOfItAtATime() {
    Random random = new Random(7);
    ManualTime time = new ManualTime();
    List<Server> servers = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      servers.add(new Server(new SeatCandidate(new UUID(0, i), "s" + i, 5)));
    }
    EngineSeat seat = VACANT;
    int changes = 0;

    for (int step = 0; step < 20_000; step++) {
      time.advance(Duration.ofMillis(random.nextInt(500)));
      Server server = servers.get(random.nextInt(servers.size()));
      if (time.nanos() < server.stillUntil) {
        continue;
      }
      EngineSeat next = turn(server, seat, time, random.nextInt(200) == 0);
      changes += next.epoch() == seat.epoch() ? 0 : 1;
      seat = next;
      if (random.nextInt(40) == 0) {
        server.stillUntil = time.nanos() + Duration.ofSeconds(random.nextInt(20)).toNanos();
      }
      assertThat(servers.stream().filter(s -> s.tenure != null && s.tenure.sure()).count())
          .isLessThanOrEqualTo(1);
    }
    assertThat(changes).isGreaterThan(100);
  }

  private static EngineSeat turn(Server server, EngineSeat seat, ManualTime time, boolean giving) {
    SeatTenure own = server.tenure;
    if (own == null) {
      Optional<EngineSeat> taken = seat.acquired(server.self, time.now(), false);
      taken.ifPresent(
          got -> server.tenure = new SeatTenure(got.epoch(), time, time.nanos(), false));
      return taken.orElse(seat);
    }
    Optional<EngineSeat> kept =
        giving ? seat.released(own.epoch(), time.now()) : seat.renewed(own.epoch(), time.now());
    if (giving || kept.isEmpty()) {
      server.tenure = null;
    } else {
      own.renewed(time.nanos());
    }
    return kept.orElse(seat);
  }
}
