package io.auterity.spi;

import java.util.Map;

/**
 * An input that tells the most that a call with it can use in units that cannot be told from its
 * length in text: pictures, seconds of sound, searches. Limits of money hold that much before the
 * call. The first unit is the one in which vendors bill who do not bill tokens.
 */
public interface Measured {

  /** Quantities by unit, e.g. {@code images -> 2}, in order; tokens of input add to its text's. */
  Map<String, Long> most();

  /**
   * What it probably uses of these units, for a call whose vendor does not tell. One that is empty
   * says that such a call uses nothing at all, not even tokens for its text.
   */
  default Map<String, Long> likely() {
    return most();
  }
}
