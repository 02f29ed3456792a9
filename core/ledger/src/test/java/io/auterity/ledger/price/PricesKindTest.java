package io.auterity.ledger.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.SingleQuoted;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.time.ManualTime;
import io.auterity.provider.ModelProvider;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PricesKindTest {

  private static final ProviderInfo GPT =
      SampleProvider.like(ModelProvider.named("openai", Offering.of("mini", "large")))
          .prices(Map.of("input_tokens", new Price(7, 1_000_000, "USD", "2026-11-01")))
          .build();

  private final TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
  private final ManualTime time = new ManualTime();
  private final LocalDate today = LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
  private final PriceLists lists = new PriceLists(time);
  private final PricesKind kind = new PricesKind(lists);

  @Test
  void theLatestListHoldsWhoseDayIsNotInTheFuture() {
    apply("old", today.minusDays(9), "'openai/mini': {'input': '1'}");
    apply("new", today, "'openai/mini': {'input': '2'}");
    apply("next", today.plusDays(1), "'openai/mini': {'input': '3'}");

    assertThat(input("mini")).isEqualTo(2_000_000_000);

    time.advance(Duration.ofDays(1));

    assertThat(input("mini")).isEqualTo(3_000_000_000L);

    kind.removed(scope, "next");

    assertThat(input("mini")).isEqualTo(2_000_000_000);
  }

  @Test
  void aProvidersOwnKeyGoesBeforeThatOfItsConnectorAndBothBeforeWhatItSaysItself() {
    assertThat(input("mini")).isEqualTo(7);

    apply("new", today, "'replay/mini': {'input': '2'}");

    assertThat(input("mini")).isEqualTo(2_000_000_000);
    assertThat(input("large")).isEqualTo(7);

    apply("old", today.minusDays(9), "'openai/mini': {'input': '1'}");

    assertThat(input("mini")).isEqualTo(1_000_000_000);
  }

  @Test
  void theLatestListThatHoldsAndNamesABaselineCounts() {
    assertThat(lists.baseline(scope)).isNull();
    names("old", today.minusDays(9), "openai/large");
    names("next", today.plusDays(1), "openai/mini");
    apply("new", today, "'openai/mini': {'input': '2'}");

    assertThat(lists.baseline(scope)).isEqualTo("openai/large");

    time.advance(Duration.ofDays(1));
    assertThat(lists.baseline(scope)).isEqualTo("openai/mini");

    kind.removed(scope, "next");
    apply("old", today.minusDays(9), "'openai/mini': {'input': '2'}");
    assertThat(lists.baseline(scope)).isNull();
  }

  private void names(String id, LocalDate asOf, String baseline) {
    String spec =
        "{'currency': 'USD', 'asOf': '%s', 'baseline': '%s', 'offers': {}}"
            .formatted(asOf, baseline);
    kind.applied(scope, new Resource("prices", id, 4, SingleQuoted.json(spec), Instant.EPOCH));
  }

  @Test
  void aPriceSaysWhichListItIsFrom() {
    apply("list-2026-11", LocalDate.of(2020, 11, 1), "'openai/mini': {'output': '0.6', 'per': 9}");

    Price price = offer("mini").prices().get("output_tokens");

    assertThat(price).isEqualTo(new Price(600_000_000, 9, "USD", "2020-11-01", "list-2026-11 v4"));
    assertThat(offer("mini").prices().values())
        .extracting(Price::source)
        .containsExactly("list-2026-11 v4 of 2020-11-01");
  }

  @Test
  void whatIsNoTokenHasPricesInUnitsOfItsOwn() {
    apply(
        "media",
        today,
        "'openai/mini': {'image': '0.04', 'audio_minute': '0.006', 'search': '0.002',"
            + " 'characters': '15'}");

    Map<String, Price> prices = offer("mini").prices();

    assertThat(prices).hasSize(4);
    assertThat(prices.get("images")).returns(40_000_000L, Price::nanos).returns(1L, Price::per);
    assertThat(prices.get("audio_seconds"))
        .returns(6_000_000L, Price::nanos)
        .returns(60L, Price::per);
    assertThat(prices.get("search_units")).returns(1L, Price::per);
    assertThat(prices.get("input_characters")).returns(1_000_000L, Price::per);
  }

  @Test
  void aLongInputIsPricedByItsTier() {
    apply(
        "tiers",
        today,
        "'openai/mini': {'input': '1', 'output': '8', 'request': '0.5', 'tiers': ["
            + "{'above': 500, 'input': '4'}, {'above': 200, 'input': '2', 'output': '9'}]}");
    Offer offer = offer("mini");

    assertThat(nanos(offer.tariff().at(Map.of("input_tokens", 200L)))).containsOnly(1L, 8L);
    assertThat(nanos(offer.tariff().at(Map.of("cached_input_tokens", 201L)))).containsOnly(2L, 9L);
    assertThat(nanos(offer.tariff().at(Map.of("input_tokens", 501L)))).containsOnly(4L, 9L);
    assertThat(nanos(offer.tariff().dearest())).containsOnly(4L, 9L);
    assertThat(offer.prices().get("calls")).isNotNull();
  }

  @Test
  void aClassOfServiceHasPricesOfItsOwnWithoutTheUsualOnesForTheSame() {
    apply(
        "services",
        today,
        "'openai/mini': {'input': '1', 'cached_input': '1', 'output': '8', 'reasoning': '7',"
            + " 'web_search': '3', 'serviceTiers': {'flex': {'input': '2', 'output': '4'},"
            + " 'embed': {'input': '5', 'tiers': [{'above': 200, 'input': '6'}]}}}");
    Tariff tariff = offer("mini").tariff();

    assertThat(nanos(tariff.at(Map.of("service_tier:flex", 1L)))).containsOnly(2L, 4L, 3L);
    assertThat(nanos(tariff.at(Map.of("service_tier:embed", 1L)))).containsOnly(5L, 8L, 7L, 3L);
    assertThat(nanos(tariff.at(Map.of("service_tier:embed", 1L, "input_tokens", 201L))))
        .containsOnly(6L, 8L, 7L, 3L);
    assertThat(nanos(tariff.at(Map.of("service_tier:priority", 1L)))).containsOnly(1L, 8L, 7L, 3L);
    assertThat(tariff.dearest().get("input_tokens")).returns(6_000_000_000L, Price::nanos);
  }

  @Test
  void refusesTiersThatBeginAtTheSameLengthAndAnotherCurrency() {
    ResourceSet others =
        new ResourceSet(
            List.of(
                new Resource(
                    "budget",
                    "daily",
                    1,
                    SingleQuoted.json("{'currency': 'EUR'}"),
                    Instant.EPOCH)));

    assertThat(
            kind.check(
                scope,
                "l",
                SingleQuoted.json(
                    "{'currency': 'USD', 'asOf': '2026-11-01', 'offers':"
                        + " {'a/b': {'tiers': [{'above': 5}, {'above': 5}]}}}"),
                others))
        .extracting(problem -> problem.path())
        .containsExactlyInAnyOrder("currency", "offers.a/b.tiers");
  }

  private static List<Long> nanos(Map<String, Price> prices) {
    return prices.entrySet().stream()
        .filter(one -> !one.getKey().equals("calls"))
        .map(one -> one.getValue().nanos() / 1_000_000_000)
        .toList();
  }

  private long input(String model) {
    return offer(model).prices().values().iterator().next().nanos();
  }

  private Offer offer(String model) {
    Pricing pricing = new Pricing(lists.of(scope), null).of(List.of(GPT));
    return pricing.priced(Offer.of(GPT, ModelSpec.named(model)));
  }

  private void apply(String id, LocalDate asOf, String offers) {
    String spec = "{'currency': 'USD', 'asOf': '%s', 'offers': {%s}}".formatted(asOf, offers);
    kind.applied(scope, new Resource("prices", id, 4, SingleQuoted.json(spec), Instant.EPOCH));
  }
}
