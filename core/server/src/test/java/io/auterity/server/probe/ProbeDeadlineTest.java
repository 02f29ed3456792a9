package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.Time;
import io.auterity.platform.transport.CallerDisconnect;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProbeDeadlineTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final ProbeDeadline deadline =
      new ProbeDeadline(
          new Time() {
            @Override
            public Instant now() {
              return Instant.EPOCH;
            }

            @Override
            public long nanos() {
              return nanos.get();
            }
          },
          new CallerDisconnect());

  @Test
  void whatOnePartTookIsTakenFromTheNext() {
    Duration usual = Duration.ofSeconds(5);
    assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(30));
    assertThat(deadline.left(usual)).isEqualTo(usual);

    pass(Duration.ofSeconds(27));
    assertThat(deadline.left(usual)).isEqualTo(Duration.ofSeconds(3));

    pass(Duration.ofSeconds(10));
    assertThat(deadline.left(usual)).isZero();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
