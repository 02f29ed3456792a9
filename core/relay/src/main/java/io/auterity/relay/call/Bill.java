package io.auterity.relay.call;

import io.auterity.ledger.NanoUnits;
import io.auterity.provider.Attempt;
import io.auterity.provider.Price;
import io.auterity.provider.Tariff;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.ai.Surcharge;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The bill of one call: the usage and cost of all its attempts. */
public final class Bill {

  /** Unit of calls that were given another's answer. */
  public static final String CACHE_HITS = "cache_hits";

  private static final String USUAL_CURRENCY = "USD";

  private final Map<String, Long> quantities = new HashMap<>();
  private final Set<String> priceLists = new TreeSet<>();
  private final Set<String> unpriced = new TreeSet<>();
  private String currency = USUAL_CURRENCY;
  private long cost;
  private boolean estimated;
  private Decision.@Nullable Used used;

  /**
   * What one attempt cost.
   *
   * @param priceLists that its prices are from
   */
  public record Line(long cost, List<String> priceLists) {
    public Line {
      priceLists = List.copyOf(priceLists);
    }
  }

  /** Adds one attempt. */
  public Line add(AttemptUsage usage, Tariff tariff) {
    used = null;
    Map<String, Price> prices = tariff.at(usage.quantities());
    Map<String, Long> more = usage.quantities();
    more.forEach((unit, quantity) -> quantities.merge(unit, quantity, Long::sum));
    Set<String> lists = new TreeSet<>();
    more.keySet().stream()
        .filter(unit -> !served(unit, tariff))
        .forEach(unit -> note(unit, NanoUnits.priceOf(unit, prices), lists));
    priceLists.addAll(lists);
    long of = NanoUnits.cost(more, prices);
    cost += of;
    estimated |= usage.estimated();
    return new Line(of, List.copyOf(lists));
  }

  /** Adds that another call's answer was given, which costs nothing. */
  void hit(String of) {
    used = null;
    quantities.merge(CACHE_HITS, 1L, Long::sum);
    currency = of;
  }

  // A class of service has no price: it says which prices count.
  private static boolean served(String unit, Tariff tariff) {
    return Surcharge.tierOf(unit).filter(tier -> tariff.service(tier) != null).isPresent();
  }

  private void note(String unit, @Nullable Price price, Set<String> lists) {
    if (price != null) {
      lists.add(price.source());
      currency = price.isOfProcess() ? currency : price.currency();
    } else if (!unit.equals(Attempt.CALLS)) {
      unpriced.add(unit);
    }
  }

  public Decision.Used used() {
    Decision.Used known = used;
    if (known == null) {
      known =
          new Decision.Used(
              quantities,
              cost,
              currency,
              List.copyOf(priceLists),
              List.copyOf(unpriced),
              estimated);
      used = known;
    }
    return known;
  }
}
