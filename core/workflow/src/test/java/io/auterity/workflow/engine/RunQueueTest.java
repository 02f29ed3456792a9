package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.engine.RunQueue.Queued;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RunQueueTest {

  private final RunQueue queue = new RunQueue(100, 16);

  private static Queued run(int tenant, int number) {
    return new Queued(new UUID(tenant, number), tenant(tenant));
  }

  private static UUID tenant(int tenant) {
    return new UUID(9, tenant);
  }

  private void addNew(Queued run) {
    queue.line(run.tenant());
    queue.addNew(run);
  }

  private int inLine(int tenant) {
    int places = 0;
    try {
      while (true) {
        queue.line(tenant(tenant));
        places++;
      }
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.RATE_LIMITED);
      return places;
    }
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
    addNew(run(1, 8));
    addNew(run(1, 9));

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
    addNew(run(1, 0));

    assertThat(queue.take(tenant(1))).isFalse();
    assertThat(admitted()).containsExactly(run(1, 0));
  }

  @Test
  void aTenantTakesHalfOfTheLineThatOthersLeaveSoThatEachFindsAPlace() {
    assertThat(inLine(1)).isEqualTo(8);
    assertThat(inLine(2)).isEqualTo(4);
    assertThat(inLine(3)).isEqualTo(2);
    assertThat(inLine(4)).isEqualTo(1);
    assertThat(inLine(5)).isEqualTo(1);
    assertThat(inLine(6)).isZero();

    queue.leaveLine(tenant(1));

    assertThat(inLine(1)).isZero();
    assertThat(inLine(6)).isEqualTo(1);
  }

  @Test
  void aPlaceInLineIsFreeAgainWhenItsRunHasBegun() {
    for (int number = 0; number < 8; number++) {
      addNew(run(1, number));
    }

    assertThat(inLine(1)).isZero();
    queue.admit();
    assertThat(inLine(1)).isEqualTo(1);
  }

  /** Round robin: a tenant that waits gets a slot before another tenant gets two. */
  @Property(tries = 200)
  void noTenantIsPassedOverTwice(@ForAll Random random) {
    RunQueue fair = new RunQueue(8, 64);
    Map<UUID, Integer> taken = new HashMap<>();
    Map<UUID, Integer> waiting = new HashMap<>();
    Map<UUID, Set<UUID>> passed = new HashMap<>();
    for (int number = 0; number < 400; number++) {
      UUID tenant = tenant(1 + random.nextInt(4));
      if (random.nextInt(3) > 0) {
        fair.add(new Queued(new UUID(tenant.getLeastSignificantBits(), number), tenant));
        waiting.merge(tenant, 1, Integer::sum);
      } else if (taken.getOrDefault(tenant, 0) > 0) {
        fair.give(tenant);
        taken.merge(tenant, -1, Integer::sum);
      }
      Queued next = fair.admit();
      int full = taken.values().stream().mapToInt(Integer::intValue).sum();
      assertThat(next == null).isEqualTo(full == 8 || sum(waiting) == 0);
      if (next != null) {
        admitted(next.tenant(), taken, waiting, passed);
      }
    }
  }

  private static int sum(Map<UUID, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static void admitted(
      UUID admitted,
      Map<UUID, Integer> taken,
      Map<UUID, Integer> waiting,
      Map<UUID, Set<UUID>> passed) {
    for (UUID other : waiting.keySet()) {
      boolean waits = waiting.getOrDefault(other, 0) > 0;
      boolean crowds = 2 * taken.getOrDefault(other, 0) >= 8;
      if (other.equals(admitted) || !waits || crowds) {
        passed.remove(other);
      } else {
        assertThat(2 * taken.getOrDefault(admitted, 0))
            .describedAs("half of the room is taken while another waits")
            .isLessThan(8);
        assertThat(passed.computeIfAbsent(other, key -> new HashSet<>()).add(admitted))
            .describedAs("passed over twice by one")
            .isTrue();
      }
    }
    waiting.merge(admitted, -1, Integer::sum);
    taken.merge(admitted, 1, Integer::sum);
  }

  @Test
  void theRefusalNamesTheTenantAndItsBound() {
    inLine(1);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> queue.line(tenant(1)))
        .satisfies(
            e ->
                assertThat(e.failure().message())
                    .isEqualTo(
                        "8 new runs of the tenant %s wait for room, at most half of the 16 places"
                            + " that others leave; try again when some have begun",
                        TenantScope.ID.write(tenant(1))));
  }
}
