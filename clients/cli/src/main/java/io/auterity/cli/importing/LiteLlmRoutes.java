package io.auterity.cli.importing;

import static io.auterity.cli.importing.LiteLlmValues.PARAMS;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.importing.LiteLlmDeployments.Deployment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A route for each name that LiteLLM's callers ask for: strategy, fallbacks, retries, cache. */
final class LiteLlmRoutes {

  private static final List<String> PLACES = List.of("litellm_settings.", "router_settings.");

  /** Fallbacks for the cause of a failure, and what a route calls it. */
  private static final Map<String, String> CAUSES =
      new TreeMap<>(
          Map.of(
              "context_window_fallbacks", "context_too_long",
              "content_policy_fallbacks", "content_refused"));

  private static final String ROUTING = "router_settings.routing_strategy";
  private static final String CACHE = "litellm_settings.cache_params.";
  private static final String NOT_CARRIED = "is of a model that was not carried";
  private static final int HEAVIEST = 100_000;

  private static final Map<String, String> STRATEGIES =
      Map.of(
          "simple-shuffle", "weighted",
          "least-busy", "least_connections",
          "latency-based-routing", "fastest",
          "cost-based-routing", "cheapest",
          "usage-based-routing", "least_connections",
          "usage-based-routing-v2", "least_connections");

  private final ImportedConfig config;
  private final LiteLlmValues values;
  private final LiteLlmDeployments deployments;
  private final Map<String, String> notes = new TreeMap<>();

  LiteLlmRoutes(ImportedConfig config, LiteLlmValues values, LiteLlmDeployments deployments) {
    this.config = config;
    this.values = values;
    this.deployments = deployments;
  }

  Map<String, String> notes() {
    return notes;
  }

  /** The routes, those of exact names first. */
  List<ObjectNode> routes() {
    String alias = "router_settings.model_group_alias";
    Map<String, String> names = new LinkedHashMap<>();
    deployments.names().forEach(name -> names.put(name, name));
    for (Map.Entry<String, JsonNode> one : config.look(alias).properties()) {
      JsonNode other = one.getValue().isObject() ? one.getValue().path("model") : one.getValue();
      if (deployments.names().contains(other.asString(""))) {
        config.take(alias + "." + one.getKey());
        names.put(one.getKey(), other.asString());
      } else {
        config.leave(alias + "." + one.getKey(), NOT_CARRIED);
      }
    }
    tellFallbacks();
    ObjectNode cache = cache();
    Set<String> ids = new HashSet<>();
    List<ObjectNode> routes = new ArrayList<>();
    names.forEach(
        (name, model) -> routes.add(route(ResourceIds.of(name, ids), name, model, cache)));
    return routes;
  }

  private ObjectNode route(String id, String name, String model, ObjectNode cache) {
    ObjectNode route = ApiClient.mapper().createObjectNode().put("kind", "route").put("id", id);
    ObjectNode spec = route.putObject("spec");
    spec.putObject("when").put("model", name);
    if (name.contains("*")) { // Names go before patterns, and longer patterns before shorter ones.
      spec.put("priority", Math.min(-1, name.length() - 1000));
    }
    List<Deployment> all = deployments.of(model);
    Set<String> used = new LinkedHashSet<>();
    all.forEach(one -> used.add(one.offer()));
    ArrayNode use = spec.putArray("use");
    used.forEach(use::add);
    if (used.size() > 1) {
      strategy(spec, all);
    }
    fallbacks(spec, model, used);
    fallbacksForCauses(spec, model);
    retries(spec);
    timeouts(spec, all);
    if (!cache.isEmpty()) {
      spec.set("cache", cache);
    }
    return route;
  }

  private void strategy(ObjectNode spec, List<Deployment> all) {
    String asked = config.take(ROUTING).asString("simple-shuffle");
    String strategy = STRATEGIES.get(asked);
    if (strategy == null) {
      config.leave(
          ROUTING, "there is no strategy like '%s'; weighted stands instead".formatted(asked));
    } else if (asked.startsWith("usage")) {
      notes.put(
          ROUTING,
          "least_connections goes by the calls under way, not by the tokens of the minute");
    }
    spec.put("strategy", strategy == null ? "weighted" : strategy);
    Map<String, BigDecimal> shares = shares(all);
    if (spec.path("strategy").asString().equals("weighted") && !shares.isEmpty()) {
      weigh(spec.putObject("weights"), shares);
    }
  }

  // LiteLLM goes by what its first deployment says: weight, else calls, else tokens of a minute.
  private Map<String, BigDecimal> shares(List<Deployment> all) {
    Map<String, BigDecimal> shares = new LinkedHashMap<>();
    for (String field : List.of("weight", "rpm", "tpm")) {
      if (all.stream().anyMatch(one -> config.look(one.path() + PARAMS + field).isValueNode())) {
        for (Deployment one : all) {
          BigDecimal said = values.number(one.path() + PARAMS + field);
          if (said != null && said.signum() == 0) {
            notes.put(
                one.path() + PARAMS + field,
                "is 0, and the least weight is 1: take %s out of use".formatted(one.offer()));
          }
          shares.merge(one.offer(), said == null ? BigDecimal.ONE : said, BigDecimal::add);
        }
        return shares;
      }
    }
    return shares;
  }

