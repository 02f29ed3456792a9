package io.auterity.gateway.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.door.WholeAnswer;
import org.junit.jupiter.api.Test;

class GatewayHealthTest {

  private final GatewayHealth health = new GatewayHealth(() -> true);

  @Test
  void isNotReadyOnceItDrainsButLives() {
    assertThat(health.answer("/health/ready").map(WholeAnswer::status)).hasValue(200);

    health.drain();

    assertThat(health.answer("/health/ready").map(WholeAnswer::status)).hasValue(503);
    assertThat(health.answer("/health/live").map(WholeAnswer::status)).hasValue(200);
  }

  @Test
  void answersAtItsOwnPathsOnly() {
    assertThat(health.answer("/health")).isEmpty();
    assertThat(health.answer("/v1/models")).isEmpty();
  }
}
