package io.auterity.insight;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.usage.UsageRow;
import io.auterity.insight.usage.UsageSums;
import io.auterity.relay.answer.Chats;
import io.auterity.relay.call.Bill;
import io.auterity.relay.decision.ReducedDecision;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What usage says of calls that the cache answered. */
class CachedUsageTest extends InsightFixture {

  @BeforeEach
  void aRouteWithACache() {
    road.providers.add(ai("gpt", "recorded"));
    road.route("r", "{'use': ['gpt'], 'cache': {'exact': '1h'}}");
    road.prices(
        "p",
        "{'asOf': '2026-01-01', 'currency': 'EUR', 'offers': {'replay/m': {'input': '1', 'output':"
            + " '2'}}}");
    road.providers.does(
        "gpt", answers(Chats.saying(FinishReason.STOP, List.of(new Part.Text("one")))));
    ask();
  }

  private void ask() {
    road.invoke("ai.chat.create", Chats.asking("What is new?"));
  }

  @Test
  void aHitIsARowOfUsageThatCostsNothing() {
    ask();

    List<UsageRow> rows = UsageRow.of(road.decision());
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().quantities()).containsExactly(Map.entry(Bill.CACHE_HITS, 1L));
    assertThat(rows.getFirst().cost()).isZero();
    assertThat(rows.getFirst().offer()).isEqualTo("gpt/m");
    assertThat(rows.getFirst().unpriced()).isEmpty();
  }

  @Test
  void whatIsSavedIsWhatTheAnswerHadCost() {
    long cost = road.decision().costs().used().cost();

    ask();
    UsageSums sums = new UsageSums(List.of());
    sums.add(UsageRow.of(road.decision()).getFirst());
    ask();
    sums.add(UsageRow.of(ReducedDecision.of(road.decision())).getFirst());

    assertThat(cost).isPositive();
    assertThat(sums.all())
        .hasEntrySatisfying(
            new UsageSums.Group(List.of(), "EUR"),
            sum -> {
              assertThat(sum.cost()).isZero();
              assertThat(sum.saved()).isEqualTo(2 * cost);
            });
  }
}
