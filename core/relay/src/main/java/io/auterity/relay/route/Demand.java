package io.auterity.relay.route;

import io.auterity.ledger.OfferRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The demand of a call on a model, such as tokens and abilities, read off its input. Decisions keep
 * it.
 *
 * @param input estimate of its tokens
 * @param output most tokens of output that the caller allows; null when any
 * @param billed whether what it uses may cost
 * @param writes whether its answer is metered in tokens of output
 * @param abilities what the model must be able to do, e.g. {@code vision}
 * @param budget limit of money on the caller's key or a label of the call, under which only what
 *     has a price may be used; null without one
 * @param units the most that it uses of what is no token, e.g. {@code images}; a price for one of
 *     these does in place of those for tokens
 * @param rules what else budgets ask of some of the offers
 */
public record Demand(
    long input,
    @Nullable Integer output,
    boolean billed,
    boolean writes,
    List<String> abilities,
    @Nullable String budget,
    Map<String, Long> units,
    List<OfferRule> rules) {

  /** Of a call that any model can answer. */
  public static final Demand NONE = new Demand(0, null, false, false, List.of(), null);

  public Demand {
    abilities = List.copyOf(abilities);
    units = Map.copyOf(units);
    rules = List.copyOf(rules);
  }

  /** Of tokens alone. */
  public Demand(
      long input,
      @Nullable Integer output,
      boolean billed,
      boolean writes,
      List<String> abilities,
      @Nullable String budget) {
    this(input, output, billed, writes, abilities, budget, Map.of(), List.of());
  }

  /** The same under such a limit. */
  public Demand under(@Nullable String limit) {
    return new Demand(input, output, billed, writes, abilities, limit, units, rules);
  }

  /** The same with an answer of so many tokens at most. */
  public Demand writing(int most) {
    return new Demand(input, most, billed, writes, abilities, budget, units, rules);
  }

  /** The same where budgets ask that of the offers. */
  public Demand asking(List<OfferRule> more) {
    return new Demand(input, output, billed, writes, abilities, budget, units, more);
  }
}
