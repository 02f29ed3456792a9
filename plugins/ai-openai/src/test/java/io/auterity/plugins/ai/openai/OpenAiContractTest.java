package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.RecordedEndpoint;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.Map;

class OpenAiContractTest extends AiContract {

  @Override
  protected Plugin plugin() {
    return new OpenAiPlugin();
  }

  @Override
  protected String connectorId() {
    return "openai";
  }

  @Override
  protected String model() {
    return "model-id-1";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.object(Map.of("model", Json.of("gpt-5"))))
        .withTransport(new RecordedEndpoint());
  }

  /** The recorded answer is "Paris.". */
  @Override
  protected Object input(String operation, Ai instance) {
    return operation.equals("text.classify")
        ? new TextToClassify(
            "What is the capital of France?", Map.of("paris", "In France.", "rome", "In Italy."))
        : super.input(operation, instance);
  }
}
