package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.PageWalk;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The usage and cost of a run's classifications by offer, and what the same tokens would have cost
 * with others. It is read from the run's decisions and from the prices in force.
 */
final class RunCosts {

  private final Map<String, OfferUse> offers = new TreeMap<>();
  private final List<Map<String, Long>> answers = new ArrayList<>();
  private final Map<String, OfferPrices> prices = new HashMap<>();
  private final Set<String> lists = new TreeSet<>();
  private @Nullable Set<String> able;
  private boolean estimated;

  /** What one offer did for the run. */
  static final class OfferUse {

    private final List<String> marks;
    private int answered;
    private long input;
    private long output;
    private BigDecimal cost = BigDecimal.ZERO;

    private OfferUse(List<String> marks) {
      this.marks = marks;
    }

    private void add(JsonNode attempt, Map<String, Long> used) {
      answered += isAnswer(attempt) ? 1 : 0;
      cost = cost.add(new BigDecimal(attempt.path("cost").path("amount").asString("0")));
      used.forEach(
          (unit, quantity) -> {
            if (unit.equals("output_tokens") || unit.equals("reasoning_tokens")) {
              output += quantity;
            } else if (unit.endsWith("_tokens")) {
              input += quantity;
            }
          });
    }

    List<String> marks() {
      return marks;
    }

    int answered() {
      return answered;
    }

    long input() {
      return input;
    }

    long output() {
      return output;
    }

    BigDecimal cost() {
      return cost;
    }
  }

  /** An offer, and what all answers of the run would have cost there. */
  record Elsewhere(String offer, BigDecimal cost) {}

  private RunCosts() {}

  static RunCosts of(ApiClient api, String run) {
    RunCosts costs = new RunCosts();
    PageWalk.each(
        api,
        "/api/v1/decisions?run=%s&capability=ai.text.classify&limit=500".formatted(run),
        one -> costs.add(api.get("/api/v1/decisions/" + one.path("id").asString())));
    costs.readPrices(api);
    return costs;
  }

  private void add(JsonNode decision) {
    JsonNode usage = decision.path("usage");
    estimated |= usage.path("estimated").asBoolean(false);
    usage.path("priceLists").forEach(list -> lists.add(list.asString()));
    boolean answered = false;
    for (JsonNode attempt : decision.path("attempts")) {
      Map<String, Long> used = new HashMap<>();
      attempt.path("used").forEachEntry((unit, quantity) -> used.put(unit, quantity.asLong()));
      offers
          .computeIfAbsent(
              attempt.path("offer").asString(), offer -> new OfferUse(texts(attempt.path("marks"))))
          .add(attempt, used);
      if (isAnswer(attempt)) {
        answers.add(used);
        answered = true;
      }
    }
    if (answered) {
      narrow(decision.path("candidates"));
    }
  }

  private static boolean isAnswer(JsonNode attempt) {
    return attempt.path("outcome").asString("").equals("ok");
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  // Only who could have answered each call can be held against what was done.
  private void narrow(JsonNode candidates) {
    Set<String> here =
        candidates
            .valueStream()
            .map(one -> one.path("offer").asString())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (able == null) {
      able = here;
    } else {
      able.retainAll(here);
    }
  }

  private void readPrices(ApiClient api) {
    Set<String> providers = new TreeSet<>();
    able().forEach(offer -> providers.add(offer.split("/", 2)[0]));
    for (String provider : providers) {
      for (JsonNode model : api.get("/api/v1/providers/" + provider).path("models")) {
        prices.put(model.path("offer").asString(), new OfferPrices(model));
      }
    }
  }

  private Set<String> able() {
    return able == null ? Set.of() : able;
  }

  /** By name of the offer. */
  Map<String, OfferUse> offers() {
    return offers;
  }

  /** The price lists that were used, each with its version and day. */
  Set<String> lists() {
    return lists;
  }

  /** Whether tokens were counted here, since no provider reported them. */
  boolean estimated() {
    return estimated;
  }

  /** What all of it cost. */
  BigDecimal cost() {
    return offers.values().stream().map(OfferUse::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Of those that could have answered each call and have prices, where it costs most. */
  Optional<Elsewhere> dearest() {
    return able().stream()
        .flatMap(offer -> elsewhere(offer).stream())
        .max(Comparator.comparing(Elsewhere::cost));
  }

  /** Those that could have answered each call and lack a price for what it used. */
  List<String> unpriced() {
    return able().stream().filter(offer -> elsewhere(offer).isEmpty()).toList();
  }

  private Optional<Elsewhere> elsewhere(String offer) {
    OfferPrices known = prices.get(offer);
    BigDecimal sum = BigDecimal.ZERO;
    for (Map<String, Long> used : known == null ? List.<Map<String, Long>>of() : answers) {
      Optional<BigDecimal> one = Objects.requireNonNull(known).cost(used);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(one.get());
    }
    return known == null ? Optional.empty() : Optional.of(new Elsewhere(offer, sum));
  }

  /** The one offer of a provider that took part; the provider itself when there are several. */
  String named(String provider) {
    List<String> of =
        offers.keySet().stream().filter(offer -> offer.startsWith(provider + "/")).toList();
    return of.size() == 1 ? of.getFirst() : provider;
  }
}
