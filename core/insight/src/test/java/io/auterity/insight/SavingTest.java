package io.auterity.insight;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.auterity.insight.counterfactual.Baseline;
import io.auterity.insight.counterfactual.Saving;
import io.auterity.insight.counterfactual.SavingReport;
import io.auterity.insight.counterfactual.SavingReport.Day;
import io.auterity.insight.counterfactual.SavingReport.Kind;
import io.auterity.insight.counterfactual.SavingReport.LeftOut;
import io.auterity.insight.counterfactual.SavingReport.Reason;
import io.auterity.insight.counterfactual.SavingReport.ScoredAnswers;
import io.auterity.insight.counterfactual.SavingReport.Step;
import io.auterity.ledger.price.Pricing;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.ReducedDecision;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.route.RouteIndex;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Role;
import io.auterity.spi.ai.TokenUsage;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that took a road, compared with one offer that could have answered them. */
class SavingTest extends InsightFixture {

  private static final String PRICES =
      "{'currency': 'USD', 'asOf': '2020-01-02', 'offers': {"
          + "'large/l': {'input': '3', 'cached_input': '0.3', 'output': '15'},"
          + "'small/s': {'input': '0.1', 'output': '0.4',"
          + " 'serviceTiers': {'flex': {'input': '0.05', 'output': '0.2'}}}}}";

  private static final ChatRequest ASKED =
      ChatRequest.builder("auto", List.of(Message.text(Role.USER, "What is new?"))).build();

  private final List<Decision> recorded = new ArrayList<>();
  private final Map<UUID, Double> scores = new HashMap<>();
  private final List<ProviderInfo> providers =
      List.of(chats("large", "l"), chats("small", "s"), chats("free", "f"));

  private static ProviderInfo chats(String id, String model) {
    return Fleet.withModels(
        Fleet.withSupport(ai(id), false, "chat.create", "embedding.create"), model);
  }

  @BeforeEach
  void threeProvidersOfWhichOneHasNoPrice() {
    providers.forEach(road.providers::add);
    road.prices("list", PRICES);
    road.route("cheap", route("cheap", "['small']", ""));
    road.route("careful", route("careful", "['large']", ""));
    road.route("kept", route("kept", "['small']", ", 'cache': {'exact': '1h'}"));
    road.route("tried", route("tried", "['large', 'small']", ""));
    road.route("free", route("free", "['free']", ""));
  }

  private static String route(String label, String use, String more) {
    return "{'when': {'model': 'auto', 'labels': {'to': '%s'}}, 'use': %s, 'retry': {'max': 0}%s}"
        .formatted(label, use, more);
  }

  private Decision chat(String to, String provider, long millis, Map<String, Long> used) {
    road.providers.does(
        provider,
        (asked, attempt) -> {
          used.forEach(attempt::meter);
          road.time.advance(Duration.ofMillis(millis));
          return new ChatResponse("id", "m", List.of(), FinishReason.STOP, TokenUsage.NONE, null);
        });
    return asked(to);
  }

  private Decision asked(String to) {
    Invocation call = road.call("ai.chat.create", Payload.of(ASKED), null);
    road.invoke(call.toBuilder().labels(Map.of("to", to)).parent(null).build());
    road.time.advance(Duration.ofMillis(1));
    Decision decision = road.decision();
    recorded.add(decision);
    return decision;
  }

  private static Map<String, Long> tokens(long input, long output) {
    return Map.of("input_tokens", input, "output_tokens", output);
  }

  private Config config() {
    return new Config(
        1,
        RouteIndex.EMPTY,
        providers,
        new Pricing(road.prices.of(road.tenant), null).of(providers));
  }

  private SavingReport compared(ZoneId zone, boolean origins) {
    Saving saving = new Saving(Baseline.of("large/l", config()), config(), zone);
    recorded.forEach(one -> saving.add(one, scores.get(one.id())));
    if (origins) {
      recorded.stream()
          .filter(one -> saving.awaited().contains(one.id()))
          .toList()
          .forEach(saving::origin);
    }
    return saving.report();
  }

  private SavingReport compared() {
    return compared(ZoneOffset.UTC, true);
  }

  @Test
  void aRouteIsCreditedWithWhatItsOfferCostLess() {
    chat("cheap", "small", 400, tokens(1_000_000, 100_000));
    chat("careful", "large", 1_000, tokens(10_000, 1_000));

    SavingReport report = compared();

    assertThat(report.calls()).isEqualTo(2);
    assertThat(report.before()).isEqualTo(4_500_000_000L + 45_000_000);
    assertThat(report.after()).isEqualTo(140_000_000L + 45_000_000);
    Step cheap = report.steps().getFirst();
    assertThat(cheap.kind()).isEqualTo(Kind.ROUTE);
    assertThat(cheap.rule()).isEqualTo("cheap");
    assertThat(cheap.strategy()).isEqualTo("priority");
    assertThat(cheap.change()).isEqualTo(-4_360_000_000L);
    assertThat(cheap.offers()).containsExactly(new SavingReport.OfferAnswers("small/s", 1));
    assertThat(millis(cheap.p50Nanos())).isCloseTo(400, within(40.0));
    assertThat(millis(report.p50Nanos())).isCloseTo(1_000, within(100.0));
    assertThat(report.steps().get(1).rule()).isEqualTo("careful");
    assertThat(report.steps().get(1).change()).isZero();
    assertThat(report.leftOut()).isEmpty();
  }

