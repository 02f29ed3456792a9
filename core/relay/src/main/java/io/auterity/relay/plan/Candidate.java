package io.auterity.relay.plan;

import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;

/**
 * An offer that may answer a call.
 *
 * @param fallback whether it stands behind all that are not
 * @param place in its half of the route, from 0
 * @param honoursKey whether its vendor returns the first result when an idempotency key repeats
 * @param serves whether its vendor documents its model for the operation
 * @param cost price of a million of each of its units: enough to compare offers of one capability
 */
public record Candidate(
    Offer offer, boolean fallback, int place, boolean honoursKey, boolean serves, long cost) {
  private static final long MILLION = 1_000_000;

  static Candidate of(
      Offer offer, boolean fallback, int place, boolean honoursKey, boolean serves) {
    return new Candidate(offer, fallback, place, honoursKey, serves, cost(offer));
  }

  // In whole numbers, so that the order in which units are added up cannot matter.
  private static long cost(Offer offer) {
    long sum = 0;
    for (Price price : offer.prices().values()) {
      sum += price.nanos() * MILLION / price.per();
    }
    return sum;
  }

  /** Of the offer. */
  public String id() {
    return offer.id();
  }

  public ProviderInfo provider() {
    return offer.provider();
  }
}
