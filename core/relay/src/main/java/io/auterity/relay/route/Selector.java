package io.auterity.relay.route;

import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** Names offers by what they are. */
public sealed interface Selector {

  boolean selects(Offer offer);

  /** Whether it names a provider, or one of its offers. */
  default boolean names(ProviderInfo provider) {
    return selects(Offer.of(provider, null));
  }

  /** As the user wrote it. */
  String text();

  /** What is wrong with an offer that it does not select. */
  default String unmet() {
    return "is not " + text();
  }

  /** What counts only where a provider declares it. */
  sealed interface Declared extends Selector {
    @Override
    default String unmet() {
      return "does not declare " + text();
    }
  }

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

  /** Those that can do something, or do not declare what they can. */
  record Ability(String ability) implements Selector {
    @Override
    public boolean selects(Offer offer) {
      List<String> declared = offer.abilities();
      return declared == null || declared.contains(ability);
    }

    @Override
    public String text() {
      return "ability " + ability;
    }

    @Override
    public String unmet() {
      return "has no ability " + ability;
    }
  }

  /** Those with room for as many tokens, or that do not declare theirs. */
  record Context(long least) implements Selector {
    @Override
    public boolean selects(Offer offer) {
      Long room = offer.context();
      return room == null || room >= least;
    }

    @Override
    public String text() {
      return "context " + least;
    }

    @Override
    public String unmet() {
      return "has room for fewer than %d tokens".formatted(least);
    }
  }

  /** Those that declare to run there; {@code eu} stands for {@code eu-west-1} too. */
  record Region(String region) implements Declared {
    @Override
    public boolean selects(Offer offer) {
      String declared = offer.region();
      return declared != null && (declared.equals(region) || declared.startsWith(region + "-"));
    }

    @Override
    public String text() {
      return "region " + region;
    }
  }

  /** Those that declare to run within one of some areas. */
  record Residency(List<String> areas) implements Declared {
    public Residency {
      areas = List.copyOf(areas);
    }

    @Override
    public boolean selects(Offer offer) {
      String declared = offer.region();
      return declared != null
          && areas.stream().anyMatch(area -> RegionAreas.within(declared, area));
    }

    @Override
    public String text() {
      return "residency " + String.join(" or ", areas);
    }

    @Override
    public String unmet() {
      return "does not declare to run within " + String.join(" or ", areas);
    }
  }

  /** Those that declare to comply with a regime. */
  record Regime(String regime) implements Declared {
    @Override
    public boolean selects(Offer offer) {
      List<String> declared = offer.regimes();
      return declared != null && declared.contains(regime);
    }

    @Override
    public String text() {
      return "regime " + regime;
    }
  }

  /** Those whose vendor promises at least as much privacy. */
  record Keeping(ModelSpec.Privacy privacy) implements Declared {
    @Override
    public boolean selects(Offer offer) {
      ModelSpec.Privacy declared = offer.privacy();
      return declared != null && declared.atLeast(privacy);
    }

    @Override
    public String text() {
      return "privacy " + privacy.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Those of which a million of no unit costs more, and of which a price is known. */
  record MostPrice(String amount, long nanos) implements Selector {
    private static final long MILLION = 1_000_000;

    @Override
    public boolean selects(Offer offer) {
      return !offer.prices().isEmpty() && offer.prices().values().stream().allMatch(this::allows);
    }

    // Without a division, so that nothing is rounded.
    private boolean allows(Price price) {
      return BigInteger.valueOf(price.nanos())
              .multiply(BigInteger.valueOf(MILLION))
              .compareTo(BigInteger.valueOf(nanos).multiply(BigInteger.valueOf(price.per())))
          <= 0;
    }

    @Override
    public String text() {
      return "price " + amount;
    }

    @Override
    public String unmet() {
      return "costs more than %s a million, or has no price".formatted(amount);
    }
  }
}
