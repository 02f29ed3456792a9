package io.auterity.relay.route;

import java.util.List;

/**
 * Soft weights of a score, each at least 0.
 *
 * @param order the place in the route
 * @param latency the estimate, against the fastest candidate's
 * @param cost the list price, against the cheapest candidate's
 * @param load the share of slots that is free
 * @param health the share of recent attempts that did not fail
 * @param wishes what an offer should be; each that it is weighs 1
 */
public record Preference(
    double order, double latency, double cost, double load, double health, List<Selector> wishes) {

  /** The order of the route and nothing else. */
  public static final Preference ORDER = new Preference(1, 0, 0, 0, 0, List.of());

  public Preference {
    if (Math.min(order, Math.min(latency, Math.min(cost, Math.min(load, health)))) < 0) {
      throw new IllegalArgumentException("a weight below 0");
    }
    wishes = List.copyOf(wishes);
  }

  /** The sum of all weights. */
  public double sum() {
    return order + latency + cost + load + health + wishes.size();
  }

  /** The same with these wishes. */
  Preference withWishes(List<Selector> wanted) {
    return new Preference(order, latency, cost, load, health, wanted);
  }
}
