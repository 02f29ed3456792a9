package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTimersTest {

  private final EventLoops loops = EventLoops.start(1);
  private final EventLoop loop = loops.next();
  private final AtomicLong now = new AtomicLong();
  private final LoopTimers timers = new LoopTimers(loops.vertx(), now::get);
  private final List<String> ran = new ArrayList<>();
  private final CountDownLatch last = new CountDownLatch(1);

  @AfterEach
  void stop() {
    loops.close();
  }

  @Test
  void runsWhatIsFarOffOnceItsTimeHasCome() throws InterruptedException {
    loop.run(
        () -> {
          timers.set(Duration.ofMinutes(2), () -> ran.add("later"));
          timers.set(Duration.ofMinutes(1), last::countDown);
          now.set(Duration.ofMinutes(1).toNanos());
        });

    assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isEmpty();
  }

  @Test
  void oneThatFailsTakesNoOtherAlong() throws InterruptedException {
    loop.run(
        () -> {
          timers.set(
              Duration.ofMinutes(1),
              () -> {
                throw new IllegalStateException("this one fails");
              });
          timers.set(Duration.ofMinutes(1), () -> ran.add("beside"));
          timers.set(Duration.ofMinutes(2), last::countDown);
          now.set(Duration.ofMinutes(1).toNanos());
          loop.after(Duration.ofMillis(100), () -> now.set(Duration.ofMinutes(2).toNanos()));
        });

    assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).containsExactly("beside");
  }

  @Test
  void leavesOutWhatWasCancelled() throws InterruptedException {
    loop.run(
        () -> {
          timers.set(Duration.ofMillis(1), () -> ran.add("near")).cancel();
          timers.set(Duration.ofMinutes(1), () -> ran.add("far")).cancel();
          timers.set(Duration.ofMinutes(1), last::countDown);
          now.set(Duration.ofMinutes(1).toNanos());
        });

    assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).isEmpty();
  }
}
