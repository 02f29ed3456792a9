package io.auterity.ledger;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a tenant's limits for calls without a price, found out once for each change of the
 * limits and read without a lock.
 *
 * @param money every limit of money, also those that allow calls without a price
 * @param ofAll the first limit of all money that allows nothing without a price; null without one
 * @param ofSome those on the money of some callers
 * @param ofModels those on the money of some models
 * @param all every one of them
 */
record PricedLimits(
    List<Limit> money,
    @Nullable String ofAll,
    List<Limit> ofSome,
    List<Limit> ofModels,
    List<Limit> all) {

  static final PricedLimits NONE = of(List.of());

  PricedLimits {
    money = List.copyOf(money);
    ofSome = List.copyOf(ofSome);
    ofModels = List.copyOf(ofModels);
    all = List.copyOf(all);
  }

  static PricedLimits of(Collection<Limit> limits) {
    List<Limit> all =
        limits.stream().filter(limit -> limit.ofMoney() && !limit.unpriced()).toList();
    return new PricedLimits(
        limits.stream().filter(Limit::ofMoney).toList(),
        all.stream()
            .filter(limit -> limit.scope().equals(LimitScope.wholeTenant()))
            .map(Limit::id)
            .findFirst()
            .orElse(null),
        all.stream()
            .filter(limit -> !limit.scope().equals(LimitScope.wholeTenant()))
            .filter(limit -> limit.scope().model() == null)
            .toList(),
        all.stream().filter(limit -> limit.scope().model() != null).toList(),
        all);
  }

  /** Whether any limit of money counts what such a caller spends. */
  boolean count(LimitScope.Caller caller) {
    for (Limit limit : money) {
      if (limit.scope().covers(caller)) {
        return true;
      }
    }
    return false;
  }

  /** The first limit of money on such a caller that allows nothing unpriced. */
  @Nullable String of(LimitScope.Caller caller) {
    for (Limit limit : ofSome) {
      if (limit.scope().covers(caller)) {
        return limit.id();
      }
    }
    return null;
  }

  /** What those on models ask of the offers of such a caller. */
  List<OfferRule> rules(LimitScope.Caller caller) {
    return ofModels.isEmpty()
        ? List.of()
        : ofModels.stream()
            .filter(limit -> limit.scope().covers(caller))
            .map(limit -> new OfferRule(OfferRule.Ask.PRICED, limit.id(), limit.scope().model()))
            .toList();
  }
}
