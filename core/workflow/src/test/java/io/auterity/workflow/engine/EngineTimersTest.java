package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EngineTimersTest {

  @Test
  void anActionComesWhenItsTimeHasPassed() throws InterruptedException {
    CountDownLatch came = new CountDownLatch(1);
    try (EngineTimers timers = EngineTimers.system()) {
      timers.after(Duration.ofMillis(1), came::countDown);

      assertThat(came.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  // What an owner's turn gets as an exception here, its run would fail by.
  @Test
  void whatIsAskedOfClosedTimersIsNotRefusedAndDoesNotCome() {
    EngineTimers timers = EngineTimers.system();
    AtomicBoolean came = new AtomicBoolean();
    timers.after(Duration.ofDays(1), () -> came.set(true));
    timers.close();

    assertThatCode(() -> timers.after(Duration.ZERO, () -> came.set(true)))
        .doesNotThrowAnyException();
    assertThat(came).isFalse();
  }
}
