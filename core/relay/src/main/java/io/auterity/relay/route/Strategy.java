package io.auterity.relay.route;

import io.auterity.platform.json.LowerCaseName;

/** The load-balancing strategy of a route: how it orders the providers that may answer. */
public enum Strategy implements LowerCaseName {
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
  FASTEST,
  /** Each in turn as often as its weight says, evenly mixed. */
  SMOOTH_WEIGHTED,
  /** Of two that are drawn, the one that is expected to answer sooner. */
  LEAST_LATENCY,
  /** Calls of one caller, or with one value of a label, at the same one. */
  HASH,
  /** A conversation where its beginning was asked last. */
  AFFINITY,
  /** The cheapest, then the next for as long as an answer is not sure enough. */
  CONFIDENT,
  /** The one that did best in calls like this one, by what callers said of answers. */
  LEARNED
}
