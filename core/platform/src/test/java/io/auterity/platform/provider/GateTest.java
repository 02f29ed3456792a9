package io.auterity.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateTest {

  private final Gate gate = new Gate();

  @Test
  void letsNobodyInOnceItIsShut() {
    assertThat(gate.enter()).isTrue();
    gate.shut();

    assertThat(gate.enter()).isFalse();
  }

  @Test
  void isEmptyWhenTheLastOneHasLeft() {
    gate.enter();
    gate.enterAgain();
    gate.leave();
    assertThat(gate.awaitEmpty(Duration.ZERO)).isFalse();

    gate.leave();
    assertThat(gate.awaitEmpty(Duration.ZERO)).isTrue();
  }

  @Test
  void cancelsTheCallsThatAreInside() {
    Cancellation inside = new Cancellation();
    Cancellation gone = new Cancellation();
    gate.begun(inside);
    gate.begun(gone);
    gate.ended(gone);

    assertThat(gate.cancelAll()).isEqualTo(1);
    assertThat(inside.cancelled()).isTrue();
    assertThat(gone.cancelled()).isFalse();
  }

  @Test
  void cancelsACallThatBeginsAfterAllWereCancelled() {
    gate.cancelAll();
    Cancellation late = new Cancellation();

    gate.begun(late);

    assertThat(late.cancelled()).isTrue();
  }
}
