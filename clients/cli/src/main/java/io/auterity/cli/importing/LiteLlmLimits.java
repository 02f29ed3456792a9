package io.auterity.cli.importing;

import static io.auterity.cli.importing.LiteLlmValues.PARAMS;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.importing.LiteLlmDeployments.Deployment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Imports the prices and rate limits of LiteLLM's deployments: as a price list, and a quota for
 * each offer.
 */
final class LiteLlmLimits {

  private static final BigDecimal MOST_CALLS = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(1_000_000_000_000L);
  private static final BigDecimal DEAREST = BigDecimal.valueOf(999_999_999);

  private static final List<Map.Entry<String, String>> PRICES =
      List.of(
          Map.entry("input_cost_per_token", "input"),
          Map.entry("output_cost_per_token", "output"),
          Map.entry("cache_read_input_token_cost", "cached_input"),
          Map.entry("cache_creation_input_token_cost", "cache_write"));

  private static final List<Map.Entry<String, String>> QUOTAS =
      List.of(
          Map.entry("rpm", "perMinute"),
          Map.entry("tpm", "tokensPerMinute"),
          Map.entry("max_parallel_requests", "parallel"));

  private final ImportedConfig config;
  private final LiteLlmValues values;
  private final Map<String, String> notes = new TreeMap<>();

  LiteLlmLimits(ImportedConfig config, LiteLlmValues values) {
    this.config = config;
    this.values = values;
  }

  Map<String, String> notes() {
    return notes;
  }

  /** The prices that deployments say, from a day on; null when none does. */
  @Nullable ObjectNode prices(List<Deployment> deployments, LocalDate today) {
    ObjectNode offers = ApiClient.mapper().createObjectNode();
    for (Deployment one : deployments) {
      for (String place : List.of(".litellm_params.", ".model_info.")) {
        PRICES.forEach(
            price -> price(offers, one, price.getValue(), one.path() + place + price.getKey()));
      }
    }
    if (offers.isEmpty()) {
      return null;
    }
    ObjectNode prices = resource("prices", "litellm-" + today);
    ((ObjectNode) prices.path("spec"))
        .put("currency", "USD")
        .put("asOf", today.toString())
        .set("offers", offers);
    return prices;
  }

  private void price(ObjectNode offers, Deployment one, String unit, String path) {
    BigDecimal token = config.look(path).isMissingNode() ? null : values.number(path);
    if (token == null) {
      return;
    }
    BigDecimal million = token.movePointRight(6).setScale(9, RoundingMode.CEILING);
    if (one.any() || million.signum() < 0 || million.compareTo(DEAREST) > 0) {
      config.leave(path, "is no price of one model: write it into the price list");
    } else {
      dearest(offers.withObjectProperty(one.offer()), one.offer(), unit, million, path);
    }
  }

  // One offer has one price: a budget that holds the dearest holds for each of its deployments.
  private void dearest(
      ObjectNode offer, String name, String unit, BigDecimal million, String path) {
    BigDecimal most = million;
    if (offer.has(unit)) {
      BigDecimal before = new BigDecimal(offer.path(unit).asString());
      most = before.max(million);
      if (before.compareTo(million) != 0) {
        notes.put(
            path,
            "%s has other prices elsewhere in the file: the dearest stands, %s %s for a million"
                .formatted(name, unit, plain(most)));
      }
    }
    offer.put(unit, plain(most));
  }

  private static String plain(BigDecimal price) {
    return price.signum() == 0 ? "0" : price.stripTrailingZeros().toPlainString();
  }

  /** A quota for each offer all of whose deployments say one; of several it is their sum. */
  List<ObjectNode> quotas(List<Deployment> deployments) {
    Map<String, List<Deployment>> byOffer = new LinkedHashMap<>();
    deployments.forEach(
        one -> byOffer.computeIfAbsent(one.offer(), _ -> new ArrayList<>()).add(one));
    List<ObjectNode> quotas = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    byOffer.forEach(
        (offer, all) -> {
          ObjectNode most = ApiClient.mapper().createObjectNode();
          QUOTAS.forEach(quota -> most(most, all, quota.getKey(), quota.getValue()));
          if (!most.isEmpty()) {
            ObjectNode quota = resource("quota", ResourceIds.of("litellm-" + offer, ids));
            most.putObject("scope").put("model", offer);
            quota.set("spec", most);
            quotas.add(quota);
          }
        });
    return quotas;
  }

  private void most(ObjectNode quota, List<Deployment> all, String field, String unit) {
    List<String> said =
        all.stream()
            .map(one -> one.path() + PARAMS + field)
            .filter(path -> !config.look(path).isMissingNode())
            .toList();
    String why = unlike(all, said, unit);
    if (why != null) {
      said.forEach(path -> config.leave(path, why));
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (String path : said) {
      BigDecimal value = values.number(path);
      if (value == null || value.signum() <= 0) {
        config.leave(path, "is no number above 0");
        return;
      }
      sum = sum.add(value.setScale(0, RoundingMode.CEILING));
    }
    if (!said.isEmpty()) {
      quota.put(
          unit, sum.min(unit.equals("tokensPerMinute") ? MOST_TOKENS : MOST_CALLS).longValue());
    }
  }

  private static @Nullable String unlike(List<Deployment> all, List<String> said, String unit) {
    if (all.getFirst().any()) {
      return "is of many models: write {kind: quota, spec: {%s: …, scope: {model: …}}} for each"
          .formatted(unit);
    }
    return said.size() < all.size()
        ? "another deployment of the same model has none, so that nothing limits it"
        : null;
  }

  private static ObjectNode resource(String kind, String id) {
    ObjectNode resource = ApiClient.mapper().createObjectNode().put("kind", kind).put("id", id);
    resource.putObject("spec");
    return resource;
  }
}
