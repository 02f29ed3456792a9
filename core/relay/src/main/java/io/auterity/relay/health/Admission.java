package io.auterity.relay.health;

/** Whether an attempt may begin at a provider. */
public sealed interface Admission {

  /**
   * The breaker's and the slot's leave for one attempt; it is given back once.
   *
   * @param begun when it was given, in nanoseconds
   * @param trips of the breaker at that moment
   */
  record Permit(long begun, int trips) implements Admission {}

  /** Why it may not. */
  enum Refusal implements Admission {
    BREAKER_OPEN("its breaker is open"),
    NO_SLOT("all its slots are taken"),
    RESTING("it asked to be left alone for a while");

    private final String reason;

    Refusal(String reason) {
      this.reason = reason;
    }

    /** For people, after the provider's name. */
    public String reason() {
      return reason;
    }
  }
}
