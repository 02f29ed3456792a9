package io.auterity.insight.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Principal;
import io.auterity.provider.Price;
import io.auterity.provider.Tariff;
import io.auterity.relay.call.AttemptUsage;
import io.auterity.relay.call.Bill;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.ReducedDecision;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageSumsTest {

  private static final String[] UNITS = {"input_tokens", "output_tokens", "images", "calls"};

  @Property(tries = 200)
  void theRowsOfACallAddUpToItsBill(@ForAll long seed) {
    Random random = new Random(seed);
    Decision decision = billed(random, random.nextInt(4));

    List<UsageRow> rows = UsageRow.of(decision);

    assertThat(rows.stream().mapToLong(UsageRow::cost).sum())
        .isEqualTo(decision.costs().used().cost());
    Map<String, Long> quantities = new HashMap<>();
    rows.forEach(
        row -> row.quantities().forEach((unit, used) -> quantities.merge(unit, used, Long::sum)));
    assertThat(quantities).isEqualTo(decision.costs().used().quantities());
    assertThat(UsageRow.of(ReducedDecision.of(decision)).stream().mapToLong(UsageRow::cost).sum())
        .isEqualTo(decision.costs().used().cost());
  }

  @Test
  void aRowNamesThePriceListsOfItsAttemptAndOfBeforeThoseOfTheCall() {
    Decision decision = billed(new Random(1), 2);
    List<String> all = decision.costs().used().priceLists();
    for (Decision.Tried one : decision.attempts()) {
      List<String> own = one.priceLists();
      assertThat(all).containsAll(own == null ? List.of() : own);
    }
    assertThat(UsageRow.of(decision))
        .allSatisfy(
            row ->
                assertThat(row.priceLists())
                    .isEqualTo(decision.attempts().get(row.attempt() - 1).priceLists()));
    assertThat(UsageRow.of(ReducedDecision.of(decision)))
        .singleElement()
        .satisfies(row -> assertThat(row.priceLists()).isEqualTo(all));
  }

  @Property(tries = 100)
  void whateverItIsAddedUpByTheSumIsTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    List<UsageRow> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rows.addAll(UsageRow.of(billed(random, 2)));
    }
    for (String by :
        List.of("offer", "day,offer", "route,hour", "label:route,estimated", "price_list,key")) {
      UsageSums sums = new UsageSums(UsageDimension.of(by, ZoneOffset.UTC));
      rows.forEach(sums::add);

      assertThat(sums.all().values().stream().mapToLong(UsageSums.Sum::cost).sum())
          .isEqualTo(rows.stream().mapToLong(UsageRow::cost).sum());
      assertThat(sums.all().values().stream().mapToLong(UsageSums.Sum::calls).sum())
          .isEqualTo(rows.size());
    }
  }

  @Test
  void attemptsThatUsedNothingCountWithTheOthersOfTheirOffer() {
    Decision three =
        with(
            tried(1, "p/m", Map.of(), failure(FailureCode.UNAVAILABLE), 900),
            tried(2, "q/m", Map.of(), failure(FailureCode.UNAVAILABLE), 900),
            tried(3, "p/m", Map.of(), failure(FailureCode.CANCELLED), 900),
            tried(4, "p/m", Map.of("input_tokens", 7L), null, 40));
    Decision lone = with(tried(1, "p/m", Map.of("input_tokens", 9L), null, 40));
    UsageSums sums = new UsageSums(UsageDimension.of("offer", ZoneOffset.UTC));

    List.of(three, lone, lone).forEach(sums::add);

    assertThat(sums.all()).hasSize(1);
    UsageSums.Sum sum = sums.all().values().iterator().next();
    assertThat(sum.calls()).isEqualTo(3);
    assertThat(sum.attempts()).isEqualTo(5);
    assertThat(sum.failed()).isEqualTo(1);
    assertThat(sums.all().firstKey().values()).containsExactly("p/m");
  }

  @Test
  void theMedianIsOfThoseThatSucceeded() {
    UsageSums sums = new UsageSums(List.of());
    for (long millis : new long[] {40, 40, 40, 2_000}) {
      sums.add(with(tried(1, "p/m", Map.of("input_tokens", 7L), null, millis)));
    }
    for (int i = 0; i < 9; i++) {
      sums.add(
          with(tried(1, "p/m", Map.of("input_tokens", 7L), failure(FailureCode.TIMEOUT), 30_000)));
    }

    UsageSums.Sum sum = sums.all().values().iterator().next();

    assertThat(sum.failed()).isEqualTo(9);
    assertThat(sum.p50Nanos()).isBetween(36_000_000L, 44_000_000L);
  }

  @Test
  void whereNoneSucceededThereIsNoMedian() {
    UsageSums sums = new UsageSums(List.of());
    sums.add(with(tried(1, "p/m", Map.of("calls", 1L), failure(FailureCode.TIMEOUT), 30_000)));

    assertThat(sums.all().values().iterator().next().p50Nanos()).isNull();
  }

  private static Failure failure(FailureCode code) {
    return Failure.of(code, "test");
  }

  private static Decision.Tried tried(
      int number, String offer, Map<String, Long> used, @Nullable Failure failure, long millis) {
    return new Decision.Tried(
        number,
        "p",
        List.of(),
        0,
        millis * 1_000_000,
        failure,
        false,
        false,
        used,
        0,
        offer,
        false,
        null,
        List.of(),
        null,
        null);
  }

  private static Decision with(Decision.Tried... tried) {
    Map<String, Long> used = new HashMap<>();
    for (Decision.Tried one : tried) {
      one.used().forEach((unit, quantity) -> used.merge(unit, quantity, Long::sum));
    }
    return with(List.of(tried), new Decision.Used(used, 0, "USD", List.of(), List.of(), false));
  }

  private static Decision with(List<Decision.Tried> tried, Decision.Used used) {
    Decision sample = SampleDecision.read();
    return new Decision(
        sample.format(),
        sample.id(),
        sample.call(),
        sample.timing(),
        sample.result(),
        sample.planning(),
        tried,
        new Decision.Costs(List.of(), used),
        sample.stages(),
        sample.course(),
        null);
  }

  @Test
  void eachRowTellsWhoseItIs() {
    UsageRow row =
        new UsageRow(
            new UUID(1, 2),
            1,
            SampleDecision.read().timing().began(),
            new Principal(new UUID(0, 3), "ann", Principal.Type.USER),
            "ai.chat.create",
            "openai/gpt/5",
            List.of("user/ann", "team/claims"),
            Map.of("team", "own"),
            Map.of("input_tokens", 7L),
            5,
            "EUR",
            List.of("list v2 of 2026-11-01"),
            List.of(),
            true,
            false,
            true,
            0,
            "cheap-first",
            1_000L,
            false);

    assertThat(
            UsageDimension.of(
                    "provider,model,key,principal,team,project,user,label:team,label:x,estimated,shadow,route",
                    ZoneOffset.UTC)
                .stream()
                .map(dimension -> dimension.of().apply(row)))
        .containsExactly(
            "openai",
            "gpt/5",
            "key_00000000000000000000000000000003",
            "ann",
            "claims",
            "",
            "ann",
            "own",
            "",
            "true",
            "true",
            "cheap-first");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T22:59:59Z, UTC, 2026-11-01T22:00Z, 2026-11-01, 2026-11",
    "2026-11-30T23:00:00Z, Europe/Berlin, 2026-12-01T00:00+01:00, 2026-12-01, 2026-12",
    "2026-10-25T00:30:00Z, Europe/Berlin, 2026-10-25T02:00+02:00, 2026-10-25, 2026-10",
    "2026-10-25T01:30:00Z, Europe/Berlin, 2026-10-25T02:00+01:00, 2026-10-25, 2026-10",
    "2026-11-01T18:15:00Z, Asia/Kolkata, 2026-11-01T23:00+05:30, 2026-11-01, 2026-11",
    "2026-11-01T18:45:00Z, Asia/Kolkata, 2026-11-02T00:00+05:30, 2026-11-02, 2026-11",
  })
  void hoursDaysAndMonthsAreThoseOfTheZone(
      Instant at, ZoneId zone, String hour, String day, String month) {
    UsageRow row = at(at);

    assertThat(
            UsageDimension.of("hour,day,month", zone).stream()
                .map(dimension -> dimension.of().apply(row)))
        .containsExactly(hour, day, month);
  }

  private static UsageRow at(Instant at) {
    UsageRow row = UsageRow.of(billed(new Random(7), 1)).getFirst();
    return new UsageRow(
        row.decision(),
        row.attempt(),
        at,
        row.principal(),
        row.capability(),
        row.offer(),
        row.owners(),
        row.labels(),
        row.quantities(),
        row.cost(),
        row.currency(),
        row.priceLists(),
        row.unpriced(),
        row.estimated(),
        row.doubtful(),
        row.shadow(),
        row.saved(),
        row.route(),
        row.tookNanos(),
        row.failed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "offers", "label:", "offer,offer", "offer,,day"})
  void nothingIsAddedUpByWhatIsNotKnown(String by) {
    assertThatThrownBy(() -> UsageDimension.of(by, ZoneOffset.UTC))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("by ");
  }

  /** A decision whose attempts were billed as the road bills them. */
  private static Decision billed(Random random, int attempts) {
    Bill bill = new Bill();
    List<Decision.Tried> tried = new ArrayList<>();
    for (int number = 1; number <= attempts; number++) {
      tried.add(tried(random, number, bill));
    }
    return with(tried, bill.used());
  }

  private static Decision.Tried tried(Random random, int number, Bill bill) {
    Map<String, Long> used = new HashMap<>();
    for (String unit : UNITS) {
      if (random.nextBoolean()) {
        used.put(unit, 1 + random.nextLong(100_000));
      }
    }
    Tariff tariff =
        Tariff.of(
            Map.of(
                "input_tokens", new Price(random.nextLong(9_000_000_000L), 1_000_000, "USD", "d"),
                "images", new Price(random.nextLong(90_000_000), 1, "USD", "d")));
    boolean estimated = random.nextBoolean();
    Bill.Line line = bill.add(new AttemptUsage(used, estimated), tariff);
    Failure failure =
        random.nextBoolean()
            ? null
            : Failure.of(FailureCode.TIMEOUT, "late").withApplied(Applied.UNKNOWN);
    return new Decision.Tried(
        number,
        "p",
        List.of(),
        0,
        1,
        failure,
        false,
        false,
        used,
        line.cost(),
        "p/m",
        estimated,
        null,
        line.priceLists(),
        null,
        null);
  }
}
