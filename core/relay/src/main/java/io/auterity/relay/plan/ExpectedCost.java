package io.auterity.relay.plan;

import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.relay.call.Demands;
import io.auterity.relay.route.Demand;
import io.auterity.spi.ai.MediaUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The expected cost of a call at an offer: enough to compare offers, and no more. */
final class ExpectedCost {

  /** Of an offer without a price, and of one priced by a time that has not been measured. */
  static final double UNKNOWN = Double.MAX_VALUE;

  private static final long USUAL_INPUT = 1_000;
  private static final long NANOS_PER_MILLISECOND = 1_000_000;
  private static final long UNMEASURED = -1;

  /** In nano-units, where nothing is known of how long it takes. */
  static double of(Offer offer, @Nullable Demand demand) {
    return of(offer, demand, UNMEASURED);
  }

  /**
   * In nano-units.
   *
   * @param latency that is usual there now, in nanoseconds; below 0 where it is not known
   */
  static double of(Offer offer, @Nullable Demand demand, long latency) {
    Map<String, Price> prices = offer.prices();
    Price hardware = prices.get(MediaUnit.PREDICT_MILLISECONDS);
    if (prices.isEmpty() || (hardware != null && latency < 0)) {
      return UNKNOWN;
    }
    return cost(hardware, Math.ceilDiv(latency, NANOS_PER_MILLISECOND)) + untimed(prices, demand);
  }

  private static double untimed(Map<String, Price> prices, @Nullable Demand demand) {
    long input = demand == null || demand.input() == 0 ? USUAL_INPUT : demand.input();
    long output =
        demand == null || demand.output() == null ? Demands.USUAL_OUTPUT : demand.output();
    double sum = 0;
    for (Map.Entry<String, Long> used : units(demand).entrySet()) {
      sum += cost(prices.get(used.getKey()), used.getValue());
    }
    for (String unit : new String[] {"calls", "input_tokens", "output_tokens"}) {
      long quantity = unit.equals("calls") ? 1 : unit.equals("input_tokens") ? input : output;
      sum += cost(prices.get(unit), quantity);
    }
    return sum;
  }

  private static Map<String, Long> units(@Nullable Demand demand) {
    return demand == null ? Map.of() : demand.units();
  }

  private static double cost(@Nullable Price price, long quantity) {
    return price == null ? 0 : (double) price.nanos() * quantity / price.per();
  }
}
