package io.auterity.plugins.ai.huggingface;

import io.auterity.spi.Call;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.AiConnector;
import io.auterity.toolkit.ai.ModelListCheck;

/** Opens Hugging Face's tasks for a provider. */
record HuggingFaceConnector() implements AiConnector {

  @Override
  public String id() {
    return "huggingface-tasks";
  }

  @Override
  public Class<HuggingFaceConfig> config() {
    return HuggingFaceConfig.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    HuggingFaceConfig config = context.config(HuggingFaceConfig.class);
    return new HuggingFaceClient(config, config.endpoint());
  }

  /** An endpoint of one model has nothing that could be asked for free. */
  @Override
  public void check(Ai instance, Call call) {
    if (!call.provider().config(HuggingFaceConfig.class).dedicated()) {
      ModelListCheck.check(instance, call);
    }
  }
}
