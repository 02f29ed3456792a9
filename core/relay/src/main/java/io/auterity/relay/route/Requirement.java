package io.auterity.relay.route;

import io.auterity.platform.provider.Offer;

/** What an offer must be; one that is not is excluded, whatever else speaks for it. */
public sealed interface Requirement {

  boolean met(CallFacts facts, Offer offer);

  /** As the user wrote it. */
  String text();

  /** What is wrong with an offer that does not meet it. */
  String unmet();

  /** By what the offer is. */
  record Is(Selector selector) implements Requirement {
    @Override
    public boolean met(CallFacts facts, Offer offer) {
      return selector.selects(offer);
    }

    @Override
    public String text() {
      return selector.text();
    }

    @Override
    public String unmet() {
      return selector.unmet();
    }
  }

  /** By an expression over call and provider. */
  record Holds(Condition condition) implements Requirement {
    @Override
    public boolean met(CallFacts facts, Offer offer) {
      return condition.test(facts, offer.provider());
    }

    @Override
    public String text() {
      return condition.text();
    }

    @Override
    public String unmet() {
      return "does not meet " + condition.text();
    }
  }
}
