package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FittingPropertyTest {

  private static final TenantScope TENANT = TenantScope.authenticated(new UUID(0, 7));

  private record Open(BudgetHold hold, long amount) {}

  @Property(tries = 500)
  void holdsWhatFitsAndNothingElse(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 80) Integer> amounts,
      @ForAll Random random) {
    ManualTime time = new ManualTime();
    Ledger ledger = new Ledger(time, new Ids(time, new Random(1)), new MemorySlices());
    List<Open> open = new ArrayList<>();
    long cap = 100;
    long taken = 0;
    for (int amount : amounts) {
      if (random.nextInt(8) == 0) {
        cap += amount;
      }
      ledger.put(TENANT, Limit.budget("total", cap, "USD", Limit.Period.TOTAL));

      boolean held = hold(ledger, amount, open);

      assertThat(held).isEqualTo(taken + amount <= cap);
      taken += held ? amount : 0;
      if (!open.isEmpty() && random.nextBoolean()) {
        Open closed = open.remove(random.nextInt(open.size()));
        long used = random.nextLong(closed.amount() + 1);
        closed.hold().settle(used, 1);
        taken -= closed.amount() - used;
      }
    }
  }

  private static boolean hold(Ledger ledger, long amount, List<Open> open) {
    try {
      open.add(
          new Open(
              ledger.hold(TENANT, Callers.ANYBODY, amount, "USD", Duration.ofSeconds(10)), amount));
      return true;
    } catch (CallFailedException e) {
      return false;
    }
  }
}
