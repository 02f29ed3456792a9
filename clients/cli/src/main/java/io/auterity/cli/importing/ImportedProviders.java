package io.auterity.cli.importing;

import io.auterity.cli.api.ApiClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The providers that deployments of another gateway come to: one for each vendor, address and
 * credential, with the models that are asked of it.
 */
final class ImportedProviders {

  /** Begins a key that lies neither in the file nor in the environment. */
  static final String ELSEWHERE = "elsewhere/";

  /** Begins a key that lies in the environment. */
  static final String ENVIRONMENT = "os.environ/";

  private final Map<List<String>, ObjectNode> providers = new LinkedHashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  /**
   * The offer that a deployment becomes, {@code provider/model}.
   *
   * @param settings where the vendor is
   * @param key as the other gateway has it, itself or a reference; null when it has none
   */
  String offer(ForeignVendor vendor, String model, ObjectNode settings, @Nullable String key) {
    String connector = vendor.connector(model);
    ObjectNode provider = provider(connector, connector, vendor, settings, key);
    String id = provider.path("id").asString();
    if (!open.contains(id)) {
      list((ObjectNode) provider.path("spec"), model);
    }
    return id + "/" + model;
  }

  private static void list(ObjectNode spec, String model) {
    for (JsonNode one : spec.withArray("models")) {
      if (one.asString().equals(model)) {
        return;
      }
    }
    spec.withArray("models").add(model);
  }

  /**
   * The provider that answers to any model of a vendor.
   *
   * @param name what it should be called, if no other is
   */
  String any(ForeignVendor vendor, String name, ObjectNode settings, @Nullable String key) {
    ObjectNode provider = provider(vendor.connector(""), name, vendor, settings, key);
    ((ObjectNode) provider.path("spec")).remove("models");
    String id = provider.path("id").asString();
    open.add(id);
    return id;
  }

  private ObjectNode provider(
      String connector,
      String name,
      ForeignVendor vendor,
      ObjectNode settings,
      @Nullable String key) {
    List<String> same = List.of(connector, settings.toString(), String.valueOf(key));
    ObjectNode there = providers.get(same);
    if (there == null) {
      there = made(id(name), connector, vendor, settings, key);
      providers.put(same, there);
    }
    return there;
  }

  private String id(String name) {
    List<String> taken = providers.values().stream().map(one -> one.path("id").asString()).toList();
    String id = name;
    for (int i = 2; taken.contains(id); i++) {
      id = "%s-%d".formatted(name, i);
    }
    return id;
  }

  private ObjectNode made(
      String id,
      String connector,
      ForeignVendor vendor,
      ObjectNode settings,
      @Nullable String key) {
    ObjectNode provider =
        ApiClient.mapper().createObjectNode().put("kind", "provider").put("id", id);
    ObjectNode spec = provider.putObject("spec").put("connector", connector);
    if (!settings.isEmpty()) {
      spec.set("config", settings);
    }
    String secret = secretName(id, vendor, key);
    ObjectNode auth = vendor.auth(secret, key != null);
    if (auth != null) {
      spec.set("auth", auth);
      secrets.put(secret, origin(vendor, key));
    }
    if (vendor.unverified()) {
      spec.put("unverified", true);
      notes.put(
          "provider " + id,
          "the connector '%s' is not verified (V0), and is refused unless a provider says"
                  .formatted(connector)
              + " unverified: true, as this one does; try it before callers do");
    }
    return provider;
  }

  private static String secretName(String id, ForeignVendor vendor, @Nullable String key) {
    return key != null && key.startsWith(ENVIRONMENT) && vendor.form().isEmpty()
        ? ResourceIds.of(key.substring(ENVIRONMENT.length()).replace('_', '-'))
        : id;
  }

  private static String origin(ForeignVendor vendor, @Nullable String key) {
    String from;
    if (key == null) {
      from = "the surroundings of its process";
    } else if (key.startsWith(ENVIRONMENT)) {
      from = "the environment variable " + key.substring(ENVIRONMENT.length());
    } else if (key.startsWith(ELSEWHERE)) {
      from = "the other gateway itself: " + key.substring(ELSEWHERE.length());
    } else {
      from = "the file itself";
    }
    return vendor.form().isEmpty() ? from : "%s; store %s".formatted(from, vendor.form());
  }

  List<ObjectNode> resources() {
    return new ArrayList<>(providers.values());
  }

  Map<String, String> secrets() {
    return secrets;
  }

  Map<String, String> notes() {
    return notes;
  }
}
