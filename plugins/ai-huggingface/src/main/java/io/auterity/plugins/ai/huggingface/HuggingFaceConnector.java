package io.auterity.plugins.ai.huggingface;

import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.toolkit.ai.ModelListCheck;

/** Opens Hugging Face's tasks for a provider. */
record HuggingFaceConnector() implements Connector<Ai> {

  @Override
  public String id() {
    return "huggingface-tasks";
  }

  @Override
  public Class<Ai> kind() {
    return Ai.class;
  }

  @Override
  public Ai open(ProviderContext context) {
    return new HuggingFaceClient(HuggingFaceConfig.of(context.config()));
  }

  /** An endpoint of one model has nothing that could be asked for free. */
  @Override
  public void check(Ai instance, Call call) {
    if (!HuggingFaceConfig.of(call.provider().config()).endpoint().dedicated()) {
      ModelListCheck.check(instance, call);
    }
  }
}
