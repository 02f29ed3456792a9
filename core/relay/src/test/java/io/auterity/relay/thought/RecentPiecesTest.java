package io.auterity.relay.thought;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentPiecesTest {

  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final int SIZE = 100 + RecentPieces.OVERHEAD;

  private final ManualTime time = new ManualTime();
  private final RecentPieces pieces =
      new RecentPieces(4L * SIZE, 2L * SIZE, Duration.ofHours(1), time);

  private void keep(UUID tenant, int id) {
    pieces.keep(tenant, new UUID(1, id), new byte[100]);
  }

  private boolean has(UUID tenant, int id) {
    return pieces.find(tenant, new UUID(1, id)) != null;
  }

  @Test
  void areFoundByTheirTenantAlone() {
    keep(A, 1);

    assertThat(has(A, 1)).isTrue();
    assertThat(has(B, 1)).isFalse();
    assertThat(pieces.isEmpty(B)).isTrue();
  }

  @Test
  void whatATenantUsedLongestAgoGoesFirst() {
    keep(A, 1);
    keep(A, 2);
    assertThat(has(A, 1)).isTrue();
    keep(A, 3);

    assertThat(has(A, 1)).isTrue();
    assertThat(has(A, 2)).isFalse();
    assertThat(has(A, 3)).isTrue();
    assertThat(pieces.bytes()).isEqualTo(2L * SIZE);
  }

  @Test
  void whoHasTheMostGivesWayWhereAllHaveTooMuch() {
    RecentPieces shared = new RecentPieces(3L * SIZE, 2L * SIZE, Duration.ofHours(1), time);
    shared.keep(A, new UUID(1, 1), new byte[100]);
    shared.keep(A, new UUID(1, 2), new byte[100]);
    shared.keep(B, new UUID(1, 1), new byte[100]);
    shared.keep(B, new UUID(1, 2), new byte[100]);

    assertThat(shared.bytes()).isEqualTo(3L * SIZE);
    assertThat(shared.find(B, new UUID(1, 2))).isNotNull();
  }

  @Test
  void areKeptOnceAndForgottenUnused() {
    keep(A, 1);
    keep(A, 1);
    assertThat(pieces.bytes()).isEqualTo(SIZE);
    time.advance(Duration.ofMinutes(50));
    assertThat(has(A, 1)).isTrue();
    time.advance(Duration.ofMinutes(50));
    assertThat(has(A, 1)).isTrue();

    time.advance(Duration.ofMinutes(61));

    assertThat(has(A, 1)).isFalse();
    keep(A, 2);
    assertThat(pieces.bytes()).isEqualTo(SIZE);
  }

  @Test
  void whatIsLargerThanAllRoomIsNotKept() {
    pieces.keep(A, new UUID(1, 1), new byte[3 * SIZE]);

    assertThat(has(A, 1)).isFalse();
    assertThat(pieces.bytes()).isZero();
    assertThat(pieces.isEmpty(A)).isTrue();
  }
}
