package io.auterity.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoadTest {

  private final Load load = new Load(2, 100);

  @Test
  void hasSoManyPlaces() {
    assertThat(load.enter()).isTrue();
    assertThat(load.enter()).isTrue();
    assertThat(load.enter()).isFalse();
    assertThat(load.requests()).isEqualTo(2);

    load.leave();

    assertThat(load.enter()).isTrue();
  }

  @Test
  void holdsSoManyBytes() {
    assertThat(load.hold(60)).isTrue();
    assertThat(load.hold(41)).isFalse();
    assertThat(load.hold(40)).isTrue();

    load.release(60);

    assertThat(load.hold(60)).isTrue();
  }

  @Test
  void knowsWhenAllHaveLeft() {
    assertThat(load.enter()).isTrue();
    assertThat(load.awaitEnd(Duration.ZERO)).isFalse();

    CompletableFuture<Boolean> ended =
        CompletableFuture.supplyAsync(() -> load.awaitEnd(Duration.ofSeconds(10)));
    load.leave();

    assertThat(ended.join()).isTrue();
    assertThat(load.requests()).isZero();
  }
}
