package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.Ledger.LimitState;
import io.auterity.ledger.store.SliceStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Processes that end without a word while calls are under way. What they leased beyond what calls
 * held and had used is lost until the window ends.
 */
@Tag("postgresql")
class CrashCostTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CRASHES = 10;

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime();

  private record Call(BudgetHold hold, long used) {}

  @ParameterizedTest(name = "cap {0}, {1} held of which {2} % are used, {3} a second")
  @CsvSource({
    "10_000_000, 1_000, 100, 20",
    "10_000_000, 1_000, 2, 20",
    "1_000_000, 20_000, 1, 5",
    "1_000_000, 2_000, 30, 200",
    "100_000_000, 10, 50, 1000"
  })
  void tenOfThemCostATwentiethOfTheCapAtMost(String cap, String held, int percent, int rate) {
    Limit limit = Limit.budget("b", number(cap), "USD", Limit.Period.TOTAL);
    Random random = new Random(limit.cap() + number(held) + percent + rate);
    long lost = 0;
    for (int crash = 0; crash < CRASHES; crash++) {
      lost += lostOf(limit, number(held), percent, rate, random);
    }

    assertThat(lost).isLessThanOrEqualTo(limit.cap() / 20);
  }

  private static long number(String text) {
    return Long.parseLong(text.replace("_", ""));
  }

  private long lostOf(Limit limit, long most, int percent, int rate, Random random) {
    Ledger ledger = new Ledger(time, new Ids(time, random), new SliceStore(db.database()));
    ledger.put(tenant, limit);
    Deque<Call> underWay = new ArrayDeque<>();
    int calls = 40 + random.nextInt(80);
    for (int call = 0; call < calls; call++) {
      time.advance(Duration.ofNanos(1_000_000_000L * 2 * random.nextInt(100) / 100 / rate));
      begin(ledger, random.nextLong(most / 2, most + 1), percent, underWay);
      while (random.nextInt(12) < underWay.size()) {
        Call ended = underWay.remove();
        ended.hold().settle(ended.used(), 1);
      }
      if (random.nextInt(10 * rate) == 0) {
        ledger.review();
      }
    }
    return awaitCost(ledger, limit);
  }

  private void begin(Ledger ledger, long amount, int percent, Deque<Call> underWay) {
    try {
      BudgetHold hold = ledger.hold(tenant, Callers.ANYBODY, amount, "USD", PATIENCE);
      underWay.add(new Call(hold, amount * percent / 100));
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    }
  }

  /** What it has leased and no call holds or has used, once it has given back what it will. */
  private long awaitCost(Ledger ledger, Limit limit) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long cost = cost(ledger);
    while (cost > limit.cap() / 200) {
      assertThat(System.nanoTime() - end).as("%d is not given back", cost).isNegative();
      LockSupport.parkNanos(1_000_000);
      cost = cost(ledger);
    }
    return cost;
  }

  private long cost(Ledger ledger) {
    LimitState state = ledger.standing(tenant).getFirst();
    long leased =
        new SliceStore(db.database())
            .unsettled(tenant, new UUID(0, 0)).stream()
                .filter(open -> open.process().equals(ledger.process()))
                .mapToLong(BudgetSlices.Unsettled::amount)
                .sum();
    return leased - state.settled() - state.held() - state.overrun();
  }
}
