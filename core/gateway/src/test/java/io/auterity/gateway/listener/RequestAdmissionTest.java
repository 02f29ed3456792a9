package io.auterity.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.bound.MemoryPool;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestAdmissionTest {

  private final RequestAdmission all = new RequestAdmission(4, new MemoryPool(200));
  private final RequestAdmission.Share load = all.of(new UUID(0, 1));

  @Test
  void hasSoManyPlaces() {
    assertThat(load.enter()).isTrue();
    assertThat(load.enter()).isTrue();
    assertThat(load.enter()).isFalse();
    assertThat(all.requests()).isEqualTo(2);

    load.leave();

    assertThat(load.enter()).isTrue();
  }

  @Test
  void whatOneTenantHasNotIsLeftToOthers() {
    assertThat(load.enter()).isTrue();
    assertThat(load.enter()).isTrue();
    assertThat(load.claim().reserveNow(100)).isTrue();

    RequestAdmission.Share other = all.of(new UUID(0, 2));

    assertThat(other.enter()).isTrue();
    assertThat(other.claim().reserveNow(50)).isTrue();
    assertThat(load.claim().reserveNow(1)).isFalse();
    assertThat(load.enter()).isFalse();
  }

  @Test
  void strangersTakeNoPlaceOfACaller() {
    while (all.lookUp()) {
      // All there are.
    }

    assertThat(load.enter()).isTrue();
    all.lookedUp();
    assertThat(all.lookUp()).isTrue();
  }

  @Test
  void knowsWhenAllHaveLeft() {
    assertThat(load.enter()).isTrue();
    assertThat(all.awaitEnd(Duration.ZERO)).isFalse();

    CompletableFuture<Boolean> ended =
        CompletableFuture.supplyAsync(() -> all.awaitEnd(Duration.ofSeconds(10)));
    load.leave();

    assertThat(ended.join()).isTrue();
    assertThat(all.requests()).isZero();
  }
}
