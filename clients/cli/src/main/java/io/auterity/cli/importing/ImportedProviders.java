package io.auterity.cli.importing;

import io.auterity.cli.api.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The providers that deployments of another gateway come to: one for each vendor, address and
 * credential, with the models that are asked of it.
 */
final class ImportedProviders {

  private static final JsonNode VENDORS = vendors();

  /** Begins a key that lies neither in the file nor in the environment. */
  static final String ELSEWHERE = "elsewhere/";

  private static final String ENVIRONMENT = "os.environ/";

  private final Map<List<String>, ObjectNode> providers = new LinkedHashMap<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();

  private static JsonNode vendors() {
    try (InputStream in =
        Objects.requireNonNull(ImportedProviders.class.getResourceAsStream("vendors.yaml"))) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is a connector for a vendor. */
  static boolean knows(String vendor) {
    return VENDORS.has(vendor);
  }

  /**
   * The offer that a deployment becomes, {@code provider/model}.
   *
   * @param vendor as the other gateway calls it
   * @param field the text of one of the deployment's fields; null when it has none
   * @param key as the other gateway has it, itself or a reference; null when it has none
   */
  String offer(
      String vendor, String model, Function<String, @Nullable String> field, @Nullable String key) {
    JsonNode known = VENDORS.path(vendor);
    String connector = known.path("connector").asString();
    ObjectNode config = ApiClient.mapper().createObjectNode();
    known
        .path("config")
        .properties()
        .forEach(
            setting -> {
              String value = field.apply(setting.getValue().asString());
              if (value != null) {
                config.put(setting.getKey(), value);
              }
            });
    ObjectNode provider =
        providers.computeIfAbsent(
            List.of(connector, config.toString(), String.valueOf(key)),
            _ -> provider(connector, known, config, key));
    ObjectNode spec = (ObjectNode) provider.path("spec");
    boolean there = false;
    for (JsonNode one : spec.withArray("models")) {
      there |= one.asString().equals(model);
    }
    if (!there) {
      spec.withArray("models").add(model);
    }
    return provider.path("id").asString() + "/" + model;
  }

  private ObjectNode provider(
      String connector, JsonNode known, ObjectNode config, @Nullable String key) {
    long same =
        providers.values().stream()
            .filter(one -> one.path("spec").path("connector").asString().equals(connector))
            .count();
    String id = same == 0 ? connector : "%s-%d".formatted(connector, same + 1);
    ObjectNode provider =
        ApiClient.mapper().createObjectNode().put("kind", "provider").put("id", id);
    ObjectNode spec = provider.putObject("spec").put("connector", connector);
    if (!config.isEmpty()) {
      spec.set("config", config);
    }
    String kind = known.path("auth").asString("bearer");
    if (key != null || !kind.equals("bearer")) {
      ObjectNode auth = spec.putObject("auth").putObject(kind);
      if (known.has("header")) {
        auth.put("name", known.path("header").asString());
      }
      auth.put("secret", secret(id, key));
    }
    return provider;
  }

  private String secret(String provider, @Nullable String key) {
    if (key != null && key.startsWith(ENVIRONMENT)) {
      String variable = key.substring(ENVIRONMENT.length());
      String name = variable.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
      secrets.put(name, "the environment variable " + variable);
      return name;
    }
    secrets.put(
        provider,
        key == null
            ? "the surroundings of its process"
            : key.startsWith(ELSEWHERE)
                ? "the other gateway itself: " + key.substring(ELSEWHERE.length())
                : "the file itself");
    return provider;
  }

  List<ObjectNode> resources() {
    return new ArrayList<>(providers.values());
  }

  Map<String, String> secrets() {
    return secrets;
  }
}
