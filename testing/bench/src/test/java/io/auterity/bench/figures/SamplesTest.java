package io.auterity.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples samples =
      new Samples(LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000).toArray());

  @Test
  void tellsTheValueThatAShareDoesNotExceed() {
    assertThat(samples.micros(0.5)).isEqualTo(50);
    assertThat(samples.micros(0.99)).isEqualTo(99);
    assertThat(samples.micros(1)).isEqualTo(100);
    assertThat(samples.micros(0)).isEqualTo(1);
  }

  @Test
  void canBeLookedAtTogether() {
    assertThat(samples.and(new Samples(new long[100])).micros(0.5)).isZero();
    assertThat(samples.and(new Samples(new long[100])).micros(0.51)).isEqualTo(2);
  }

  @Test
  void noneMakeTheRunVoid() {
    assertThatExceptionOfType(VoidRunException.class).isThrownBy(() -> new Samples(new long[0]));
  }
}
