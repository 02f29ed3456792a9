package io.auterity.ledger.price;

import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.resource.SpecKind;
import io.auterity.provider.Price;
import io.auterity.provider.Tariff;
import io.auterity.provider.config.CurrencyRule;
import io.auterity.spi.Json;
import io.auterity.spi.ai.TokenUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The declarative resource {@code prices}: a dated price list. */
public final class PricesKind extends SpecKind<PricesSpec> {

  private static final String MORE =
      """
      {"properties": {"offers": {
        "propertyNames": {"pattern": "^[^/]+/.+$", "maxLength": 320},
        "additionalProperties": {"properties": {"serviceTiers": {
          "propertyNames": {"pattern": "^[a-z][a-z0-9_.-]*(\\\\+[a-z][a-z0-9_.-]*)*$",
            "maxLength": 100},
          "additionalProperties": {"required": ["input"]}}}}}}}""";

  private final PriceLists lists;

  public PricesKind(PriceLists lists) {
    super("prices", 15, PricesSpec.class, MORE);
    this.lists = lists;
  }

  @Override
  protected List<Problem> check(TenantScope scope, String id, PricesSpec spec, ResourceSet others) {
    Json.Obj currency = Json.EMPTY.with("currency", Json.of(spec.currency()));
    List<Problem> problems = new ArrayList<>(CurrencyRule.check(name(), id, currency, others));
    spec.offers()
        .forEach(
            (key, offer) -> {
              checkTiers("offers." + key, offer.tiers(), problems);
              offer
                  .serviceTiers()
                  .forEach(
                      (name, service) ->
                          checkTiers(
                              "offers.%s.serviceTiers.%s".formatted(key, name),
                              service.tiers(),
                              problems));
            });
    return problems;
  }

  private static void checkTiers(String path, List<PricesSpec.Tier> tiers, List<Problem> problems) {
    if (tiers.stream().map(PricesSpec.Tier::above).distinct().count() < tiers.size()) {
      problems.add(
          new Problem(
              path + ".tiers", "must differ in above", "join those that begin at the same length"));
    }
  }

  @Override
  protected void applied(TenantScope scope, Resource resource, PricesSpec spec) {
    lists.put(scope, list(resource, spec), spec.baseline());
  }

  @Override
  public void removed(TenantScope scope, String id) {
    lists.remove(scope, id);
  }

  private static PriceList list(Resource resource, PricesSpec spec) {
    String name = "%s v%d".formatted(resource.id(), resource.version());
    Label label = new Label(spec.currency(), spec.asOf().toString(), name);
    Map<String, Tariff> offers = new HashMap<>();
    spec.offers().forEach((key, offer) -> offers.put(key, tariff(offer, label)));
    return new PriceList(resource.id(), resource.version(), spec.asOf(), offers);
  }

  /** What all prices of a list have in common. */
  private record Label(String currency, String asOf, String list) {

    private Price price(String amount, long per) {
      return new Price(NanoUnits.nanos(amount), per, currency, asOf, list);
    }

    private Map<String, Price> prices(Map<TokenUnit, String> amounts, long per) {
      Map<String, Price> prices = new HashMap<>();
      amounts.forEach((unit, amount) -> prices.put(unit.wire(), price(amount, per)));
      return prices;
    }

    private List<Tariff.Tier> tiers(List<PricesSpec.Tier> tiers, long per) {
      return tiers.stream()
          .sorted(Comparator.comparingLong(PricesSpec.Tier::above))
          .map(tier -> new Tariff.Tier(tier.above(), prices(tier.amounts(), per)))
          .toList();
    }
  }

  private static Tariff tariff(PricesSpec.Offer offer, Label label) {
    long per = offer.per();
    Map<String, Price> prices = new HashMap<>();
    offer
        .amounts()
        .forEach(
            (priced, amount) -> prices.put(priced.unit(), label.price(amount, priced.per(per))));
    Map<String, Tariff> services = new HashMap<>();
    offer
        .serviceTiers()
        .forEach(
            (name, service) ->
                services.put(
                    name,
                    new Tariff(
                        label.prices(service.amounts(), per), label.tiers(service.tiers(), per))));
    return new Tariff(prices, label.tiers(offer.tiers(), per), services);
  }
}
