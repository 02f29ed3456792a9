package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.VendorTraits;
import io.auterity.spi.Call;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Support;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.AiConnector;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens endpoints of one vendor.
 *
 * @param declared what its manifest says
 * @param traits what sets it apart
 */
record OpenAiConnector(ConnectorManifest declared, VendorTraits traits) implements AiConnector {

  /** The one that a manifest declares. */
  static OpenAiConnector of(ConnectorManifest declared) {
    return new OpenAiConnector(declared, VendorTraits.of(declared.traits()));
  }

  @Override
  public String id() {
    return declared.id();
  }

  @Override
  public Class<? extends Record> config() {
    return traits.deployments() ? AzureOpenAiConfig.class : OpenAiConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    if (traits.deployments()) {
      AzureOpenAiConfig config = context.config(AzureOpenAiConfig.class);
      return client(config.endpoint(traits), config.model(), config.api());
    }
    OpenAiConfig config = context.config(OpenAiConfig.class);
    return client(config.endpoint(traits), config.model(), config.api());
  }

  private OpenAiClient client(OpenAiEndpoint endpoint, @Nullable String model, String api) {
    return new OpenAiClient(endpoint, Optional.ofNullable(model), operations(), responses(api));
  }

  // What goes on from words of an answer would begin anew there: the API has no such thing.
  private boolean responses(String api) {
    boolean responses = api.equals("responses");
    boolean prefill = declared.support().values().stream().anyMatch(OperationSupport::prefill);
    if (responses && (prefill || !traits.responses())) {
      throw Refusal.invalid(
          "api", "must be chat: %s is asked by no Responses API".formatted(declared.id()));
    }
    return responses;
  }

  private Set<String> operations() {
    return declared.support().entrySet().stream()
        .filter(entry -> entry.getValue().support() != Support.NONE)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public void check(Ai instance, Call call) {
    ((OpenAiClient) instance).check(call);
  }
}
