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
  LEAST_CONNECTIONS;

  /** As routes write it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
