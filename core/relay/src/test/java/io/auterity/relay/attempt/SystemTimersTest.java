package io.auterity.relay.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.ManualTime;
import java.time.Duration;
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

  private long in(Duration left) {
    return time.nanos() + left.toNanos();
  }
}
