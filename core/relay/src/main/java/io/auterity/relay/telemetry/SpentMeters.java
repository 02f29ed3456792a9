package io.auterity.relay.telemetry;

import io.auterity.provider.Attempt;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Exact sums of what attempts at one model of one provider used and what that cost, whatever was
 * asked of it: a meter of these tags can be registered once.
 */
final class SpentMeters {

  private static final double NANOS = 1e9;

  private final MeterRegistry registry;
  private final Tags offer;
  private final Map<String, LongAdder> used = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> costs = new ConcurrentHashMap<>();

  SpentMeters(MeterRegistry registry, String tenant, String provider, String model) {
    this.registry = registry;
    this.offer = Tags.of("tenant", tenant, "provider", provider, "model", model);
  }

  /**
   * Counts one attempt.
   *
   * @param quantities by unit
   * @param cost in nano-units
   */
  void add(Map<String, Long> quantities, long cost, String currency) {
    quantities.forEach(this::use);
    if (cost != 0) {
      adder(costs, currency, this::money).add(cost);
    }
  }

  // How often a provider was called is what durations count.
  private void use(String unit, long quantity) {
    if (!unit.equals(Attempt.CALLS)) {
      adder(used, unit, this::sum).add(quantity);
    }
  }

  private static LongAdder adder(
      Map<String, LongAdder> all, String name, Function<String, LongAdder> made) {
    LongAdder known = all.get(name);
    return known != null ? known : all.computeIfAbsent(name, made);
  }

  private LongAdder sum(String unit) {
    LongAdder sum = new LongAdder();
    FunctionCounter.builder("auterity.usage", sum, LongAdder::doubleValue)
        .description("What attempts used, by the units that are priced")
        .tags(offer)
        .tag("unit", unit)
        .register(registry);
    return sum;
  }

  private LongAdder money(String currency) {
    LongAdder sum = new LongAdder();
    FunctionCounter.builder("auterity.cost", sum, nanos -> nanos.sum() / NANOS)
        .description("What attempts cost")
        .tags(offer)
        .tag("currency", currency)
        .register(registry);
    return sum;
  }
}
