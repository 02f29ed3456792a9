package io.auterity.ledger.price;

import io.auterity.provider.Tariff;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;

/**
 * A dated price list of a tenant in one version.
 *
 * @param asOf day from which on it holds
 * @param offers by {@code provider/model} or {@code connector/model}
 */
public record PriceList(String id, int version, LocalDate asOf, Map<String, Tariff> offers) {

  /** The latest first; of equals the one whose id comes last. */
  static final Comparator<PriceList> LATEST_FIRST =
      Comparator.comparing(PriceList::asOf).thenComparing(PriceList::id).reversed();

  public PriceList {
    Objects.requireNonNull(id);
    Objects.requireNonNull(asOf);
    offers = Map.copyOf(offers);
  }
}
