package io.auterity.relay.plan;

import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;

/**
 * An offer that may answer a call.
 *
 * @param tier all of one tier stand before those of the next: {@link #USED} by the route, its
 *     {@link #FALLBACK}, or further ones behind these
 * @param place in its tier, from 0
 * @param honoursKey whether its vendor returns the first result when an idempotency key repeats
 * @param serves whether its vendor documents its model for the operation
 * @param cost price of a million of each of its units: enough to compare offers of one capability
 * @param chains when it is asked
 */
public record Candidate(
    Offer offer,
    int tier,
    int place,
    boolean honoursKey,
    boolean serves,
    long cost,
    FallbackChains chains) {

  static final int USED = 0;
  static final int FALLBACK = 1;

  /** Of offers that are asked after failures of some causes alone. */
  static final int ON_CAUSE = 2;

  private static final long MILLION = 1_000_000;

  static Candidate of(
      Offer offer, OfferTable.Standing standing, boolean honoursKey, boolean serves) {
    return new Candidate(
        offer,
        standing.tier(),
        standing.place(),
        honoursKey,
        serves,
        cost(offer),
        standing.chains());
  }

  /** The same as an alternative, in a tier behind all others. */
  Candidate asAlternative(int other, int there) {
    return new Candidate(offer, other, there, honoursKey, serves, cost, FallbackChains.ALTERNATIVE);
  }

  /** Whether it stands behind those that the route uses. */
  public boolean fallback() {
    return tier != USED;
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
