package io.auterity.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimersBenchTest {

  private final TimersBench bench = new TimersBench();

  @Test
  void takesHowManySleepAndHowManyWake() {
    assertThat(bench.with(List.of("--sleepers", "1000000", "--timers", "10"))).isNotSameAs(bench);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "", "many", "2099", "1e6", "999999999"})
  void refusesWhatIsNoNumberOrTooFew(String sleepers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.with(List.of("--sleepers", sleepers)))
        .withMessageContaining("2100");
  }

  @Test
  void refusesAnOptionThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bench.with(List.of("--naps", "1")))
        .withMessageContaining("--naps");
    assertThatIllegalArgumentException().isThrownBy(() -> bench.with(List.of("--timers")));
  }
}
