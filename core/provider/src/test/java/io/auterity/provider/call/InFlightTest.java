package io.auterity.provider.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.call.InFlight.Drained;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight inFlight = new InFlight();

  @Test
  void letsNobodyInOnceItDrains() {
    assertThat(inFlight.enter()).isTrue();
    drain();

    assertThat(inFlight.enter()).isFalse();
  }

  @Test
  void isEmptyWhenTheLastOneHasLeft() {
    inFlight.enter();
    inFlight.enterAgain();
    inFlight.leave();
    assertThat(drain().empty()).isFalse();

    inFlight.leave();
    assertThat(drain().empty()).isTrue();
  }

  @Test
  void cancelsNoneWhenAllHaveLeftBeforeTheDeadline() {
    Cancellation call = new Cancellation();
    inFlight.begun(call);

    assertThat(drain()).isEqualTo(new Drained(0, true));
    assertThat(call.cancelled()).isFalse();
  }

  @Test
  void cancelsTheCallsThatAreInsideAtTheDeadline() {
    Cancellation inside = new Cancellation();
    Cancellation gone = new Cancellation();
    inFlight.enter();
    inFlight.begun(inside);
    inFlight.begun(gone);
    inFlight.ended(gone);

    assertThat(drain()).isEqualTo(new Drained(1, false));
    assertThat(inside.cut()).isTrue();
    assertThat(gone.cancelled()).isFalse();
  }

  @Test
  void isEmptyWhenACancelledCallLeavesInTime() {
    Cancellation call = new Cancellation();
    inFlight.enter();
    inFlight.begun(call);
    call.onCancel(inFlight::leave);

    assertThat(drain()).isEqualTo(new Drained(1, true));
  }

  @Test
  void cancelsACallThatBeginsAfterAllWereCancelled() {
    inFlight.enter();
    drain();
    Cancellation late = new Cancellation();

    inFlight.begun(late);

    assertThat(late.cut()).isTrue();
  }

  private Drained drain() {
    return inFlight.drain(Duration.ZERO, Duration.ZERO);
  }
}
