package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.VendorTraits;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.json.ReplyFields;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is configured with.
 *
 * @param endpoint where and how to ask
 * @param model the one that is asked when an input names none
 * @param operations that the vendor has
 * @param responses whether chats are asked of the Responses API, and not as chat completions
 */
record OpenAiConfig(
    OpenAiEndpoint endpoint, Optional<String> model, Set<String> operations, boolean responses) {

  private static final String EXAMPLE = "https://api.openai.com/v1";
  private static final String RESOURCE = "https://NAME.openai.azure.com";
  private static final String CHAT = "chat";
  private static final String RESPONSES = "responses";
  private static final List<String> TOKEN_LIMITS = List.of("max_completion_tokens", "max_tokens");

  OpenAiConfig {
    operations = Set.copyOf(operations);
  }

  /** What is not given is as the schema of the connector's configuration has it. */
  static OpenAiConfig of(Json.Obj config, ConnectorManifest declared, VendorTraits traits) {
    Fields fields = Fields.of(config);
    String given = text("url", fields, declared);
    URI url = EndpointUrl.read("url", given, traits.deployments() ? RESOURCE : EXAMPLE);
    String apiVersion = fields.optionalText("apiVersion").orElse(null);
    String tokenLimit = text("tokenLimit", fields, declared);
    if (!TOKEN_LIMITS.contains(tokenLimit)) {
      throw Refusal.invalid("tokenLimit", "must be one of " + String.join(", ", TOKEN_LIMITS));
    }
    return new OpenAiConfig(
        new OpenAiEndpoint(
            traits.deployments() ? ofResource(url, apiVersion) : url,
            tokenLimit,
            traits.taking(fields.texts("takes")),
            apiVersion),
        fields.optionalText("model"),
        operations(declared),
        responses(fields.optionalText("api").orElse(CHAT), declared, traits));
  }

  // What goes on from words of an answer would begin anew there: the API has no such thing.
  private static boolean responses(String api, ConnectorManifest declared, VendorTraits traits) {
    if (!api.equals(CHAT) && !api.equals(RESPONSES)) {
      throw Refusal.invalid("api", "must be %s or %s".formatted(CHAT, RESPONSES));
    }
    boolean responses = api.equals(RESPONSES);
    boolean prefill = declared.support().values().stream().anyMatch(OperationSupport::prefill);
    if (responses && (prefill || !traits.responses())) {
      throw Refusal.invalid(
          "api", "must be %s: %s is asked by no Responses API".formatted(CHAT, declared.id()));
    }
    return responses;
  }

  /** Where the API of a resource lies: in a dated version, or in that which has none. */
  private static URI ofResource(URI resource, @Nullable String apiVersion) {
    if (!resource.getPath().equals("/")) {
      throw Refusal.invalid("url", "must be the address of the resource alone, as " + RESOURCE);
    }
    return resource.resolve(apiVersion == null ? "openai/v1/" : "openai/");
  }

  private static String text(String name, Fields fields, ConnectorManifest declared) {
    Json.Obj properties = ReplyFields.object(declared.config(), "properties");
    String usual = ReplyFields.text(ReplyFields.object(properties, name), "default");
    return fields.optionalText(name).orElse(usual);
  }

  private static Set<String> operations(ConnectorManifest declared) {
    return declared.support().entrySet().stream()
        .filter(entry -> entry.getValue().support() != Support.NONE)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