  private static void weigh(ObjectNode weights, Map<String, BigDecimal> shares) {
    BigDecimal most = shares.values().stream().reduce(BigDecimal.ONE, BigDecimal::max);
    boolean whole = shares.values().stream().allMatch(one -> one.stripTrailingZeros().scale() <= 0);
    BigDecimal by =
        whole && most.compareTo(BigDecimal.valueOf(HEAVIEST)) <= 0
            ? BigDecimal.ONE
            : BigDecimal.valueOf(HEAVIEST).divide(most, 9, RoundingMode.HALF_UP);
    shares.forEach(
        (offer, share) ->
            weights.put(
                offer,
                Math.clamp(
                    share.multiply(by).setScale(0, RoundingMode.HALF_UP).longValue(),
                    1,
                    HEAVIEST)));
  }

  private void fallbacks(ObjectNode spec, String model, Set<String> used) {
    Set<String> then = chain("fallbacks", model);
    for (String place : PLACES) {
      config
          .take(place + "default_fallbacks")
          .forEach(name -> then.addAll(offered(name.asString(""))));
    }
    then.removeAll(used);
    if (!then.isEmpty()) {
      then.forEach(spec.putArray("fallback")::add);
    }
  }

  private Set<String> chain(String field, String model) {
    Set<String> chain = new LinkedHashSet<>();
    PLACES.forEach(place -> chain.addAll(fallback(place + field, model)));
    return chain;
  }

  private void fallbacksForCauses(ObjectNode spec, String model) {
    CAUSES.forEach(
        (field, cause) -> {
          Set<String> then = chain(field, model);
          if (!then.isEmpty()) {
            then.forEach(spec.withObject("/fallbackOn").putArray(cause)::add);
          }
        });
  }

  private void tellFallbacks() {
    for (String place : PLACES) {
      tellFallbacks(place + "fallbacks");
      CAUSES.keySet().forEach(field -> tellFallbacks(place + field));
    }
  }

  private void tellFallbacks(String path) {
    for (int i = 0; i < config.look(path).size(); i++) {
      for (String name : config.look(path).path(i).propertyNames()) {
        if (!deployments.names().contains(name)) {
          config.leave("%s[%d].%s".formatted(path, i, name), NOT_CARRIED);
        }
      }
    }
  }

  private List<String> fallback(String path, String model) {
    List<String> others = new ArrayList<>();
    JsonNode all = config.look(path);
    for (int i = 0; i < all.size(); i++) {
      if (all.path(i).has(model)) {
        String place = "%s[%d].%s".formatted(path, i, model);
        List<String> these = new ArrayList<>();
        all.path(i).path(model).forEach(name -> these.addAll(offered(name.asString(""))));
        config.take(place);
        if (these.isEmpty()) {
          config.leave(place, "names no model of the list");
        }
        others.addAll(these);
      }
    }
    return others;
  }

  /** The offers of a name, by a pattern when no entry has it. */
  private List<String> offered(String name) {
    List<Deployment> exact = deployments.of(name);
    if (!exact.isEmpty()) {
      return exact.stream().filter(one -> !one.any()).map(Deployment::offer).toList();
    }
    return deployments.all().stream()
        .filter(Deployment::any)
        .filter(one -> name.startsWith(one.name().substring(0, one.name().indexOf('*'))))
        .map(one -> one.offer() + "/" + name.substring(one.name().indexOf('/') + 1))
        .limit(1)
        .toList();
  }

  private void retries(ObjectNode spec) {
    for (String place : List.of("litellm_settings.num_retries", "router_settings.num_retries")) {
      BigDecimal times = values.number(place);
      if (times != null) {
        spec.putObject("retry").put("max", Math.clamp(times.longValue(), 0, 10));
      }
    }
  }

  /** The longest silence that any of them is allowed. */
  private void timeouts(ObjectNode spec, List<Deployment> all) {
    double most = 0;
    for (Deployment one : all) {
      most = Math.max(most, seconds(one.path() + PARAMS + "timeout"));
    }
    for (String place : List.of("litellm_settings.request_timeout", "router_settings.timeout")) {
      double usual = seconds(place);
      most = most > 0 ? most : usual;
    }
    if (most > 0) {
      long seconds = Math.clamp((long) Math.ceil(most), 1, 600);
      spec.putObject("timeouts").put("firstToken", seconds + "s");
    }
  }

  private double seconds(String path) {
    BigDecimal value = values.number(path);
    return value == null ? 0 : value.doubleValue();
  }

  /** What each route says of its cache; empty when nothing. */
  private ObjectNode cache() {
    ObjectNode cache = ApiClient.mapper().createObjectNode();
    String place = "litellm_settings.cache";
    if (!config.take(place).asBoolean(false)) {
      return cache;
    }
    String type = config.take(CACHE + "type").asString("local");
    BigDecimal ttl = values.number(CACHE + "ttl");
    String mode = config.take(CACHE + "mode").asString("default_on");
    if (type.contains("semantic")) {
      config.leave(
          place, "by meaning: write cache: {semantic: {ttl: …}} into routes; docs/guide/cache.md");
    } else if (!mode.equals("default_on")) {
      config.leave(
          place, "callers ask for it one by one there: write cache: {exact: …} into a route");
    } else if (ttl == null || ttl.signum() <= 0) {
      config.leave(place, "says not for how long (ttl): write cache: {exact: 10m} into routes");
    } else {
      long seconds = Math.clamp(ttl.setScale(0, RoundingMode.CEILING).longValue(), 1, 999_999);
      cache.put("exact", seconds + "s");
      notes.put(
          place,
          "each key has its own answers; within: tenant, beside exact, would share them between"
              + " keys as LiteLLM does: docs/guide/cache.md");
    }
    return cache;
  }
}
