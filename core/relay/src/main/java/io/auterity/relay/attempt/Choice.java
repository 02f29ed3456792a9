package io.auterity.relay.attempt;

import io.auterity.provider.Offer;

/**
 * One offer of a plan.
 *
 * @param offer its id
 * @param takesKey whether this call carries an idempotency key that the vendor honours
 */
public record Choice(String offer, boolean takesKey) {

  String provider() {
    return Offer.providerOf(offer);
  }
}
