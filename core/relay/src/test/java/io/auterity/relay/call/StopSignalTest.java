package io.auterity.relay.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopSignalTest {

  private final StopSignal stop = new StopSignal();
  private final List<String> told = new ArrayList<>();

  @AfterEach
  void leaveNoInterruptBehind() {
    Thread.interrupted();
  }

  @Test
  void whoIsInsideIsInterruptedUntilHeLeaves() {
    stop.enter();

    stop.callerGone();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();

    stop.leave();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void whoComesInLaterIsInterruptedThen() {
    stop.callerGone();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();

    stop.enter();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void whoHasLeftIsNotInterrupted() {
    stop.enter();
    stop.leave();

    stop.callerGone();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void anInterruptFromElsewhereStays() {
    stop.enter();
    Thread.currentThread().interrupt();
    stop.leave();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void whoListensIsToldOnceAndAtOnceWhenHeComesTooLate() {
    stop.onStop(() -> told.add("early"));
    assertThat(stop.asked()).isFalse();
    assertThat(told).isEmpty();

    stop.callerGone();
    stop.callerGone();
    stop.onStop(() -> told.add("late"));

    assertThat(stop.asked()).isTrue();
    assertThat(told).containsExactly("early", "late");
  }

  @Test
  void whoHasLeftIsNotTold() {
    stop.onStop(() -> told.add("left")).leave();

    stop.timeIsOver();

    assertThat(told).isEmpty();
  }

  @Test
  void aCallerWhoGoesLaterCountsMoreThanTime() {
    stop.timeIsOver();
    assertThat(stop.onlyLate()).isTrue();
    assertThat(stop.gone()).isFalse();

    stop.callerGone();

    assertThat(stop.onlyLate()).isFalse();
    assertThat(stop.gone()).isTrue();
  }
}
