package io.auterity.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one tenant that have windows, found by what is asked of them; another one with each
 * change, so that it is read without a lock.
 */
final class LimitsInForce {

  static final LimitsInForce NONE = new LimitsInForce(new TreeMap<>());

  private final SortedMap<String, Limit> byKey;
  private final ScopeIndex<Map.Entry<String, Limit>> byScope;
  private final PricedLimits priced;
  private final Map<String, List<Limit>> budgets;
  private final List<Limit> ofOffers;

  private LimitsInForce(SortedMap<String, Limit> byKey) {
    this.byKey = byKey;
    this.byScope = ScopeIndex.of(List.copyOf(byKey.entrySet()), entry -> entry.getValue().scope());
    this.priced = PricedLimits.of(byKey.values());
    this.budgets =
        byKey.values().stream()
            .filter(limit -> limit.kind().equals(Limit.BUDGET))
            .collect(Collectors.groupingBy(Limit::id));
    this.ofOffers =
        byKey.values().stream()
            .filter(limit -> limit.thresholds().stream().anyMatch(one -> one.act().ofOffers()))
            .toList();
  }

  /** By which accounts know a limit. */
  static String key(Limit limit) {
    return limit.kind() + "/" + limit.row();
  }

  /** With these limits of one resource in place of those it had. */
  LimitsInForce with(String kind, String id, List<Limit> wanted) {
    SortedMap<String, Limit> next = new TreeMap<>(byKey);
    next.values().removeIf(limit -> limit.isOf(kind, id));
    wanted.forEach(limit -> next.put(key(limit), limit));
    return new LimitsInForce(next);
  }

  @Nullable Limit get(String key) {
    return byKey.get(key);
  }

  /** Whether a limit is in force as it is. */
  boolean has(Limit limit) {
    return limit.equals(byKey.get(key(limit)));
  }

  /** All of them with their keys, by these. */
  Collection<Map.Entry<String, Limit>> all() {
    return byKey.entrySet();
  }

  /** Those of one resource. */
  List<Limit> of(String kind, String id) {
    return byKey.values().stream().filter(limit -> limit.isOf(kind, id)).toList();
  }

  /** Those of one budget. */
  List<Limit> ofBudget(String id) {
    return budgets.getOrDefault(id, List.of());
  }

  /** Those that cover such a caller, with their keys. */
  List<Map.Entry<String, Limit>> covering(LimitScope.Caller caller) {
    return byScope.covering(caller);
  }

  /** Those whose thresholds ask something of offers. */
  List<Limit> ofOffers() {
    return ofOffers;
  }

  /** What they say of calls without a price. */
  PricedLimits priced() {
    return priced;
  }
}