  @Test
  void inputThatAVendorsCacheReadIsPricedSoAtTheBaseline() {
    chat("cheap", "small", 1, Map.of("input_tokens", 0L, "cached_input_tokens", 1_000_000L));

    assertThat(compared().before()).isEqualTo(300_000_000);
  }

  @Test
  void whatOtherAttemptsCostStandsAgainstTheirRoute() {
    road.providers.does(
        "large",
        (asked, attempt) -> {
          attempt.meter("input_tokens", 1_000_000);
          throw new CallFailedException(DOWN);
        });
    chat("tried", "small", 1, tokens(1_000_000, 0));

    Step step = compared().steps().getFirst();

    assertThat(step.before()).isEqualTo(3_000_000_000L);
    assertThat(step.after()).isEqualTo(3_100_000_000L);
    assertThat(step.besides()).isEqualTo(3_000_000_000L);
    assertThat(step.change()).isEqualTo(100_000_000);
  }

  @Test
  void aClassOfServiceIsAStepOfItsOwn() {
    chat(
        "cheap",
        "small",
        1,
        Map.of("input_tokens", 1_000_000L, "output_tokens", 0L, "service_tier:flex", 1L));

    SavingReport report = compared();

    assertThat(report.steps())
        .extracting(Step::kind, Step::rule, Step::before, Step::after)
        .containsExactly(
            tuple(Kind.ROUTE, "cheap", 3_000_000_000L, 100_000_000L),
            tuple(Kind.SERVICE, "flex", 100_000_000L, 50_000_000L));
    assertThat(report.after()).isEqualTo(50_000_000);
  }

  @Test
  void aClassOfServiceWhosePriceChangedMeanwhileStaysInTheStepOfItsRoute() {
    chat(
        "cheap",
        "small",
        1,
        Map.of("input_tokens", 1_000_000L, "output_tokens", 0L, "service_tier:flex", 1L));
    road.prices("list", PRICES.replace("'input': '0.05'", "'input': '0.06'"));

    assertThat(compared().steps())
        .extracting(Step::kind, Step::after)
        .containsExactly(tuple(Kind.ROUTE, 50_000_000L));
  }

  @Test
  void aCacheIsCreditedWithWhatTheAnswerHadCost() {
    chat("kept", "small", 400, tokens(1_000_000, 0));
    asked("kept");
    asked("kept");

    SavingReport report = compared();

    assertThat(report.calls()).isEqualTo(3);
    assertThat(report.before()).isEqualTo(9_000_000_000L);
    assertThat(report.after()).isEqualTo(100_000_000);
    assertThat(report.steps())
        .extracting(Step::kind, Step::calls, Step::before, Step::after)
        .containsExactly(
            tuple(Kind.ROUTE, 3L, 9_000_000_000L, 300_000_000L),
            tuple(Kind.CACHE, 2L, 200_000_000L, 0L));
  }

  @Test
  void anAnswerWhoseFirstCallIsGoneIsNotCompared() {
    chat("kept", "small", 1, tokens(1_000_000, 0));
    asked("kept");

    SavingReport report = compared(ZoneOffset.UTC, false);

    assertThat(report.calls()).isEqualTo(1);
    assertThat(report.leftOut())
        .containsExactly(new LeftOut(Reason.ORIGIN_NOT_KEPT, "USD", 1, 0, List.of()));
  }

  @Test
  void whatCannotBePricedIsCountedAndNamed() {
    chat("free", "free", 1, tokens(10, 10));
    chat("cheap", "small", 1, Map.of("input_tokens", 1_000_000L, "images", 2L));
    road.providers.does(
        "small",
        (asked, attempt) -> {
          attempt.meter("input_tokens", 1_000_000);
          throw new CallFailedException(DOWN);
        });
    asked("cheap");
    chat("cheap", "small", 1, tokens(7, 7));
    recorded.add(ReducedDecision.of(recorded.removeLast()));

    SavingReport report = compared();

    assertThat(report.calls()).isZero();
    assertThat(report.steps()).isEmpty();
    assertThat(report.leftOut())
        .extracting(LeftOut::reason, LeftOut::calls, LeftOut::cost, LeftOut::what)
        .containsExactly(
            tuple(Reason.NO_ANSWER, 1L, 100_000_000L, List.of("ai.chat.create")),
            tuple(Reason.UNPRICED, 2L, 100_000_000L, List.of("free/f", "small/s")),
            tuple(Reason.NOT_KEPT, 1L, 3_500L, List.of("ai.chat.create")));
  }

