package io.auterity.plugins.ai.anthropic;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;
import io.auterity.toolkit.ai.ModelListCheck;
import java.util.Optional;

/** Opens an endpoint for a provider. */
record AnthropicConnector() implements AiConnector {

  @Override
  public String id() {
    return "anthropic";
  }

  @Override
  public Class<AnthropicConfig> config() {
    return AnthropicConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    AnthropicConfig config = context.config(AnthropicConfig.class);
    return new AnthropicClient(config.endpoint(), Optional.ofNullable(config.model()));
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }
}
