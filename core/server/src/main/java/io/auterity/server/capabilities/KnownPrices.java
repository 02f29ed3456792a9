package io.auterity.server.capabilities;

import io.auterity.ledger.price.PriceList;
import io.auterity.ledger.price.Pricing;
import io.auterity.provider.Offer;
import io.auterity.provider.ProviderInfo;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The prices of a connector that a tenant knows, once it has a provider of it.
 *
 * @param models how many have one, in its providers or in a list that holds
 * @param lists that name some of them, the latest first
 */
public record KnownPrices(int models, List<String> lists) {

  /** Null where no price of it is known. */
  static @Nullable KnownPrices of(
      String connector, Collection<ProviderInfo> providers, Pricing pricing) {
    List<ProviderInfo> own =
        providers.stream().filter(provider -> provider.connector().equals(connector)).toList();
    Set<String> names = new TreeSet<>(own.stream().map(ProviderInfo::id).toList());
    names.add(connector);
    List<PriceList> lists =
        pricing.lists().stream().filter(list -> named(list, names).findAny().isPresent()).toList();
    Set<String> models = new TreeSet<>();
    lists.forEach(list -> named(list, names).forEach(models::add));
    own.forEach(provider -> priced(provider).forEach(models::add));
    return models.isEmpty()
        ? null
        : new KnownPrices(models.size(), lists.stream().map(PriceList::id).distinct().toList());
  }

  private static Stream<String> named(PriceList list, Set<String> names) {
    return list.offers().keySet().stream()
        .filter(offer -> names.contains(Offer.providerOf(offer)))
        .map(offer -> String.valueOf(Offer.modelOf(offer)));
  }

  private static Stream<String> priced(ProviderInfo provider) {
    return provider.offering().byId().values().stream()
        .filter(model -> !Offer.of(provider, model).prices().isEmpty())
        .map(model -> model.id());
  }
}
