package io.auterity.plugins.ai.replicate;

import io.auterity.plugins.ai.replicate.wire.DescribedReplicate;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.Map;

class ReplicateContractTest extends AiContract {

  @Override
  protected Plugin plugin() {
    return new ReplicatePlugin();
  }

  @Override
  protected String connectorId() {
    return "replicate";
  }

  @Override
  protected String model() {
    return "meta/b";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.object(Map.of("model", Json.of("meta/b"))))
        .withTransport(withObjects(new DescribedReplicate(), "money"));
  }
}
