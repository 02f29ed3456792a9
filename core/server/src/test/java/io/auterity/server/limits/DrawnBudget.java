package io.auterity.server.limits;

import io.auterity.server.limits.FaultyVendor.Charge;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;

/**
 * A budget whose cap is drawn.
 *
 * @param scope in YAML; empty for the whole tenant
 * @param cap in nano-units
 * @param covers whose calls it counts
 */
record DrawnBudget(String id, String scope, long cap, Predicate<DrawnCall> covers) {

  /** Who answers, up to the offers of a price list. */
  static final String PROVIDERS =
      """
      kind: provider
      id: one
      spec:
        connector: faulty-chat
        config: {}
        slots: 40
        models:
          - {id: plain, output: 200}
          - {id: caching, output: 200}
          - {id: thinking, output: 200}
          - {id: long, output: 20000}
      ---
      kind: provider
      id: two
      spec:
        connector: faulty-chat
        config: {}
        slots: 40
        models:
          - {id: plain, output: 200}
          - {id: caching, output: 200}
          - {id: thinking, output: 200}
          - {id: long, output: 20000}
      ---
      {kind: route, id: all, spec: {use: [one], fallback: [two], retry: {max: 0}}}
      ---
      kind: prices
      id: drawn
      spec:
        currency: USD
        asOf: "2026-01-01"
        offers:
      """;

  /** Each with room for a part of what its calls would cost if all were answered. */
  static List<DrawnBudget> draw(List<DrawnCall> calls, String key, Random random) {
    record Kind(String id, String scope, Predicate<DrawnCall> covers) {}
    return Stream.of(
            new Kind("tenant", "", call -> true),
            new Kind("house", "scope: {team: house}", DrawnCall::ofTeam),
            new Kind("key", "scope: {key: %s}".formatted(key), call -> !call.ofTeam()),
            new Kind("label", "scope: {label: {app: claims}}", DrawnCall::labelled))
        .map(
            kind -> {
              long all = calls.stream().filter(kind.covers()).mapToLong(DrawnCall::cost).sum();
              long cap = (long) (all * (0.4 + 0.5 * random.nextDouble()));
              return new DrawnBudget(kind.id(), kind.scope(), cap, kind.covers());
            })
        .toList();
  }

  /** What it is applied as. */
  String resource() {
    return "{kind: budget, id: %s, spec: {cap: \"%s\", currency: USD, period: total%s}}"
        .formatted(
            id(),
            BigDecimal.valueOf(cap(), 9).toPlainString(),
            scope().isEmpty() ? "" : ", " + scope());
  }

  /** What vendors charged its calls and told. */
  long charged(List<DrawnCall> calls, List<Charge> charges) {
    return sum(calls, charges, (call, charge) -> told(charge) ? call.cost(charge) : 0);
  }

  /**
   * The least that is settled of its calls when that was charged: what was told, exactly, and of
   * answers that had begun what is estimated.
   */
  long leastSettled(List<DrawnCall> calls, List<Charge> charges) {
    return sum(
        calls,
        charges,
        (call, charge) ->
            switch (charge.end()) {
              case TOLD -> call.cost(charge);
              case BEGUN -> call.estimated(charge, 0);
              case LOST -> 0;
            });
  }

  /**
   * The most: also of answers of which nothing came, which cost nothing where their connector says
   * that they failed.
   *
   * @param beside bytes of each request that may be counted beside its prompt
   */
  long mostSettled(List<DrawnCall> calls, List<Charge> charges, int beside) {
    return sum(
        calls,
        charges,
        (call, charge) -> told(charge) ? call.cost(charge) : call.estimated(charge, beside));
  }

  private static boolean told(Charge charge) {
    return charge.end() == FaultyVendor.End.TOLD;
  }

  private long sum(
      List<DrawnCall> calls, List<Charge> charges, ToLongBiFunction<DrawnCall, Charge> amount) {
    return charges.stream()
        .filter(charge -> covers.test(calls.get(charge.call())))
        .mapToLong(charge -> amount.applyAsLong(calls.get(charge.call()), charge))
        .sum();
  }

  /** What tokens cost, by offer. */
  static String prices() {
    StringBuilder all = new StringBuilder();
    for (String provider : List.of("one", "two")) {
      for (DrawnCall.Prices model : DrawnCall.Prices.values()) {
        all.append(
            "    %s/%s: {input: \"%s\", cached_input: \"%s\", output: \"%s\", reasoning: \"%s\", per: 1000000000}\n"
                .formatted(
                    provider,
                    model.model(),
                    model.input,
                    model.cached,
                    model.output,
                    model.thoughts));
      }
    }
    return all.toString();
  }
}
