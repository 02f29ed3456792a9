package io.auterity.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a call metered, summed by unit. */
final class FakeUsage {

  private final Map<String, Long> quantities = new ConcurrentHashMap<>();

  void add(String unit, long quantity) {
    quantities.merge(unit, quantity, Long::sum);
  }

  Map<String, Long> byUnit() {
    return Map.copyOf(quantities);
  }
}
