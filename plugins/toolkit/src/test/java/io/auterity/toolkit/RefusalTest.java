package io.auterity.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import org.junit.jupiter.api.Test;

class RefusalTest {

  @Test
  void saysOfTheFieldWhichRuleItBreaks() {
    Failure failure = Refusal.invalid("title", "must not be empty").failure();

    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.message()).isEqualTo("title must not be empty");
    assertThat(failure.fields()).containsOnly(entry("title", "must not be empty"));
  }

  @Test
  void saysOfTheFieldWhatIsMissing() {
    Failure failure =
        Refusal.of(FailureCode.NOT_FOUND, "issue", "there is no issue debts-9").failure();

    assertThat(failure.message()).isEqualTo("there is no issue debts-9");
    assertThat(failure.fields()).containsOnly(entry("issue", "there is no issue debts-9"));
  }
}
