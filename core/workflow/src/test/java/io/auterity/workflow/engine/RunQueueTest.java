package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.workflow.engine.RunQueue.Queued;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunQueueTest {

  private final RunQueue queue = new RunQueue(100);

  private static Queued run(int tenant, int number) {
    return new Queued(new UUID(tenant, number), tenant(tenant));
  }

  private static UUID tenant(int tenant) {
    return new UUID(9, tenant);
  }

  private List<Queued> admitted() {
    List<Queued> all = new ArrayList<>();
    for (Queued next = queue.admit(); next != null; next = queue.admit()) {
      all.add(next);
    }
    return all;
  }

  @Test
  void tenantsTakeTurns() {
    for (int number = 0; number < 3; number++) {
      queue.add(run(1, number));
    }
    queue.add(run(2, 0));

    assertThat(admitted()).containsExactly(run(1, 0), run(2, 0), run(1, 1), run(1, 2));
    assertThat(queue.size()).isZero();
  }

  @Test
  void newRunsAndThoseThatGoOnTakeTurns() {
    for (int number = 0; number < 3; number++) {
      queue.add(run(1, number));
    }
    queue.addNew(run(1, 8));
    queue.addNew(run(1, 9));

    assertThat(queue.fresh()).isEqualTo(2);
    assertThat(queue.following(10)).hasSize(5);
    assertThat(queue.following(1)).hasSize(1);
    assertThat(admitted()).containsExactly(run(1, 8), run(1, 0), run(1, 9), run(1, 1), run(1, 2));
    assertThat(queue.fresh()).isZero();
  }

  @Test
  void aRunWaitsOnce() {
    queue.add(run(1, 0));
    queue.add(run(1, 0));

    assertThat(admitted()).containsExactly(run(1, 0));
  }

  @Test
  void noMoreAreAdmittedThanThereIsRoomFor() {
    for (int number = 0; number < 150; number++) {
      queue.add(run(1, number));
    }

    assertThat(admitted()).hasSize(100);
    assertThat(queue.take(tenant(2))).isFalse();
    queue.give(tenant(1));
    assertThat(admitted()).containsExactly(run(1, 100));
  }

  @Test
  void aTenantWithHalfOfTheRoomGetsNoMoreWhileAnotherWaits() {
    for (int number = 0; number < 60; number++) {
      assertThat(queue.take(tenant(1))).isTrue();
    }
    for (int number = 0; number < 50; number++) {
      queue.add(run(1, number));
      queue.add(run(2, number));
    }

    assertThat(queue.take(tenant(1))).isFalse();
    assertThat(admitted()).hasSize(40).allMatch(run -> run.tenant().equals(tenant(2)));
    queue.give(tenant(1));
    assertThat(admitted()).containsExactly(run(2, 40));
    for (int number = 0; number < 20; number++) {
      queue.give(tenant(1));
    }
    assertThat(admitted())
        .hasSize(20)
        .filteredOn(run -> run.tenant().equals(tenant(1)))
        .hasSizeBetween(10, 11);
  }

  @Test
  void aTenantAloneTakesAllOfTheRoom() {
    for (int number = 0; number < 99; number++) {
      assertThat(queue.take(tenant(1))).isTrue();
    }
    queue.addNew(run(1, 0));

    assertThat(queue.take(tenant(1))).isFalse();
    assertThat(admitted()).containsExactly(run(1, 0));
  }
}