  @Test
  void whatNoModelWroteIsNotComparedWithOneThatWrites() {
    road.providers.does(
        "small",
        (asked, attempt) -> {
          attempt.meter("input_tokens", 1_000_000);
          return new Embeddings("s", List.of(), TokenUsage.NONE);
        });
    road.route("vectors", "{'when': {'capability': 'ai.embedding.create'}, 'use': ['small']}");
    road.invokeJson("ai.embedding.create", "{'model': 's', 'input': ['a']}");
    recorded.add(road.decision());

    assertThat(compared().leftOut())
        .containsExactly(
            new LeftOut(Reason.UNABLE, "USD", 1, 100_000_000, List.of("ai.embedding.create")));
  }

  @Test
  void whatAnswersWereWorthIsToldByRule() {
    double[] worth = {1, 0, 1, 1};
    for (double each : worth) {
      scores.put(chat("cheap", "small", 1, tokens(9, 9)).id(), each);
    }
    scores.put(chat("careful", "large", 1, tokens(9, 9)).id(), 0.9);
    chat("careful", "large", 1, tokens(9, 9));

    SavingReport report = compared();

    ScoredAnswers cheap = there(report.steps().getFirst().scores());
    assertThat(cheap.calls()).isEqualTo(4);
    assertThat(cheap.mean()).isCloseTo(0.75, within(1e-9));
    assertThat(there(cheap.deviation())).isCloseTo(0.5, within(1e-9));
    assertThat(report.scores()).isEqualTo(new ScoredAnswers(1, 0.9, null));
  }

  @Test
  void daysAreThoseOfTheZone() {
    chat("cheap", "small", 1, tokens(1_000_000, 0));
    LocalDate there = LocalDate.ofInstant(recorded.getFirst().timing().began(), ZoneOffset.UTC);

    assertThat(compared(ZoneOffset.UTC, true).days())
        .containsExactly(new Day(there, 3_000_000_000L, 100_000_000));
    assertThat(compared(ZoneOffset.ofHours(18), true).days()).hasSize(1);
    assertThat(compared(ZoneOffset.ofHours(-18), true).days().getFirst().day())
        .isNotEqualTo(compared(ZoneOffset.ofHours(18), true).days().getFirst().day());
  }

  @Test
  void allSumsAgreeInWhateverOrderCallsCome() {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      Map<String, Long> used = tokens(random.nextInt(9_999), random.nextInt(999));
      switch (random.nextInt(6)) {
        case 0 -> chat("careful", "large", 5, used);
        case 1 -> chat("free", "free", 5, used);
        case 2 -> {
          road.providers.does("large", fails(DOWN));
          chat("tried", "small", 5, used);
        }
        case 3 -> kept(used);
        default -> chat("cheap", "small", 5, used);
      }
    }
    SavingReport report = compared();
    long usage = recorded.stream().mapToLong(one -> one.costs().used().cost()).sum();

    assertThat(report.before() + report.steps().stream().mapToLong(Step::change).sum())
        .isEqualTo(report.after());
    assertThat(report.after() + report.leftOut().stream().mapToLong(LeftOut::cost).sum())
        .isEqualTo(usage);
    assertThat(report.calls() + report.leftOut().stream().mapToLong(LeftOut::calls).sum())
        .isEqualTo(40);
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(recorded, random);
      assertThat(compared()).isEqualTo(report);
    }
  }

  // The first is answered, and all others are given that.
  private void kept(Map<String, Long> used) {
    if (recorded.stream().anyMatch(one -> one.cached() != null)) {
      asked("kept");
    } else {
      chat("kept", "small", 5, used);
    }
  }

  @Test
  void aBaselineIsAModelWithPrices() {
    Config config = config();

    assertThat(Baseline.choices(config)).containsExactly("large/l", "small/s");
    assertThat(Baseline.of("large/l", config).priceLists())
        .containsExactly("list v1 of 2020-01-02");
    assertThatThrownBy(() -> Baseline.of("large/xl", config))
        .isInstanceOf(CallFailedException.class)
        .hasMessageEndingWith("baseline 'large/xl' is no model of a provider: say provider/model");
    assertThatThrownBy(() -> Baseline.of("large", config))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("is no model of a provider");
    assertThatThrownBy(() -> Baseline.of("free/f", config))
        .isInstanceOf(CallFailedException.class)
        .hasMessageEndingWith(
            "baseline 'free/f' has no price for input and output: give it one in prices");
  }

  private static double millis(@Nullable Long nanos) {
    return there(nanos) / 1e6;
  }
}
