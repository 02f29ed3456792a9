package io.auterity.relay.attempt;

import io.auterity.provider.Offer;
import io.auterity.relay.plan.FallbackChains;
import io.auterity.relay.plan.RankedCandidate;

/**
 * One offer of a plan.
 *
 * @param offer its id
 * @param takesKey whether this call carries an idempotency key that the vendor honours
 * @param chains when it is asked
 */
public record Choice(String offer, boolean takesKey, FallbackChains chains) {

  /** One that is asked in its turn alone. */
  public Choice(String offer, boolean takesKey) {
    this(offer, takesKey, FallbackChains.NONE);
  }

  /**
   * An offer of a plan.
   *
   * @param keyed whether the call carries an idempotency key
   */
  public static Choice of(RankedCandidate planned, boolean keyed) {
    return new Choice(planned.offer(), planned.honoursKey() && keyed, planned.chains());
  }

  String provider() {
    return Offer.providerOf(offer);
  }
}
