package io.auterity.relay.route;

import io.auterity.platform.provider.Offer;
import io.auterity.platform.provider.ProviderInfo;

/** Names offers by what they are. */
public sealed interface Selector {

  boolean selects(Offer offer);

  /** Whether it names a provider, or one of its offers. */
  default boolean names(ProviderInfo provider) {
    return selects(Offer.of(provider, null));
  }

  /** As the user wrote it. */
  String text();

  /** One offer by its id, or all of one provider by its bare name. */
  record Id(String word) implements Selector {
    @Override
    public boolean selects(Offer offer) {
      return offer.isNamed(word);
    }

    @Override
    public boolean names(ProviderInfo provider) {
      return provider.id().equals(Offer.providerOf(word));
    }

    @Override
    public String text() {
      return word;
    }
  }

  /** Those that carry an honest label. */
  record Mark(String mark) implements Selector {
    @Override
    public boolean selects(Offer offer) {
      return offer.provider().marks().contains(mark);
    }

    @Override
    public String text() {
      return "mark " + mark;
    }
  }

  /** Those of one connector. */
  record Connector(String connector) implements Selector {
    @Override
    public boolean selects(Offer offer) {
      return offer.provider().connector().equals(connector);
    }

    @Override
    public String text() {
      return "connector " + connector;
    }
  }

  /** Those verified at least as well: V1 is best, V5 least, V0 not at all. */
  record Grade(String grade) implements Selector {
    @Override
    public boolean selects(Offer offer) {
      return rank(offer.provider().grade()) <= rank(grade);
    }

    @Override
    public String text() {
      return "grade " + grade + " or better";
    }

    private static int rank(String grade) {
      int number = grade.charAt(grade.length() - 1) - '0';
      return number == 0 ? 6 : number;
    }
  }
}
