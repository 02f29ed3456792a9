package io.auterity.insight.usage;

import io.auterity.platform.call.Principal;
import io.auterity.relay.decision.Decision;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The usage and cost of one attempt of a call, and on whose behalf. The rows of a call add up to
 * what its limits were charged.
 *
 * @param attempt 0 when only the whole call is known
 * @param offer null when no offer answered a call of which only the whole is known
 * @param owners whose call it is and who stands above these, as {@code kind/id}
 * @param quantities by unit, e.g. {@code input_tokens -> 214}
 * @param cost in nano-units of the currency
 * @param priceLists id, version and day of what its prices are from; of all of its call where that
 *     was not kept apart
 * @param unpriced units that cost nothing, because they had no price
 * @param estimated whether a part of it was counted here, since the vendor did not tell it
 * @param doubtful whether it is unknown that the vendor did the work
 * @param shadow whether it was of a copy of a call, which no caller waited for
 * @param saved what the answer had cost when it was made, where a cache gave it; in nano-units
 * @param route that took the call; null where none did, or that was not kept
 * @param tookNanos how long it took to succeed; null when it did not
 * @param failed whether it failed by itself
 */
public record UsageRow(
    UUID decision,
    int attempt,
    Instant at,
    Principal principal,
    String capability,
    @Nullable String offer,
    List<String> owners,
    Map<String, String> labels,
    Map<String, Long> quantities,
    long cost,
    String currency,
    List<String> priceLists,
    List<String> unpriced,
    boolean estimated,
    boolean doubtful,
    boolean shadow,
    long saved,
    @Nullable String route,
    @Nullable Long tookNanos,
    boolean failed) {

  public UsageRow {
    owners = List.copyOf(owners);
    labels = Map.copyOf(labels);
    quantities = Map.copyOf(quantities);
    priceLists = List.copyOf(priceLists);
    unpriced = List.copyOf(unpriced);
  }

  /** Of each attempt that used something, in their order; of none when nothing was used. */
  public static List<UsageRow> of(Decision decision) {
    Decision.Used used = decision.costs().used();
    if (used.isNothing()) {
      return List.of();
    }
    List<Decision.Tried> tried =
        decision.attempts().stream().filter(UsageRow::usedSomething).toList();
    long known = tried.stream().mapToLong(Decision.Tried::cost).sum();
    if (tried.isEmpty() || known != used.cost()) {
      return List.of(whole(decision));
    }
    return tried.stream().map(one -> row(decision, one)).toList();
  }

  /** Of each attempt that used nothing, as most that failed; of none where they are not kept. */
  public static List<UsageRow> unused(Decision decision) {
    return decision.attempts().stream()
        .filter(one -> !usedSomething(one))
        .map(one -> row(decision, one))
        .toList();
  }

  private static boolean usedSomething(Decision.Tried one) {
    return !one.used().isEmpty() || one.cost() != 0;
  }

  // Of a decision without its details the whole is all that is kept.
  private static UsageRow whole(Decision decision) {
    Decision.Used used = decision.costs().used();
    return row(
        decision,
        0,
        decision.result().offer(),
        used.quantities(),
        used.cost(),
        used.priceLists(),
        used.estimated(),
        decision.result().failure(),
        decision.timing().tookNanos());
  }

  private static UsageRow row(Decision decision, Decision.Tried one) {
    return row(
        decision,
        one.number(),
        one.offer(),
        one.used(),
        one.cost(),
        Objects.requireNonNullElse(one.priceLists(), decision.costs().used().priceLists()),
        one.estimated(),
        one.failure(),
        one.tookNanos());
  }

  private static UsageRow row(
      Decision decision,
      int attempt,
      @Nullable String offer,
      Map<String, Long> quantities,
      long cost,
      List<String> priceLists,
      boolean estimated,
      @Nullable Failure failure,
      long tookNanos) {
    Decision.Call call = decision.call();
    Decision.Used used = decision.costs().used();
    return new UsageRow(
        decision.id(),
        attempt,
        decision.timing().began(),
        call.principal(),
        call.capability(),
        offer,
        call.facts() == null ? List.of() : call.facts().owners(),
        call.labels(),
        quantities,
        cost,
        used.currency(),
        priceLists,
        used.unpriced().stream().filter(quantities::containsKey).toList(),
        estimated,
        isDoubtful(failure),
        call.shadows() != null,
        decision.cached() == null ? 0 : decision.cached().saved(),
        decision.routeId(),
        failure == null ? tookNanos : null,
        Decision.Tried.failed(failure));
  }

  private static boolean isDoubtful(@Nullable Failure failure) {
    return failure != null && failure.applied() == Applied.UNKNOWN;
  }
}
