package io.auterity.platform.call;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The usage of a call, as quantities by unit such as tokens, and its cost.
 *
 * @param quantities by unit, e.g. {@code input_tokens -> 214}
 * @param cost in nano-units of the tenant's currency
 * @param currency ISO 4217
 */
public record Usage(Map<String, Long> quantities, long cost, String currency) {
  public Usage {
    quantities = Collections.unmodifiableMap(new TreeMap<>(quantities));
  }
}
