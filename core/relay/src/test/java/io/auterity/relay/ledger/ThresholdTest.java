package io.auterity.relay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.ledger.OfferRule.Ask;
import io.auterity.relay.ledger.Threshold.Act;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThresholdTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 9));
  private final ManualTime time = new ManualTime();
  private final MemorySlices slices = new MemorySlices();
  private Ledger ledger = open();

  private Ledger open() {
    return new Ledger(time, new Ids(time, new Random(1)), slices);
  }

  private void day(long cap, Threshold... thresholds) {
    ledger.put(
        tenant, Limit.budget("day", cap, "USD", Limit.Period.DAY).acting(List.of(thresholds)));
  }

  private Hold hold(long money) {
    return ledger.hold(tenant, Callers.ANYBODY, money, "USD", PATIENCE);
  }

  private List<Ask> asked() {
    return ledger.rules(tenant, Callers.ANYBODY, PATIENCE).stream().map(OfferRule::ask).toList();
  }

  @Test
  void sharesAreReadAndWrittenExactly() {
    assertThat(Threshold.of("80%", "local")).isEqualTo(new Threshold(800, Act.LOCAL));
    assertThat(Threshold.of("99.5%", "block").share()).isEqualTo("99.5%");
    assertThat(Threshold.of("100%", "cheaper").share()).isEqualTo("100%");
  }

  @Property
  void theLevelIsTheShareOfTheCapRoundedDown(
      @ForAll @LongRange(min = 0) long cap, @ForAll @IntRange(min = 1, max = 1_000) int share) {
    BigInteger exact =
        BigInteger.valueOf(cap)
            .multiply(BigInteger.valueOf(share))
            .divide(BigInteger.valueOf(1_000));

    assertThat(new Threshold(share, Act.BLOCK).level(cap)).isEqualTo(exact.longValueExact());
  }

  @Test
  void whatIsHeldCountsAndWhatIsGivenBackDoesNot() {
    day(100, new Threshold(500, Act.CHEAPER), new Threshold(800, Act.LOCAL));
    assertThat(asked()).isEmpty();

    Hold half = hold(50);
    assertThat(asked()).containsExactly(Ask.CHEAPER);
    Hold more = hold(30);
    assertThat(asked()).containsExactly(Ask.CHEAPER, Ask.LOCAL);
    more.settle(29, 1);
    assertThat(asked()).containsExactly(Ask.CHEAPER);
    half.settle(20, 1);
    assertThat(asked()).isEmpty();
  }

  @Test
  void aThresholdEndsWithItsWindow() {
    day(100, new Threshold(500, Act.LOCAL));
    hold(60).settle(60, 1);
    assertThat(asked()).containsExactly(Ask.LOCAL);

    time.advance(Duration.ofDays(1));

    // The slices in memory know no windows.
    slices.takenElsewhere("day", -slices.leased("day"));
    assertThat(asked()).isEmpty();
  }

  @Test
  void whatOthersHaveUsedIsKnownBeforeTheFirstCall() {
    day(100, new Threshold(500, Act.LOCAL));
    hold(60).settle(60, 1);
    ledger.close();
    ledger = open();
    day(100, new Threshold(500, Act.LOCAL));

    assertThat(asked()).containsExactly(Ask.LOCAL);
  }

  @Test
  void onlyCallsThatTheBudgetCoversAreAsked() {
    ledger.put(
        tenant,
        Limit.budget("mini", 100, "USD", Limit.Period.DAY)
            .within(new LimitScope.OfModel("mini"))
            .allowingUnpriced()
            .acting(List.of(new Threshold(10, Act.LOCAL))));
    hold(60);

    assertThat(ledger.rules(tenant, Callers.ANYBODY, PATIENCE))
        .containsExactly(new OfferRule(Ask.LOCAL, "mini", "mini"));
    ledger.put(
        tenant,
        Limit.budget("mini", 100, "USD", Limit.Period.DAY)
            .within(new LimitScope.OfLabel("a", "b"))
            .acting(List.of(new Threshold(10, Act.LOCAL))));
    assertThat(asked()).isEmpty();
  }

  @Test
  void nobodyGoesBeyondOneThatBlocks() {
    day(100, new Threshold(800, Act.BLOCK));
    hold(80);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> hold(1))
        .satisfies(
            e -> {
              assertThat(e.failure().code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
              assertThat(e.failure().message()).endsWith("it blocks calls beyond 80% of that");
              assertThat(e.failure().fields()).containsEntry("threshold", "80%");
            });
    hold(0);
  }

  private record Open(Hold hold, long amount) {}

  @Property(tries = 300)
  void settledAndHeldNeverPassOneThatBlocks(
      @ForAll @IntRange(min = 1, max = 1_000) int share,
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 300) Integer> amounts,
      @ForAll Random random) {
    ledger = new Ledger(time, new Ids(time, new Random(1)), new MemorySlices());
    Threshold block = new Threshold(share, Act.BLOCK);
    day(1_000, block);
    List<Open> open = new ArrayList<>();
    long taken = 0;
    for (int amount : amounts) {
      boolean fits = taken + amount <= block.level(1_000);
      try {
        open.add(new Open(hold(amount), amount));
        assertThat(fits).isTrue();
        taken += amount;
      } catch (CallFailedException e) {
        assertThat(fits).isFalse();
      }
      if (!open.isEmpty() && random.nextBoolean()) {
        Open closed = open.remove(random.nextInt(open.size()));
        long used = random.nextLong(closed.amount() + 1);
        closed.hold().settle(used, 1);
        taken -= closed.amount() - used;
      }
    }
  }
}
