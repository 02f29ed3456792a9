package io.auterity.insight.counterfactual;

import io.auterity.ledger.NanoUnits;
import io.auterity.provider.Attempt;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offer;
import io.auterity.provider.Price;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Fitness;
import io.auterity.relay.route.CallFacts;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one offer that recorded calls are compared with, at the price that holds for it now and in
 * its usual class of service.
 *
 * @param offer a model with prices for input and output
 * @param currency ISO 4217, of its prices
 */
public record Baseline(Offer offer, String currency) {

  private static final String AI = "ai";

  /**
   * A model of one of the configuration's providers.
   *
   * @param id {@code provider/model}
   * @throws CallFailedException {@code invalid} when there is none, or none with prices
   */
  public static Baseline of(String id, Config config) {
    Offer offer = offer(id, config);
    String problem = problem(id, offer);
    if (offer == null || problem != null) {
      throw new CallFailedException(FailureCode.INVALID, String.valueOf(problem));
    }
    return new Baseline(offer, price(offer, TokenUnit.INPUT).currency());
  }

  /**
   * Why calls cannot be compared with the offer of that id, in one sentence; null when they can.
   */
  public static @Nullable String problem(String id, Config config) {
    return problem(id, offer(id, config));
  }

  private static @Nullable String problem(String id, @Nullable Offer offer) {
    if (offer == null) {
      return "baseline '%s' is no model of a provider: say provider/model".formatted(id);
    }
    return comparable(offer)
        ? null
        : "baseline '%s' has no price for input and output: give it one in prices".formatted(id);
  }

  /** Ids of all listed models that can be one and cost something, in their order. */
  public static List<String> choices(Config config) {
    return config.providers().stream()
        .filter(provider -> provider.kind().equals(AI))
        .flatMap(
            provider ->
                provider.offering().byId().values().stream()
                    .map(model -> config.pricing().priced(Offer.of(provider, model))))
        .filter(Baseline::comparable)
        .filter(offer -> offer.prices().values().stream().anyMatch(price -> price.nanos() > 0))
        .map(Offer::id)
        .sorted()
        .toList();
  }

  /** The offer of that id at its price of now; null when no provider has it. */
  static @Nullable Offer offer(String id, Config config) {
    String model = Offer.modelOf(id);
    for (ProviderInfo provider : config.providers()) {
      if (model != null && provider.id().equals(Offer.providerOf(id))) {
        ModelSpec spec = provider.offering().find(model);
        return spec == null ? null : config.pricing().priced(Offer.of(provider, spec));
      }
    }
    return null;
  }

  private static boolean comparable(Offer offer) {
    return offer.prices().containsKey(TokenUnit.INPUT.wire())
        && offer.prices().containsKey(TokenUnit.OUTPUT.wire());
  }

  private static Price price(Offer offer, TokenUnit unit) {
    return Objects.requireNonNull(offer.prices().get(unit.wire()));
  }

  /** Id, version and day of the lists that its prices are from. */
  public List<String> priceLists() {
    TreeSet<String> lists = new TreeSet<>();
    offer.prices().values().forEach(price -> lists.add(price.source()));
    return List.copyOf(lists);
  }

  /**
   * Whether it could have answered such a call, as far as it declares what it can do. What no model
   * wrote, as embeddings, a language model cannot give.
   *
   * @param used by the answer
   */
  boolean answers(CallFacts facts, Map<String, Long> used) {
    OperationSupport support = offer.provider().support().get(facts.operation());
    return offer.provider().kind().equals(facts.kind())
        && support != null
        && support.support() != Support.NONE
        && !offer.provider().withheld().contains(facts.operation())
        && facts.demand() != null
        && (facts.demand().writes() || wrote(used))
        && Fitness.of(facts.demand(), offer) == null;
  }

  private static boolean wrote(Map<String, Long> used) {
    return TokenUnit.ofOutput().stream().anyMatch(unit -> used.getOrDefault(unit.wire(), 0L) > 0);
  }

  /** Units of what an answer used for which it has no price, in their order. */
  List<String> unpriced(Map<String, Long> used) {
    Map<String, Long> usual = usual(used);
    Map<String, Price> prices = offer.tariff().at(usual);
    return usual.entrySet().stream()
        .filter(one -> one.getValue() > 0 && !one.getKey().equals(Attempt.CALLS))
        .map(Map.Entry::getKey)
        .filter(unit -> NanoUnits.priceOf(unit, prices) == null)
        .sorted()
        .toList();
  }

  /** What an answer that used this would have cost, in nano-units, rounded once. */
  long cost(Map<String, Long> used) {
    Map<String, Long> usual = usual(used);
    return NanoUnits.cost(usual, offer.tariff().at(usual));
  }

  /** The same use in the default class of service. */
  static Map<String, Long> usual(Map<String, Long> used) {
    Map<String, Long> usual = new HashMap<>(used);
    usual.keySet().removeIf(unit -> Surcharge.tierOf(unit).isPresent());
    return usual;
  }
}
