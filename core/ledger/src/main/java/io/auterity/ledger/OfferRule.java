package io.auterity.ledger;

import io.auterity.provider.Offer;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a budget sets for the offers that may answer one call: priced, cheaper or local.
 * Decisions keep it.
 *
 * @param budget its id
 * @param model of whose offers it asks that, as scopes write it; null for all
 */
public record OfferRule(Ask ask, String budget, @Nullable String model) {

  /** What is asked. */
  public enum Ask {
    /** A price for whatever the call uses. */
    PRICED,
    /** To be in the cheaper half of those that may answer. */
    CHEAPER,
    /** To keep what it is sent in the tenant's own house. */
    LOCAL
  }

  /** Whether it is asked of that one. */
  public boolean covers(Offer offer) {
    return model == null || new LimitScope.OfModel(model).is(offer);
  }
}
