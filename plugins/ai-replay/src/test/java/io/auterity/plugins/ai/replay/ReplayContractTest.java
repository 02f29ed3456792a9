package io.auterity.plugins.ai.replay;

import io.auterity.spi.Documents.Document;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.Map;

class ReplayContractTest extends AiContract {

  @Override
  protected Plugin plugin() {
    return new ReplayPlugin();
  }

  @Override
  protected String connectorId() {
    return "replay";
  }

  @Override
  protected String model() {
    return "gpt-4o-mini";
  }

  @Override
  protected ProviderContext provider() {
    Json.Obj body = Json.object(Map.of("label", Json.of("money"), "seconds", Json.of(0.7)));
    FakeProvider provider =
        new FakeProvider("under-test", manifest())
            .withConfig(
                Json.object(
                    Map.of(
                        "model",
                        Json.of(model()),
                        "objects",
                        Json.EMPTY.with(
                            "a:1", Json.EMPTY.with("contract_reply", Json.of("Yes."))))));
    provider
        .documents()
        .write(writer -> writer.addOrGet(new Document("recording", "a:1", body), Map.of()));
    return provider;
  }

  @Override
  protected FakeCall call(String operation, ProviderContext provider) {
    return super.call(operation, provider).withLabel("sample", "a:1");
  }
}
