package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WatcherSeatsTest {

  private final TenantScope one = TenantScope.authenticated(new UUID(0, 1));
  private final TenantScope other = TenantScope.authenticated(new UUID(0, 2));
  private final WatcherSeats seats = new WatcherSeats(3, 2);

  @Test
  void noTenantTakesAllAndAllTakeNoMoreThanThereAre() {
    assertThat(seats.take(one)).isTrue();
    assertThat(seats.take(one)).isTrue();
    assertThat(seats.take(one)).isFalse();
    assertThat(seats.take(other)).isTrue();
    assertThat(seats.take(other)).isFalse();
  }

  @Test
  void aSeatThatWasLeftIsTakenAgain() {
    seats.take(one);
    seats.take(one);
    seats.leave(one);

    assertThat(seats.take(one)).isTrue();
    assertThat(seats.take(one)).isFalse();
  }
}
