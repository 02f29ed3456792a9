package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimersTest {

  private final ManualTime time = new ManualTime();
  private final SystemTimers timers = new SystemTimers(time);

  @AfterEach
  void close() {
    timers.close();
  }

  @Test
  void runsWhatIsFarOffOnceItsTimeHasCome() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    timers.set(in(Duration.ofMinutes(5)), ran::countDown);

    time.advance(Duration.ofMinutes(5));

    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsWhatIsDueAtOnce() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);

    timers.set(in(Duration.ofMillis(1)), ran::countDown);

    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void leavesOutWhatWasCancelled() throws InterruptedException {
    AtomicBoolean cancelled = new AtomicBoolean();
    CountDownLatch later = new CountDownLatch(1);
    CallTimers.Timer timer = timers.set(in(Duration.ofMinutes(1)), () -> cancelled.set(true));
    timers.set(in(Duration.ofMinutes(2)), later::countDown);

    timer.cancel();
    time.advance(Duration.ofMinutes(2));

    assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(cancelled).isFalse();
  }

  @Test
  void goesOnAfterAnErrorOfTheProcess() throws InterruptedException {
    AtomicBoolean failing = new AtomicBoolean();
    CountDownLatch failed = new CountDownLatch(1);
    Time clock =
        new Time() {
          @Override
          public Instant now() {
            return time.now();
          }

          @Override
          public long nanos() {
            if (failing.getAndSet(false)) {
              failed.countDown();
              throw new OutOfMemoryError("for a moment");
            }
            return time.nanos();
          }
        };
    CountDownLatch ran = new CountDownLatch(1);
    try (SystemTimers some = new SystemTimers(clock)) {
      some.set(in(Duration.ofMinutes(5)), ran::countDown);
      failing.set(true);
      assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();

      time.advance(Duration.ofMinutes(5));

      assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private long in(Duration left) {
    return time.nanos() + left.toNanos();
  }
}
