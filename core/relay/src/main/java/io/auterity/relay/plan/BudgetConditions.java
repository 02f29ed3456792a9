package io.auterity.relay.plan;

import io.auterity.ledger.OfferRule;
import io.auterity.ledger.OfferRule.Ask;
import io.auterity.provider.ModelSpec.Privacy;
import io.auterity.provider.Offer;
import io.auterity.relay.route.Demand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of budgets on the offers that may answer a call, and which do not meet them. */
final class BudgetConditions {

  private final Demand demand;
  private final @Nullable String whole;

  /**
   * @param whole a budget that asks for prices, whichever the caller; null without one
   */
  BudgetConditions(Demand demand, @Nullable String whole) {
    this.demand = demand;
    this.whole = whole == null ? demand.budget() : whole;
  }

  /** Why an offer may not answer, whichever others may; null when nothing is against it. */
  Fitness.@Nullable Misfit of(Offer offer) {
    String pricing = whole == null ? asking(Ask.PRICED, offer) : whole;
    String unknown = pricing == null ? null : Fitness.unpriced(demand, offer);
    if (unknown != null) {
      return new Fitness.Misfit(
          Exclusion.Reason.UNPRICED,
          "has %s, and budget '%s' asks for one".formatted(unknown, pricing));
    }
    String local = asking(Ask.LOCAL, offer);
    Privacy promised = offer.privacy();
    return local == null || (promised != null && promised.atLeast(Privacy.LOCAL))
        ? null
        : new Fitness.Misfit(
            Exclusion.Reason.BUDGET,
            "is not local, and budget '%s' is used so far that it lets only those answer"
                .formatted(local));
  }

  private @Nullable String asking(Ask ask, Offer offer) {
    for (OfferRule rule : demand.rules()) {
      if (rule.ask() == ask && rule.covers(offer)) {
        return rule.budget();
      }
    }
    return null;
  }

  /**
   * Leaves the cheaper half of the offers, of an odd number one more, and whatever costs as little
   * as the dearest of these; those that such a budget does not cover stay in any case.
   */
  List<Candidate> cheaper(List<Candidate> candidates, Exclusion.Grouping exclusions) {
    if (demand.rules().stream().noneMatch(rule -> rule.ask() == Ask.CHEAPER)) {
      return candidates;
    }
    double most =
        candidates.stream()
            .mapToDouble(one -> ExpectedCost.of(one.offer(), demand))
            .sorted()
            .limit((candidates.size() + 1) / 2)
            .max()
            .orElse(ExpectedCost.UNKNOWN);
    return candidates.stream().filter(one -> cheapEnough(one, most, exclusions)).toList();
  }

  private boolean cheapEnough(Candidate one, double most, Exclusion.Grouping exclusions) {
    String budget = asking(Ask.CHEAPER, one.offer());
    if (budget == null || ExpectedCost.of(one.offer(), demand) <= most) {
      return true;
    }
    exclusions.add(
        Exclusion.Reason.BUDGET,
        one.id(),
        "is in the dearer half, and budget '%s' is used so far that it lets only the cheaper answer"
            .formatted(budget));
    return false;
  }
}
