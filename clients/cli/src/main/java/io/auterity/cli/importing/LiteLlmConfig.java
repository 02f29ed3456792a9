package io.auterity.cli.importing;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * LiteLLM's {@code config.yaml}: deployments become providers, price lists and quotas, each model
 * name a route, with its strategy, fallbacks and cache.
 *
 * @see <a href="https://docs.litellm.ai/docs/proxy/config_settings">LiteLLM, config settings</a>
 */
public final class LiteLlmConfig {

  private static final String MODELS = "model_list";
  private static final JsonNode REASONS = reasons();

  /**
   * Reads a configuration.
   *
   * @param today from when on its prices hold
   * @param environment what variables are set, which the file may name
   * @throws CliException when it is none of LiteLLM's
   */
  public static Imported read(byte[] file, LocalDate today, Map<String, String> environment) {
    ImportedConfig config = ImportedConfig.read(file);
    if (!config.look(MODELS).isArray()) {
      throw CliException.badInput("this is no configuration of LiteLLM: it has no model_list");
    }
    tell(config);
    LiteLlmValues values = new LiteLlmValues(config, environment);
    ImportedProviders providers = new ImportedProviders();
    LiteLlmDeployments deployments = new LiteLlmDeployments(config, values, providers);
    deployments.read();
    LiteLlmRoutes routes = new LiteLlmRoutes(config, values, deployments);
    List<ObjectNode> made = routes.routes();
    LiteLlmLimits limits = new LiteLlmLimits(config, values);
    ObjectNode prices = limits.prices(deployments.all(), today);
    List<ObjectNode> resources = providers.resources();
    if (prices != null) {
      resources.add(prices);
    }
    resources.addAll(limits.quotas(deployments.all()));
    resources.addAll(made);
    Map<String, String> notes = new TreeMap<>(providers.notes());
    notes.putAll(values.notes());
    notes.putAll(limits.notes());
    notes.putAll(routes.notes());
    return new Imported(resources, providers.secrets(), notes, config.left());
  }

  private static JsonNode reasons() {
    try (InputStream in =
        Objects.requireNonNull(LiteLlmConfig.class.getResourceAsStream("litellm-left.yaml"))) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says why what is known not to be carried is not, before what is carried is read. */
  private static void tell(ImportedConfig config) {
    for (Map.Entry<String, JsonNode> section : REASONS.properties()) {
      List<String> places =
          section.getKey().equals(MODELS) ? entries(config) : List.of(section.getKey());
      for (Map.Entry<String, JsonNode> one : section.getValue().properties()) {
        places.forEach(place -> leave(config, path(place, one.getKey()), one.getValue()));
      }
    }
  }

  private static List<String> entries(ImportedConfig config) {
    return IntStream.range(0, config.look(MODELS).size())
        .mapToObj((MODELS + "[%d]")::formatted)
        .toList();
  }

  private static String path(String section, String field) {
    return field.equals("all") ? section : section + "." + field;
  }

  private static void leave(ImportedConfig config, String path, JsonNode why) {
    if (!config.look(path).isMissingNode()) {
      String word = why.asString();
      config.leave(path, REASONS.path("why").path(word).asString(word));
    }
  }
}
