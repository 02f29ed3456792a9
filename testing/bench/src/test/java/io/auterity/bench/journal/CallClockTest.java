package io.auterity.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation.Parent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallClockTest {

  @Test
  void tellsCallsOfItsStepAloneInTheirOrder() {
    CallClock clock = new CallClock("next");
    long before = System.nanoTime();

    clock.accept(new Parent(new UUID(1, 1), "again[1].other", 0));
    clock.accept(new Parent(new UUID(1, 1), "again[1].next", 0));
    long between = System.nanoTime();
    clock.accept(new Parent(new UUID(1, 1), "next", 0));

    assertThat(clock.next() - before).isBetween(0L, between - before);
    assertThat(clock.next() - between).isNotNegative();
  }
}
