package io.auterity.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.price.PriceList;
import io.auterity.ledger.price.Pricing;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.ModelSpec.Privacy;
import io.auterity.provider.Offering;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.provider.Tariff;
import io.auterity.server.providers.OfferedModel.PriceTier;
import io.auterity.server.web.json.UnitPrice;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OfferedModelTest {

  private static final ModelSpec DECLARED =
      new ModelSpec(
          "mini",
          "mini-2024-07-18",
          128_000L,
          16_384L,
          List.of("tools"),
          "eu-west-1",
          List.of(),
          null);

  @Test
  void aModelTellsWhatItDeclares() {
    OfferedModel mini = models(Pricing.NONE).getFirst();

    assertThat(mini.offer()).isEqualTo("vendor/mini");
    assertThat(mini.as()).isEqualTo("mini-2024-07-18");
    assertThat(mini.usual()).isTrue();
    assertThat(mini.context()).isEqualTo(128_000);
    assertThat(mini.output()).isEqualTo(16_384);
    assertThat(mini.abilities()).containsExactly("tools");
    assertThat(mini.region()).isEqualTo("eu-west-1");
    assertThat(mini.regimes()).isEmpty();
  }

  @Test
  void whatItDoesNotDeclareIsTheProvidersOrUnknown() {
    OfferedModel bare = models(Pricing.NONE).getLast();

    assertThat(bare.as()).isEqualTo("bare");
    assertThat(bare.usual()).isFalse();
    assertThat(bare.context()).isNull();
    assertThat(bare.abilities()).isNull();
    assertThat(bare.region()).isEqualTo("us");
    assertThat(bare.regimes()).containsExactly("hipaa");
    assertThat(bare.privacy()).isEqualTo(Privacy.NO_TRAINING);
  }

  @Test
  void theListInForceGivesItsPrices() {
    Price usual = price(150_000_000);
    Price longer = price(300_000_000);
    Tariff tariff =
        new Tariff(
            Map.of("input_tokens", usual),
            List.of(new Tariff.Tier(200_000, Map.of("input_tokens", longer))));
    PriceList list =
        new PriceList("list", 3, LocalDate.of(2026, 11, 1), Map.of("openai/mini", tariff));

    List<OfferedModel> models = models(new Pricing(List.of(list), "daily"));

    assertThat(models.getFirst().prices())
        .containsExactly(
            new UnitPrice("input_tokens", "0.15", 1_000_000, "USD", "2026-11-01", "list v3"));
    assertThat(models.getFirst().tiers())
        .containsExactly(
            new PriceTier(
                200_000,
                List.of(
                    new UnitPrice(
                        "input_tokens", "0.3", 1_000_000, "USD", "2026-11-01", "list v3"))));
    assertThat(models.getLast().prices()).isEmpty();
  }

  private static Price price(long nanos) {
    return new Price(nanos, 1_000_000, "USD", "2026-11-01", "list v3");
  }

  private static List<OfferedModel> models(Pricing pricing) {
    Offering offering =
        new Offering(
            List.of(DECLARED, ModelSpec.named("bare")),
            null,
            "us",
            List.of("hipaa"),
            Privacy.NO_TRAINING,
            List.of());
    return OfferedModel.all(
        SampleProvider.of("vendor", "ai", "openai")
            .plugin("ai-openai", "1")
            .generation(1)
            .grade("V3")
            .state(ProviderInfo.State.CONNECTED)
            .slots(4)
            .offering(offering)
            .build(),
        pricing);
  }
}
