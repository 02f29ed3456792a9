package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "400, INVALID", "401, UNAUTHENTICATED", "403, FORBIDDEN", "404, NOT_FOUND", "409, CONFLICT",
    "413, TOO_LARGE", "422, INVALID", "429, RATE_LIMITED", "500, UNAVAILABLE", "501, UNSUPPORTED",
    "503, UNAVAILABLE", "504, TIMEOUT", "524, TIMEOUT", "529, UNAVAILABLE", "302, UNAVAILABLE",
  })
  void aStatusHasACode(int status, FailureCode code) {
    assertThat(FailureCode.ofStatus(status)).isEqualTo(code);
  }
}
