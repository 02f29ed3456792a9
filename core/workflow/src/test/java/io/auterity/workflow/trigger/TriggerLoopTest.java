package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.database.TestDatabase;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class TriggerLoopTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TriggerHouse house = new TriggerHouse(db);

  @Test
  void whereNoRunsAreCarriedNothingIsClaimed() {
    TriggerRow events = house.onEvent(null);
    house.onPoll(true);
    house.receive(house.event(1));
    house.open = false;

    try (TriggerLoop loop = new TriggerLoop(house.parts)) {
      loop.run();
      while (house.looks.get() < 2) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    assertThat(house.starts(events)).allMatch(start -> start.attempts() == 0).hasSize(1);
    assertThat(house.asked).isEmpty();
  }

  @Test
  void whereTheyAreWhatIsNotedBeginsAtOnce() throws InterruptedException {
    house.onEvent(null);
    CountDownLatch begun = new CountDownLatch(1);
    house.afterSubmit = begun::countDown;

    try (TriggerLoop loop = new TriggerLoop(house.parts)) {
      loop.run();
      house.receive(house.event(1));
      loop.noted();
      begun.await();
    }

    assertThat(house.titles()).containsExactly("t1");
  }
}
