package io.auterity.relay.call;

import io.auterity.platform.provider.Attempt;
import io.auterity.platform.provider.Price;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.ledger.NanoUnits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What all attempts of one call used and cost. */
public final class Bill {

  private static final String USUAL_CURRENCY = "USD";

  private final Map<String, Long> quantities = new HashMap<>();
  private final Set<String> priceLists = new TreeSet<>();
  private final Set<String> unpriced = new TreeSet<>();
  private String currency = USUAL_CURRENCY;
  private long cost;
  private boolean untold;

  /** Adds one attempt and returns what it cost. */
  public long add(Map<String, Long> used, Map<String, Price> prices) {
    used.forEach((unit, quantity) -> quantities.merge(unit, quantity, Long::sum));
    used.keySet().forEach(unit -> note(unit, prices.get(unit)));
    long of = NanoUnits.cost(used, prices);
    cost += of;
    return of;
  }

  /**
   * Adds an attempt whose use nobody told: it may have cost as much as was held for it. Returns
   * what it is taken to have cost.
   */
  public long addUntold(Map<String, Long> used, long held, Map<String, Price> prices) {
    long of = add(used, prices);
    if (held <= of) {
      return of;
    }
    prices.forEach(this::note);
    cost += held - of;
    untold = true;
    return held;
  }

  /** Whether the cost of an attempt is what was held for it. */
  public boolean untold() {
    return untold;
  }

  private void note(String unit, @Nullable Price price) {
    if (price != null) {
      priceLists.add(price.asOf());
      currency = price.currency();
    } else if (!unit.equals(Attempt.CALLS)) {
      unpriced.add(unit);
    }
  }

  public Decision.Used used() {
    return new Decision.Used(
        quantities, cost, currency, List.copyOf(priceLists), List.copyOf(unpriced));
  }
}
