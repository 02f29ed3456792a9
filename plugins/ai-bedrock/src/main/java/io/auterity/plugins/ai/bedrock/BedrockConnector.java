package io.auterity.plugins.ai.bedrock;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;
import io.auterity.toolkit.ai.ModelListCheck;
import java.util.Optional;

/** Opens a region of Bedrock for a provider. */
record BedrockConnector() implements AiConnector {

  @Override
  public String id() {
    return "bedrock";
  }

  @Override
  public Class<BedrockConfig> config() {
    return BedrockConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    BedrockConfig config = context.config(BedrockConfig.class);
    return new BedrockClient(
        config.endpoint(), Optional.ofNullable(config.model()), config.inputType());
  }

  @Override
  public void check(Ai instance, Call call) {
    ModelListCheck.check(instance, call);
  }
}
