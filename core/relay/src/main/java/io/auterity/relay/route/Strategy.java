package io.auterity.relay.route;

import java.util.Locale;

/** How a route orders the providers that may answer. */
public enum Strategy {
  /** Highest score first; without weights to prefer by, in the order of the route. */
  PRIORITY,
  /** Drawn by the call's ticket, in proportion to the route's weights. */
  WEIGHTED,
  /** Each in turn. */
  ROUND_ROBIN,
  /** The one with the smallest share of its slots taken. */
  LEAST_CONNECTIONS,
  /** The one at which this call probably costs least; those without a price come last. */
  CHEAPEST,
  /** The one that answered fastest of late; one that is not known yet is tried. */
  FASTEST;

  /** As routes write it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
