package io.auterity.ledger.price;

import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Tariff;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The prices that planning goes by: price lists, and the budget under which only what has a price
 * may be used.
 *
 * @param lists those that hold, the latest first
 * @param budget the limit of money under which only what has a price may be used; null without one
 */
public record Pricing(List<PriceList> lists, @Nullable String budget) {

  /** Of a tenant without price lists and budgets. */
  public static final Pricing NONE = new Pricing(List.of(), null);

  public Pricing {
    lists = List.copyOf(lists);
  }

  /** The same offer at the price that holds for it. */
  public Offer priced(Offer offer) {
    if (offer.model() == null || lists.isEmpty()) {
      return offer;
    }
    Tariff tariff = find(offer.id());
    if (tariff == null) {
      tariff = find(Offer.id(offer.provider().connector(), offer.model().id()));
    }
    return tariff == null ? offer : offer.at(tariff);
  }

  private @Nullable Tariff find(String key) {
    for (PriceList list : lists) {
      Tariff tariff = list.offers().get(key);
      if (tariff != null) {
        return tariff;
      }
    }
    return null;
  }

  /** The same without what concerns none of these providers, since decisions keep it. */
  public Pricing of(List<ProviderInfo> providers) {
    Set<String> known = new HashSet<>();
    for (ProviderInfo provider : providers) {
      known.add(provider.id());
      known.add(provider.connector());
    }
    return new Pricing(lists.stream().map(list -> narrowed(list, known)).toList(), budget);
  }

  private static PriceList narrowed(PriceList list, Set<String> known) {
    Map<String, Tariff> offers = new HashMap<>();
    list.offers()
        .forEach(
            (key, tariff) -> {
              if (known.contains(Offer.providerOf(key))) {
                offers.put(key, tariff);
              }
            });
    return new PriceList(list.id(), list.version(), list.asOf(), offers);
  }
}
