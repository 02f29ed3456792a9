package io.auterity.provider.health;

/**
 * The admission of an attempt at one of a provider's offers: a permit, or a refusal as by an open
 * circuit breaker.
 */
public sealed interface Admission {

  /**
   * The breakers' and the slot's leave for one attempt; it is given back once.
   *
   * @param offer whom it asks; an operation where the provider has no models
   * @param begun when it was given, in nanoseconds
   * @param trips of the provider's breaker at that moment
   * @param tripsOfOffer of that of the offer
   */
  record Permit(String offer, long begun, int trips, int tripsOfOffer) implements Admission {}

  /** Why it may not. */
  enum Refusal implements Admission {
    BREAKER_OPEN("its breaker is open"),
    NO_SLOT("all its slots are taken"),
    RESTING("it asked to be left alone for a while"),
    OPERATION_BREAKER_OPEN("its breaker of this operation is open"),
    PROVIDER_BREAKER_OPEN("the breaker of its whole provider is open"),
    PROVIDER_RESTING("its whole provider asked to be left alone for a while");

    private final String reason;

    Refusal(String reason) {
      this.reason = reason;
    }

    /** Whether a breaker refuses, and no limit. */
    public boolean isOfBreaker() {
      return switch (this) {
        case BREAKER_OPEN, OPERATION_BREAKER_OPEN, PROVIDER_BREAKER_OPEN -> true;
        case NO_SLOT, RESTING, PROVIDER_RESTING -> false;
      };
    }

    /** For people, after the offer's name. */
    public String reason() {
      return reason;
    }
  }
}
