package io.auterity.cli.importing;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A config of Portkey: targets become providers, its strategy a route, and each of its conditions a
 * route of its own.
 *
 * @see <a href="https://portkey.ai/docs/api-reference/inference-api/config-object">Portkey, the
 *     config object</a>
 */
public final class PortkeyConfig {

  /** Where Portkey has what others have in one field. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "api_base", "custom_host",
          "api_version", "azure_api_version",
          "aws_region_name", "aws_region");

  private static final Map<String, String> REASONS =
      Map.of(
          "cache",
              "write it into the route: cache: {exact: 1h}, or {semantic: {ttl: 1h}} for mode"
                  + " semantic; docs/guide/cache.md",
          "input_guardrails", "guardrails are resources of their own: docs/guide/guardrails.md",
          "output_guardrails", "guardrails are resources of their own: docs/guide/guardrails.md",
          "before_request_hooks", "guardrails are resources of their own: docs/guide/guardrails.md",
          "after_request_hooks", "guardrails are resources of their own: docs/guide/guardrails.md",
          "on_status_codes",
              "a call that can do no harm always goes on to the next: docs/reference/routes.md",
          "virtual_key", "its key lies at Portkey");

  private static final Pattern LABEL = Pattern.compile("metadata\\.([A-Za-z][A-Za-z0-9_.-]{0,63})");

  private final ImportedConfig config;
  private final String name;
  private final String id;
  private final ImportedProviders providers = new ImportedProviders();
  private final List<ObjectNode> routes = new ArrayList<>();

  /** Who answers: those of one rank by their weights, and then the others in their order. */
  private record Branch(Set<String> use, Map<String, Integer> weights, Set<String> fallback) {
    static Branch empty() {
      return new Branch(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashSet<>());
    }

    void then(Branch next) {
      if (use.isEmpty()) {
        use.addAll(next.use());
        weights.putAll(next.weights());
      } else {
        fallback.addAll(next.use());
      }
      fallback.addAll(next.fallback());
      fallback.removeAll(use);
    }
  }

  private PortkeyConfig(ImportedConfig config, String name) {
    this.config = config;
    this.name = name;
    this.id = ResourceIds.of(name);
  }

  /**
   * Reads a config.
   *
   * @param name what callers will ask for
   * @throws CliException when it is none of Portkey's
   */
  public static Imported read(byte[] file, String name) {
    ImportedConfig config = ImportedConfig.read(file);
    if (!config.look("targets").isArray() && config.look("provider").isMissingNode()) {
      throw CliException.badInput(
          "this is no config of Portkey: it has neither targets nor a provider");
    }
    PortkeyConfig portkey = new PortkeyConfig(config, name);
    portkey.routes();
    List<ObjectNode> resources = portkey.providers.resources();
    resources.addAll(portkey.routes);
    return new Imported(
        resources, portkey.providers.secrets(), portkey.providers.notes(), config.left());
  }

  private void routes() {
    reasons("");
    if (config.look("strategy.mode").asString("").equals("conditional")) {
      conditions();
    } else {
      route(id, spec(), branch(""));
    }
  }

  private static ObjectNode spec() {
    return ApiClient.mapper().createObjectNode();
  }

  private void reasons(String place) {
    REASONS.forEach(
        (field, why) -> {
          for (String path : List.of(place + field, place + "strategy." + field)) {
            if (!config.look(path).isMissingNode()) {
              config.leave(path, why);
            }
          }
        });
  }

  /** Those that answer for what stands at a place; the whole config's is empty. */
  private Branch branch(String place) {
    String mode = config.take(place + "strategy.mode").asString("single");
    int targets = config.look(place + "targets").size();
    if (targets == 0) {
      return leaf(place);
    }
    Branch all = Branch.empty();
    switch (mode) {
      case "fallback", "single" -> {
        for (int i = 0; i < (mode.equals("single") ? 1 : targets); i++) {
          all.then(target(place, i));
        }
      }
      case "loadbalance" -> {
        for (int i = 0; i < targets; i++) {
          balance(all, target(place, i), config.take(targetPath(place, i) + "weight"));
        }
      }
      default ->
          config.leave(place + "strategy", "'%s' stands here only at the top".formatted(mode));
    }
    return all;
  }

  private static String targetPath(String place, int number) {
    return "%stargets[%d].".formatted(place, number);
  }

  private Branch target(String place, int number) {
    String path = targetPath(place, number);
    config.take(path + "name");
    reasons(path);
    return branch(path);
  }

  private static void balance(Branch all, Branch one, JsonNode weight) {
    int share = Weights.whole(weight);
    if (share == 0) {
      return; // It is turned off there.
    }
    one.use().forEach(offer -> all.weights().put(offer, share));
    all.use().addAll(one.use());
    all.fallback().addAll(one.fallback());
    all.fallback().removeAll(all.use());
  }

