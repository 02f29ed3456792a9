package io.auterity.platform.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairSharesTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID TWO = new UUID(0, 2);

  private final FairShares shares = new FairShares(100);

  private int takeAll(UUID tenant) {
    int count = 0;
    while (shares.take(tenant, 1)) {
      count++;
    }
    return count;
  }

  @Test
  void oneTenantGetsHalf() {
    assertThat(takeAll(ONE)).isEqualTo(50);
    assertThat(shares.taken()).isEqualTo(50);
  }

  @Test
  void thereIsAlwaysSomeForOneWhoHasNothingYet() {
    for (int i = 0; i < 5; i++) {
      assertThat(takeAll(new UUID(0, i))).isPositive();
    }
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    takeAll(ONE);
    shares.giveBack(ONE, 10);

    assertThat(takeAll(ONE)).isEqualTo(10);
    assertThat(shares.take(TWO, 25)).isTrue();
    assertThat(shares.take(TWO, 26)).isFalse();
  }

  @Test
  void whatIsForcedIsTakenAlsoPastTheShare() {
    shares.take(ONE, 40);
    shares.force(ONE, 40);

    assertThat(shares.taken()).isEqualTo(80);
    assertThat(shares.take(ONE, 1)).isFalse();
    assertThat(shares.take(TWO, 10)).isTrue();
    shares.giveBack(ONE, 40);
    assertThat(shares.take(ONE, 5)).isTrue();
  }

  @Property
  void neverMoreThanThereIsAndNobodyMoreThanIsLeft(
      @ForAll @Size(max = 80) List<@IntRange(min = 1, max = 40) Integer> amounts) {
    FairShares fair = new FairShares(100);
    Map<UUID, Long> taken = new HashMap<>();
    for (int amount : amounts) {
      UUID tenant = new UUID(0, amount % 4);
      long all = taken.values().stream().mapToLong(Long::longValue).sum();
      long mine = taken.getOrDefault(tenant, 0L);

      boolean got = fair.take(tenant, amount);

      assertThat(got).isEqualTo(mine + amount <= 100 - all - amount);
      if (got) {
        taken.merge(tenant, (long) amount, Long::sum);
      }
      assertThat(fair.taken()).isEqualTo(taken.values().stream().mapToLong(Long::longValue).sum());
    }
  }

  @Test
  void nothingIsLostWhenManyTakeAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> work =
          () -> {
            for (int i = 0; i < 1_000; i++) {
              if (shares.take(ONE, 7)) {
                shares.giveBack(ONE, 7);
              }
            }
            return true;
          };
      for (var done : threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> work).toList())) {
        assertThat(done.get()).isTrue();
      }
    }

    assertThat(shares.taken()).isZero();
    assertThat(takeAll(ONE)).isEqualTo(50);
  }
}
