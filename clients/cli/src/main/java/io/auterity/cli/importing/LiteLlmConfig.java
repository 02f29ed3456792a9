package io.auterity.cli.importing;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * LiteLLM's {@code config.yaml}: deployments become providers and price lists, each model name a
 * route, with its strategy and fallbacks.
 *
 * @see <a href="https://docs.litellm.ai/docs/proxy/config_settings">LiteLLM, config settings</a>
 */
public final class LiteLlmConfig {

  private static final String PARAMS = ".litellm_params.";

  private static final Map<String, String> STRATEGIES =
      Map.of(
          "simple-shuffle", "weighted",
          "least-busy", "least_connections",
          "latency-based-routing", "fastest",
          "cost-based-routing", "cheapest");

  private static final String ONE_CHAIN =
      "a route has one chain for all failures: add them to fallback, and the failure to failoverOn";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("general_settings.master_key", "make keys here: ./auterity key create"),
          Map.entry("general_settings.database_url", "the server's own settings say it: database"),
          Map.entry("litellm_settings.context_window_fallbacks", ONE_CHAIN),
          Map.entry("router_settings.context_window_fallbacks", ONE_CHAIN),
          Map.entry("litellm_settings.content_policy_fallbacks", ONE_CHAIN),
          Map.entry("router_settings.content_policy_fallbacks", ONE_CHAIN),
          Map.entry("environment_variables", "secrets are stored: ./auterity secret NAME < FILE"),
          Map.entry(
              "litellm_settings.drop_params", "what a vendor does not take is left out and named"),
          Map.entry(
              "litellm_settings.set_verbose", "the server's own settings say how much it logs"),
          Map.entry(
              "litellm_settings.success_callback",
              "traces and metrics leave by OpenTelemetry and Prometheus"),
          Map.entry(
              "litellm_settings.failure_callback",
              "traces and metrics leave by OpenTelemetry and Prometheus"),
          Map.entry(
              "litellm_settings.callbacks",
              "traces and metrics leave by OpenTelemetry and Prometheus"),
          Map.entry("router_settings.allowed_fails", "breakers decide when a provider rests"),
          Map.entry(
              "router_settings.cooldown_time", "breakers decide for how long a provider rests"),
          Map.entry("router_settings.redis_host", "servers share their database"),
          Map.entry("router_settings.redis_port", "servers share their database"),
          Map.entry("router_settings.redis_password", "servers share their database"));

  private final Foreign config;
  private final LocalDate today;
  private final ImportedProviders providers = new ImportedProviders();
  private final Map<String, List<Deployment>> byName = new LinkedHashMap<>();
  private final ObjectNode offers = ApiClient.mapper().createObjectNode();

  /** One entry of the model list. */
  private record Deployment(String path, String offer) {}

  private LiteLlmConfig(Foreign config, LocalDate today) {
    this.config = config;
    this.today = today;
  }

  /**
   * Reads a configuration.
   *
   * @param today from when on its prices hold
   * @throws CliException when it is none of LiteLLM's
   */
  public static Imported read(byte[] file, LocalDate today) {
    Foreign config = Foreign.read(file);
    if (!config.look("model_list").isArray()) {
      throw CliException.badInput("this is no configuration of LiteLLM: it has no model_list");
    }
    return new LiteLlmConfig(config, today).imported();
  }

  private Imported imported() {
    REASONS.forEach(
        (path, why) -> {
          if (!config.look(path).isMissingNode()) {
            config.leave(path, why);
          }
        });
    for (int i = 0; i < config.look("model_list").size(); i++) {
      deployment("model_list[%d]".formatted(i));
    }
    List<ObjectNode> routes = routes();
    List<ObjectNode> resources = providers.resources();
    if (!offers.isEmpty()) {
      ObjectNode prices = resource("prices", "litellm-" + today);
      ((ObjectNode) prices.path("spec"))
          .put("currency", "USD")
          .put("asOf", today.toString())
          .set("offers", offers);
      resources.add(prices);
    }
    resources.addAll(routes);
    return new Imported(resources, providers.secrets(), config.left());
  }

  private static ObjectNode resource(String kind, String id) {
    ObjectNode resource = ApiClient.mapper().createObjectNode().put("kind", kind).put("id", id);
    resource.putObject("spec");
    return resource;
  }

  private void deployment(String path) {
    String name = config.take(path + ".model_name").asString("");
    String model = config.take(path + PARAMS + "model").asString("");
    int slash = model.indexOf('/');
    boolean prefixed = slash > 0 && ImportedProviders.knows(model.substring(0, slash));
    String vendor = prefixed ? model.substring(0, slash) : slash < 0 ? usual(model) : "";
    if (name.contains("*") || model.contains("*")) {
      config.leave(
          path, "a pattern: callers ask for PROVIDER/MODEL, or routes take globs in when.model");
    } else if (name.isEmpty() || model.isEmpty() || vendor.isEmpty()) {
      config.leave(path, "there is no connector for '%s'".formatted(model));
    } else {
      String bare = prefixed ? model.substring(slash + 1) : model;
      String offer =
          providers.offer(
              vendor, bare, field -> text(path + PARAMS + field), text(path + PARAMS + "api_key"));
      byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Deployment(path, offer));
      prices(path, offer);
    }
  }

  /** A model without its vendor's name is one of the two that LiteLLM knows by heart. */
  private static String usual(String model) {
    return model.startsWith("claude") ? "anthropic" : "openai";
  }

  private @Nullable String text(String path) {
    JsonNode value = config.take(path);
    return value.isString() || value.isNumber() ? value.asString() : null;
  }

  private void prices(String path, String offer) {
    for (String place : List.of(".litellm_params", ".model_info")) {
      put(offer, "input", config.take(path + place + ".input_cost_per_token"));
      put(offer, "output", config.take(path + place + ".output_cost_per_token"));
    }
  }

  private void put(String offer, String unit, JsonNode price) {
    if (price.isNumber()) {
      BigDecimal million = new BigDecimal(price.asString()).movePointRight(6);
      String amount =
          million.setScale(9, RoundingMode.CEILING).stripTrailingZeros().toPlainString();
      offers.withObjectProperty(offer).put(unit, amount);
    }
  }

  private List<ObjectNode> routes() {
    Map<String, String> names = new LinkedHashMap<>();
    byName.keySet().forEach(name -> names.put(name, name));
    config
        .look("router_settings.model_group_alias")
        .properties()
        .forEach(
            alias -> {
              String model = alias.getValue().asString("");
              if (byName.containsKey(model)) {
                config.take("router_settings.model_group_alias." + alias.getKey());
                names.put(alias.getKey(), model);
              }
            });
    List<ObjectNode> routes = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    names.forEach((name, model) -> routes.add(route(id(name, ids), name, model)));
    return routes;
  }

  private static String id(String name, Set<String> taken) {
    String bare = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
    String id = bare;
    for (int i = 2; !taken.add(id); i++) {
      id = "%s-%d".formatted(bare, i);
    }
    return id;
  }

  private ObjectNode route(String id, String name, String model) {
    ObjectNode route = resource("route", id);
    ObjectNode spec = (ObjectNode) route.path("spec");
    spec.putObject("when").put("model", name);
    List<Deployment> deployments = byName.getOrDefault(model, List.of());
    Set<String> used = new LinkedHashSet<>();
    deployments.forEach(one -> used.add(one.offer()));
    ArrayNode use = spec.putArray("use");
    used.forEach(use::add);
    if (used.size() > 1) {
      strategy(spec, deployments);
    }
    fallbacks(spec, model, used);
    retries(spec);
    timeouts(spec, deployments);
    return route;
  }

  private void strategy(ObjectNode spec, List<Deployment> deployments) {
    String asked = config.take("router_settings.routing_strategy").asString("simple-shuffle");
    String strategy = STRATEGIES.get(asked);
    if (strategy == null) {
      config.leave(
          "router_settings.routing_strategy",
          "there is no strategy like '%s'; weighted stands instead".formatted(asked));
    }
    spec.put("strategy", strategy == null ? "weighted" : strategy);
    for (Deployment one : deployments) {
      int weight = Weights.whole(config.take(one.path() + PARAMS + "weight"));
      if ("weighted".equals(spec.path("strategy").asString())) {
        spec.withObjectProperty("weights").put(one.offer(), Math.max(1, weight));
      }
    }
  }

  private void fallbacks(ObjectNode spec, String model, Set<String> used) {
    Set<String> offersThen = new LinkedHashSet<>();
    for (String place : List.of("litellm_settings.", "router_settings.")) {
      offersThen.addAll(fallback(place + "fallbacks", model));
    }
    for (String place : List.of("litellm_settings.", "router_settings.")) {
      config.take(place + "default_fallbacks").values().stream()
          .flatMap(name -> offered(name.asString("")).stream())
          .forEach(offersThen::add);
    }
    offersThen.removeAll(used);
    if (!offersThen.isEmpty()) {
      offersThen.forEach(spec.putArray("fallback")::add);
    }
  }

  private List<String> fallback(String path, String model) {
    List<String> others = new ArrayList<>();
    JsonNode all = config.look(path);
    for (int i = 0; i < all.size(); i++) {
      if (all.path(i).has(model)) {
        String place = "%s[%d].%s".formatted(path, i, model);
        all.path(i).path(model).forEach(name -> others.addAll(offered(name.asString(""))));
        config.take(place);
        if (others.isEmpty()) {
          config.leave(place, "names no model of the list");
        }
      }
    }
    return others;
  }

  private List<String> offered(String name) {
    return byName.getOrDefault(name, List.of()).stream().map(Deployment::offer).toList();
  }

  private void retries(ObjectNode spec) {
    for (String place : List.of("litellm_settings.num_retries", "router_settings.num_retries")) {
      JsonNode times = config.take(place);
      if (times.isInt()) {
        spec.putObject("retry").put("attempts", Math.clamp(times.asInt(), 0, 10));
      }
    }
  }

  /** The longest silence that any of them is allowed. */
  private void timeouts(ObjectNode spec, List<Deployment> deployments) {
    double most = 0;
    for (Deployment one : deployments) {
      most = Math.max(most, config.take(one.path() + PARAMS + "timeout").asDouble(0));
    }
    for (String place : List.of("litellm_settings.request_timeout", "router_settings.timeout")) {
      double usual = config.take(place).asDouble(0);
      most = most > 0 ? most : usual;
    }
    if (most > 0) {
      long seconds = Math.clamp((long) Math.ceil(most), 1, 600);
      spec.putObject("timeouts").put("firstToken", seconds + "s");
    }
  }
}