  private Branch leaf(String place) {
    String vendor = text(place + "provider");
    Branch branch = Branch.empty();
    ForeignVendor known = vendor == null ? null : ForeignVendor.of(vendor);
    if (known == null) {
      String path = place.isEmpty() ? "provider" : place.substring(0, place.length() - 1);
      config.leave(
          path,
          vendor == null
              ? "names no provider"
              : "there is no connector for '%s'".formatted(vendor));
      return branch;
    }
    String model = text(place + "override_params.model");
    String deployment = text(place + "azure_deployment_id");
    String asked = deployment == null ? model : deployment;
    if (asked == null) {
      config.leave(
          (place + "provider"),
          "names no model (override_params.model), which a route's name must lead to");
      return branch;
    }
    ForeignVendor.Place where = known.place(PortkeyConfig::named, field -> field(place, field));
    where.dropped().forEach((field, why) -> config.leave(place + field, why));
    if (where.refused() == null) {
      branch.use().add(providers.offer(known, asked, where.settings(), key(place)));
    } else {
      config.leave(place + "provider", where.refused());
    }
    return branch;
  }

  private @Nullable String key(String place) {
    String key = text(place + "api_key");
    String kept = config.look(place + "virtual_key").asString(null);
    return key != null ? key : kept == null ? null : ImportedProviders.ELSEWHERE + kept;
  }

  private @Nullable String field(String place, String field) {
    String resource = text(place + "azure_resource_name");
    if (field.equals("custom_host") && resource != null) {
      return "https://%s.openai.azure.com".formatted(resource);
    }
    return text(place + field);
  }

  private static String named(String field) {
    return FIELDS.getOrDefault(field, field);
  }

  private @Nullable String text(String path) {
    JsonNode value = config.take(path);
    return value.isString() ? value.asString() : null;
  }

  private void route(String id, ObjectNode when, Branch branch) {
    if (branch.use().isEmpty()) {
      return;
    }
    ObjectNode route = ApiClient.mapper().createObjectNode().put("kind", "route").put("id", id);
    ObjectNode spec = route.putObject("spec");
    spec.set("when", when.has("model") ? when : when.put("model", name));
    branch.use().forEach(spec.putArray("use")::add);
    if (branch.use().size() > 1) {
      spec.put("strategy", "weighted");
      branch.weights().forEach(spec.putObject("weights")::put);
    }
    if (!branch.fallback().isEmpty()) {
      branch.fallback().forEach(spec.putArray("fallback")::add);
    }
    JsonNode attempts = config.take("retry.attempts");
    if (attempts.isInt()) {
      spec.putObject("retry").put("max", Math.clamp(attempts.asInt(), 0, 10));
    }
    JsonNode millis = config.take("request_timeout");
    if (millis.isInt()) {
      spec.putObject("timeouts").put("firstToken", millis.asInt() + "ms");
    }
    routes.add(route);
  }

  /** Each condition is a route, the first with the highest priority; the default comes last. */
  private void conditions() {
    config.take("strategy.mode");
    Map<String, Branch> byName = new LinkedHashMap<>();
    for (int i = 0; i < config.look("targets").size(); i++) {
      byName.put(config.look(targetPath("", i) + "name").asString(""), target("", i));
    }
    int count = config.look("strategy.conditions").size();
    for (int i = 0; i < count; i++) {
      String path = "strategy.conditions[%d]".formatted(i);
      ObjectNode when = when(config.look(path + ".query"));
      Branch then = byName.get(config.look(path + ".then").asString(""));
      if (when == null || then == null) {
        config.leave(path, "routes match a model or labels by a value: write a CEL expression");
      } else {
        config.take(path);
        route("%s-%d".formatted(id, i + 1), when, then);
        priority(count - i);
      }
    }
    Branch usual = byName.get(config.take("strategy.default").asString(""));
    if (usual != null) {
      route(id, spec(), usual);
    }
  }

  private void priority(int value) {
    if (!routes.isEmpty()) {
      ((ObjectNode) routes.getLast().path("spec")).put("priority", value);
    }
  }

  /** The condition of a route; null when it compares otherwise than by a value. */
  private static @Nullable ObjectNode when(JsonNode query) {
    ObjectNode when = spec();
    for (Map.Entry<String, JsonNode> one : query.properties()) {
      JsonNode value = one.getValue().isObject() ? one.getValue().path("$eq") : one.getValue();
      var label = LABEL.matcher(one.getKey());
      if (!value.isString()) {
        return null;
      } else if (one.getKey().equals("params.model")) {
        when.put("model", value.asString());
      } else if (label.matches()) {
        when.withObjectProperty("labels").put(label.group(1), value.asString());
      } else {
        return null;
      }
    }
    return when.isEmpty() ? null : when;
  }
}
