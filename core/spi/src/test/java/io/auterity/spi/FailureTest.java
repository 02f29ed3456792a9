package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {

  @ParameterizedTest
  @EnumSource
  void hadAnEffectOnlyPerhapsAndOnlyWhenItIsInDoubt(FailureCode code) {
    Applied expected = code.wire().equals("in_doubt") ? Applied.UNKNOWN : Applied.NO;

    assertThat(Failure.of(code, "m").applied()).isEqualTo(expected);
    assertThat(new CallFailedException(code, "m").failure().applied()).isEqualTo(expected);
    assertThat(Failure.of(code, "m").withApplied(Applied.NO).applied()).isEqualTo(Applied.NO);
  }
}
