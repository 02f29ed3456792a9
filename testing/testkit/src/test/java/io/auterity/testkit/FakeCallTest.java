package io.auterity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest;
import io.auterity.testkit.contract.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeCallTest {

  private final FakeCall call =
      FakeCall.of(
          "text.pii.mask",
          new FakeProvider("p", PluginManifest.builder("p", "1.0.0", "P", "P").build()));

  @Test
  void waitingAdvancesItsClockAndTakesFromItsTime() {
    Instant before = call.time().instant();

    call.pause(Duration.ofSeconds(20));

    assertThat(call.time().instant()).isEqualTo(before.plusSeconds(20));
    assertThat(call.remaining()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void waitingEndsAtTheDeadline() {
    Failures.expect(FailureCode.TIMEOUT, () -> call.pause(Duration.ofSeconds(90)));

    assertThat(call.remaining()).isZero();
    assertThat(call.cancelled()).isTrue();
  }

  @Test
  void tellsOfItsCancellationOnce() {
    List<String> told = new ArrayList<>();
    call.onCancel(() -> told.add("before"));

    call.cancel();
    call.cancel();
    call.onCancel(() -> told.add("after"));

    assertThat(told).containsExactly("before", "after");
    Failures.expect(FailureCode.CANCELLED, () -> call.pause(Duration.ofMillis(1)));
  }

  @Test
  void sumsWhatWasMetered() {
    call.meter("tokens", 2);
    call.meter("tokens", 3);

    assertThat(call.metered()).containsEntry("tokens", 5L);
  }
}
