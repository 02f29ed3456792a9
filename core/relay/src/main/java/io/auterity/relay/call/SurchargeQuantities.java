package io.auterity.relay.call;

import java.util.HashMap;
import java.util.Map;

/**
 * The quantities that a request uses and that are billed beside its tokens, by unit.
 *
 * @param most that it can use
 * @param untold what it uses though no answer tells it
 */
public record SurchargeQuantities(Map<String, Long> most, Map<String, Long> untold) {

  /** Of what asks for nothing. */
  public static final SurchargeQuantities NONE = new SurchargeQuantities(Map.of(), Map.of());

  public SurchargeQuantities {
    most = Map.copyOf(most);
    untold = Map.copyOf(untold);
  }

  /** What it probably uses: each once. */
  Map<String, Long> likely() {
    Map<String, Long> units = new HashMap<>(most);
    units.replaceAll((unit, uses) -> 1L);
    return units;
  }
}
