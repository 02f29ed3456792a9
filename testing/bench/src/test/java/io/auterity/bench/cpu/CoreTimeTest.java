package io.auterity.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.bench.figures.VoidRunException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreTimeTest {

  private static final List<String> LINES =
      List.of(
          "cpu  200 0 100 1400 20 10 10 0 0 0",
          "cpu0 100 0 50 800 10 10 10 20 7 0",
          "cpu1 100 0 50 600 10 0 0 0 0 0",
          "intr 1 2");

  @Test
  void countsIdleAndWaitingAsNotBusyAndGuestsOnce() {
    assertThat(CoreTime.parse(0, LINES)).isEqualTo(new CoreTime(190, 1000));
  }

  @Test
  void tellsTheBusyShareBetweenTwoLooks() {
    assertThat(new CoreTime(280, 1100).busySince(new CoreTime(190, 1000))).isEqualTo(0.9);
    assertThat(new CoreTime(190, 1000).busySince(new CoreTime(190, 1000))).isZero();
  }

  @Test
  void refusesACoreThatIsNotThere() {
    assertThatThrownBy(() -> CoreTime.parse(2, LINES)).isInstanceOf(VoidRunException.class);
  }
}
