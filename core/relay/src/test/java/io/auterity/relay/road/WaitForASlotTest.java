package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.CallFailedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Calls for which every slot is taken. */
class WaitForASlotTest extends RoadFixture {

  @Test
  void waitsForASlotWhenThatIsAllThatIsMissing() throws Exception {
    road.providers.add(Fleet.withSlots(ai("gpt"), 1));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          inside.countDown();
          await(release);
          return ANSWER;
        },
        answers(ANSWER));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> first = threads.submit(road::classify);
      inside.await();
      Future<Outcome> second = threads.submit(road::classify);
      release.countDown();

      assertThat(first.get()).isInstanceOf(Outcome.Succeeded.class);
      assertThat(second.get()).isInstanceOf(Outcome.Succeeded.class);
    }
  }

  @Test
  void doesNotWaitOnForAProviderWhoseBreakerOpensMeanwhile() throws Exception {
    road.providers.add(Fleet.withSlots(ai("gpt"), 1));
    road.route("r", "{'retry': {'max': 0}}");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    road.providers.does(
        "gpt",
        fails(DOWN),
        fails(DOWN),
        (input, attempt) -> {
          inside.countDown();
          await(release);
          throw new CallFailedException(DOWN);
        });
    road.classify();
    road.classify();
    FutureTask<Outcome> second = new FutureTask<>(road::classify);

    Thread first = Thread.startVirtualThread(road::classify);
    inside.await();
    Thread waiting = Thread.ofPlatform().start(second);
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      LockSupport.parkNanos(1_000_000);
    }
    release.countDown();

    assertThat(refusal(second.get()).message()).contains("its breaker of this operation is open");
    first.join();
  }
}
