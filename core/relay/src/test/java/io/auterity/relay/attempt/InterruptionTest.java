package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  private final Interruption interruption = new Interruption();
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void leaveNoInterruptBehind() {
    Thread.interrupted();
  }

  @Test
  void whoIsInsideIsInterruptedUntilHeLeaves() {
    interruption.enter();

    interruption.cancel();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    interruption.leave();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whoComesInLaterIsInterruptedThen() {
    interruption.cancel();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();

    interruption.enter();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void whoHasLeftIsNotInterrupted() {
    interruption.enter();
    interruption.leave();

    interruption.cancel();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anInterruptFromElsewhereStays() {
    interruption.enter();
    Thread.currentThread().interrupt();
    interruption.leave();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void theConnectorIsToldOnceAndAtOnceWhenItAsksTooLate() {
    interruption.onCancel(() -> told.add("early"));
    assertThat(interruption.cancelled()).isFalse();
    assertThat(told).isEmpty();

    interruption.cancel();
    interruption.cancel();
    interruption.onCancel(() -> told.add("late"));

    assertThat(interruption.cancelled()).isTrue();
    assertThat(told).containsExactly("early", "late");
  }
}
