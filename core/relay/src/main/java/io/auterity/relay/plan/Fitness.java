package io.auterity.relay.plan;

import io.auterity.ledger.NanoUnits;
import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.relay.route.Demand;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether an offer can do what a call needs, without any rule written for it. What an offer
 * does not declare is unknown and excludes nothing.
 */
public final class Fitness {

  /** The shortest answer, in tokens, that a longer one is cut to. */
  static final int LEAST = 256;

  /** Why an offer does not fit. */
  public record Misfit(Exclusion.Reason reason, String detail) {}

  /** Null when it fits, as far as it declares what it can do. */
  public static @Nullable Misfit of(Demand demand, Offer offer) {
    String lacking = lacking(demand, offer.abilities());
    return lacking == null
        ? tooLong(demand, offer)
        : new Misfit(Exclusion.Reason.ABILITY, "has no ability " + lacking);
  }

  /**
   * Which price is not known, without which a call may cost what no budget sees; null when none is
   * missing. Whatever models do is metered in tokens, or in units that the call itself tells, so a
   * price per call alone does not do.
   */
  static @Nullable String unpriced(Demand demand, Offer offer) {
    if (!demand.billed()) {
      return null;
    }
    if (offer.tariff().isEmpty()) {
      return "no price";
    }
    if (demand.units().containsKey(MediaUnit.TUNING_JOBS)) {
      return "no price before it has ended";
    }
    String surcharge = unpricedSurcharge(demand, offer);
    if (surcharge != null) {
      return surcharge;
    }
    if (offer.prices().containsKey(MediaUnit.PREDICT_MILLISECONDS)) {
      return null;
    }
    if (demand.units().keySet().stream()
        .anyMatch(unit -> !Surcharge.isOne(unit) && offer.prices().containsKey(unit))) {
      return null;
    }
    Map<String, Long> asked = new HashMap<>(demand.units());
    asked.put(TokenUnit.INPUT.wire(), demand.input());
    Map<String, Price> prices = offer.tariff().at(asked);
    if (NanoUnits.priceOf(TokenUnit.INPUT.wire(), prices) == null) {
      return "no price for input";
    }
    return demand.writes() && NanoUnits.priceOf(TokenUnit.OUTPUT.wire(), prices) == null
        ? "no price for output"
        : null;
  }

  // Whatever is asked beside tokens and has a price of its own at vendors needs one here.
  private static @Nullable String unpricedSurcharge(Demand demand, Offer offer) {
    for (String unit :
        demand.units().keySet().stream().filter(Surcharge::isOne).sorted().toList()) {
      String tier = Surcharge.tierOf(unit).orElse(null);
      if (tier == null && !offer.prices().containsKey(unit)) {
        return "no price for " + unit;
      }
      if (tier != null && offer.tariff().service(tier) == null) {
        return "no price for service tier " + tier;
      }
    }
    return null;
  }

  /**
   * How long an answer an offer can give to an input, in tokens; null where it declares nothing
   * that is less than what is asked.
   */
  public static @Nullable Integer cut(int asked, long input, Offer offer) {
    long most = asked;
    if (offer.output() != null) {
      most = Math.min(most, offer.output());
    }
    if (offer.context() != null) {
      most = Math.min(most, Math.max(1, offer.context() - input));
    }
    return most < asked ? Integer.valueOf((int) most) : null;
  }

  private static @Nullable String lacking(Demand demand, @Nullable List<String> declared) {
    if (declared != null) {
      for (String needed : demand.abilities()) {
        if (!declared.contains(needed)) {
          return needed;
        }
      }
    }
    return null;
  }

  private static @Nullable Misfit tooLong(Demand demand, Offer offer) {
    Long most = offer.output();
    int asked = demand.output() == null ? 0 : demand.output();
    if (most != null && asked > most) {
      return context("gives at most %d tokens of output, and %d are asked", most, asked);
    }
    Long room = offer.context();
    return room != null && demand.input() + asked > room
        ? context("has room for %d tokens, and this takes about %d", room, demand.input() + asked)
        : null;
  }

  private static Misfit context(String detail, long most, long asked) {
    return new Misfit(Exclusion.Reason.CONTEXT, detail.formatted(most, asked));
  }
}
