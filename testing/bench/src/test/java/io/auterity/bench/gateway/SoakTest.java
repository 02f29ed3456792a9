package io.auterity.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoakTest {

  @Test
  void growthIsTheSlopeOfTheLineThroughAllValues() {
    assertThat(Soak.slope(List.of(10.0, 12.0, 14.0, 16.0))).isEqualTo(2);
    assertThat(Soak.slope(List.of(10.0, 30.0, 10.0))).isZero();
    assertThat(Soak.slope(List.of(10.0))).isZero();
  }
}
