package io.auterity.platform.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.bound.FairQueue.Owner;
import io.auterity.platform.bound.FairQueue.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID TWO = new UUID(0, 2);
  private static final UUID THREE = new UUID(0, 3);

  private static int fill(FairQueue<String> queue, UUID tenant, int parts) {
    int taken = 0;
    for (boolean more = true; more; ) {
      more = false;
      for (int part = 0; part < parts; part++) {
        boolean room = queue.offer(new Owner(tenant, "p" + part), "x") != null;
        taken += room ? 1 : 0;
        more |= room;
      }
    }
    return taken;
  }

  private static List<String> drain(FairQueue<String> queue, int count) {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Ticket<String> next = queue.next();
      if (next == null) {
        break;
      }
      order.add(next.item());
    }
    return order;
  }

  @Test
  void aTenantWaitsWithHalfHoweverManyProvidersItHas() {
    FairQueue<String> queue = new FairQueue<>(0, 0, 256);

    assertThat(fill(queue, ONE, 100)).isBetween(100, 128);
    assertThat(fill(queue, TWO, 1)).isPositive();
  }

  @Test
  void aProviderWaitsWithHalfOfItsTenantsShare() {
    FairQueue<String> queue = new FairQueue<>(0, 0, 256);

    assertThat(fill(queue, ONE, 1)).isEqualTo(64);
    assertThat(fill(queue, ONE, 2)).isPositive();
  }

  @Test
  void aPlaceIsKeptForATenantThatHasNone() {
    FairQueue<String> queue = new FairQueue<>(3, 1, 100);
    fill(queue, ONE, 10);

    assertThat(drain(queue, 10)).hasSize(2);
    queue.offer(new Owner(TWO, "p"), "of two");
    assertThat(drain(queue, 10)).containsExactly("of two");
    queue.offer(new Owner(THREE, "p"), "of three");
    assertThat(queue.next()).isNull();
  }

  @Test
  void tenantsTakeTurnsAndSoDoTheirProviders() {
    FairQueue<String> queue = new FairQueue<>(1, 0, 100);
    for (int i = 0; i < 3; i++) {
      queue.offer(new Owner(ONE, "a"), "1a" + i);
    }
    queue.offer(new Owner(ONE, "b"), "1b0");
    queue.offer(new Owner(TWO, "c"), "2c0");
    queue.offer(new Owner(TWO, "c"), "2c1");
    List<String> order = new ArrayList<>();
    for (Ticket<String> next = queue.next(); next != null; next = queue.next()) {
      order.add(next.item());
      queue.ended(next);
    }

    assertThat(order).containsExactly("1a0", "2c0", "1b0", "2c1", "1a1", "1a2");
  }

  @Test
  void whatGivesUpHasNoTurnAndLeavesRoom() {
    FairQueue<String> queue = new FairQueue<>(1, 0, 4);
    Ticket<String> gone = Objects.requireNonNull(queue.offer(new Owner(ONE, "a"), "gone"));
    assertThat(queue.offer(new Owner(ONE, "a"), "too much")).isNull();

    assertThat(queue.giveUp(gone)).isTrue();
    assertThat(queue.giveUp(gone)).isFalse();
    assertThat(queue.next()).isNull();
    assertThat(queue.offer(new Owner(ONE, "a"), "next")).isNotNull();
  }

  @Property
  void whateverTenantsDoOneThatHasNothingGetsAPlaceThatIsFree(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 11) Integer> acts) {
    FairQueue<Integer> queue = new FairQueue<>(4, 2, 40);
    List<Ticket<Integer>> running = new ArrayList<>();
    for (int act : acts) {
      if (act < 9) {
        var _ = queue.offer(new Owner(new UUID(0, act % 3), "p" + act), act % 3);
      } else if (!running.isEmpty()) {
        queue.ended(running.remove(act % running.size()));
      }
      for (Ticket<Integer> next = queue.next(); next != null; next = queue.next()) {
        running.add(next);
      }
      assertThat(running).hasSizeLessThanOrEqualTo(4);
    }
    UUID newcomer = new UUID(0, 9);
    Ticket<Integer> its = queue.offer(new Owner(newcomer, "p"), 9);

    assertThat(its).isNotNull();
    assertThat(running.size() < 4 ? queue.next() : its).isSameAs(its);
  }
}
