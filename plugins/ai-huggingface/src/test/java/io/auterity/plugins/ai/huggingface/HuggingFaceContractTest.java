package io.auterity.plugins.ai.huggingface;

import io.auterity.plugins.ai.huggingface.wire.DescribedTasks;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.Map;

class HuggingFaceContractTest extends AiContract {

  @Override
  protected Plugin plugin() {
    return new HuggingFacePlugin();
  }

  @Override
  protected String connectorId() {
    return "huggingface-tasks";
  }

  @Override
  protected String model() {
    return "owner/b";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.object(Map.of("model", Json.of("owner/b"))))
        .withTransport(new DescribedTasks());
  }
}
