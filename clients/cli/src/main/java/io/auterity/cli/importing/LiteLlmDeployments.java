package io.auterity.cli.importing;

import static io.auterity.cli.importing.ImportedProviders.ENVIRONMENT;
import static io.auterity.cli.importing.LiteLlmValues.PARAMS;

import io.auterity.cli.importing.LiteLlmValues.UnsetVariableException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The entries of LiteLLM's model list that can be carried, by the names that callers ask for. */
final class LiteLlmDeployments {

  private final ImportedConfig config;
  private final LiteLlmValues values;
  private final ImportedProviders providers;
  private final Map<String, List<Deployment>> byName = new LinkedHashMap<>();

  /**
   * One entry.
   *
   * @param offer {@code provider/model}, or a bare provider for any model that callers ask of it
   */
  record Deployment(String path, String name, String offer) {
    boolean any() {
      return name.contains("*");
    }
  }

  /** Who an entry's model is asked of: {@code vendor/model}, or a model that LiteLLM knows. */
  private record Asked(@Nullable ForeignVendor vendor, String prefix, String model) {}

  LiteLlmDeployments(ImportedConfig config, LiteLlmValues values, ImportedProviders providers) {
    this.config = config;
    this.values = values;
    this.providers = providers;
  }

  /**
   * Reads the list. Patterns come first: what callers write before a slash is their provider's id.
   */
  void read() {
    int count = config.look("model_list").size();
    for (boolean patterns : new boolean[] {true, false}) {
      for (int i = 0; i < count; i++) {
        String path = "model_list[%d]".formatted(i);
        String name = config.take(path + ".model_name").asString("");
        String model = config.take(path + PARAMS + "model").asString("");
        if (patterns == (name.contains("*") || model.contains("*"))) {
          deployment(path, name, model);
        }
      }
    }
  }

  List<Deployment> all() {
    return byName.values().stream().flatMap(List::stream).toList();
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  List<Deployment> of(String name) {
    return byName.getOrDefault(name, List.of());
  }

  private void deployment(String path, String name, String model) {
    Asked asked = asked(path, model);
    if (name.isEmpty() || asked.vendor() == null || asked.model().isEmpty()) {
      config.leave(
          path,
          model.equals("*")
              ? "stands for every vendor: import a pattern for each, such as openai/*"
              : "there is no connector for '%s'".formatted(model));
      return;
    }
    String absent = values.absentCredential(path);
    if (absent != null) {
      config.leave(
          path, "names the credential '%s', which credential_list lacks".formatted(absent));
      return;
    }
    try {
      String offer = offer(path, name, asked, asked.vendor());
      if (offer != null) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Deployment(path, name, offer));
      }
    } catch (UnsetVariableException e) {
      config.leave(
          path,
          "needs the environment variable %s, which is not set here: set it and import again"
              .formatted(e.name()));
    }
  }

  private Asked asked(String path, String model) {
    int slash = model.indexOf('/');
    String prefix = slash > 0 ? model.substring(0, slash) : "";
    ForeignVendor before = ForeignVendor.of(prefix);
    if (before != null) {
      return new Asked(before, prefix, before.model(model.substring(slash + 1)));
    }
    String said = config.look(path + PARAMS + "custom_llm_provider").asString("");
    if (ForeignVendor.of(said) != null) {
      config.take(path + PARAMS + "custom_llm_provider");
      return new Asked(ForeignVendor.of(said), said, model);
    }
    boolean unknown = slash >= 0 || model.equals("*");
    return new Asked(unknown ? null : ForeignVendor.of(usual(model)), "", model);
  }

  /** A model without its vendor's name is one of the two that LiteLLM knows by heart. */
  private static String usual(String model) {
    return model.startsWith("claude") ? "anthropic" : "openai";
  }

  private @Nullable String offer(String path, String name, Asked asked, ForeignVendor vendor) {
    Function<String, @Nullable String> field =
        one -> {
          String written = values.field(path, one);
          return written == null
              ? values.variable(path + PARAMS + one, vendor.variable(one))
              : written;
        };
    ForeignVendor.Place place = vendor.place(UnaryOperator.identity(), field);
    place.dropped().forEach((one, why) -> config.leave(path + PARAMS + one, why));
    if (place.refused() != null) {
      config.leave(path, place.refused());
      return null;
    }
    String key = key(path, vendor, place);
    return name.contains("*") || asked.model().contains("*")
        ? any(path, name, asked, place, vendor, key)
        : providers.offer(vendor, asked.model(), place.settings(), key);
  }

  // The vendor's usual key is for its own address alone.
  private @Nullable String key(String path, ForeignVendor vendor, ForeignVendor.Place place) {
    List<String> fields = vendor.keyFields();
    fields.forEach(field -> values.key(path, field));
    String first = values.key(path, fields.getFirst());
    String usual = vendor.variable(fields.getFirst());
    boolean own = !place.settings().has("url") || vendor.needs("url");
    return first == null && usual != null && own ? ENVIRONMENT + usual : first;
  }

  // Callers ask for the vendor's own names, alone or behind what is the provider's id here.
  private @Nullable String any(
      String path,
      String name,
      Asked asked,
      ForeignVendor.Place place,
      ForeignVendor vendor,
      @Nullable String key) {
    String wanted = name.substring(0, Math.max(0, name.indexOf('/')));
    String below = name.substring(name.indexOf('/') + 1);
    if (!below.equals(asked.model())
        || !below.endsWith("*")
        || below.indexOf('*') < below.length() - 1) {
      config.leave(
          path,
          "'%s' is asked of its vendor by other words, '%s': routes give names one by one"
              .formatted(name, asked.model()));
      return null;
    }
    String id = wanted.isEmpty() ? vendor.connector("") : ResourceIds.of(wanted);
    String provider = providers.any(vendor, id, place.settings(), key);
    if (!wanted.isEmpty() && !provider.equals(wanted)) {
      config.leave(
          path, "its provider is called %1$s here: callers ask for %1$s/MODEL".formatted(provider));
      return null;
    }
    return provider;
  }
}
