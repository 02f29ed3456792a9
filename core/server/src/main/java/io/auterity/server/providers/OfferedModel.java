package io.auterity.server.providers;

import io.auterity.ledger.price.Pricing;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.server.web.json.UnitPrice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of a provider and what it costs today. What is absent is not declared, so that it is not
 * known and excludes no call.
 *
 * @param offer {@code provider/model}, as routes and callers may name it
 * @param as the vendor's own name
 * @param usual whether it answers calls that name no model
 * @param context most tokens of input and output together
 * @param output most tokens of output
 * @param abilities empty when it declares none
 * @param region its own, else the provider's
 * @param prices in force, by unit; empty when it has none
 * @param tiers other prices, for the whole of a call with a long input
 */
public record OfferedModel(
    String id,
    String offer,
    String as,
    boolean usual,
    @Nullable Long context,
    @Nullable Long output,
    @Nullable List<String> abilities,
    @Nullable String region,
    @Nullable List<String> regimes,
    ModelSpec.@Nullable Privacy privacy,
    List<UnitPrice> prices,
    List<PriceTier> tiers) {

  /**
   * Prices for the whole of a call whose input is long.
   *
   * @param above how many tokens of input it must have more than
   */
  public record PriceTier(long above, List<UnitPrice> prices) {}

  /** Every model that a provider lists, in its order. */
  public static List<OfferedModel> all(ProviderInfo provider, Pricing pricing) {
    return provider.offering().byId().values().stream()
        .map(model -> of(provider, model, pricing))
        .toList();
  }

  private static OfferedModel of(ProviderInfo provider, ModelSpec model, Pricing pricing) {
    Offering offering = provider.offering();
    Offer offer = pricing.priced(Offer.of(provider, model));
    return new OfferedModel(
        model.id(),
        offer.id(),
        model.vendorName(),
        model.equals(offering.first()),
        offer.context(),
        offer.output(),
        offer.abilities(),
        offer.region(),
        offer.regimes(),
        offer.privacy(),
        UnitPrice.all(offer.prices()),
        offer.tariff().tiers().stream()
            .map(tier -> new PriceTier(tier.above(), UnitPrice.all(tier.prices())))
            .toList());
  }
}
