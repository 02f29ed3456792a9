package io.auterity.plugins.ai.anthropic;

import io.auterity.plugins.ai.anthropic.wire.RecordedAnthropic;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.Map;

class AnthropicContractTest extends AiContract {

  static final String ANSWER = "The capital of France is Paris.";

  @Override
  protected Plugin plugin() {
    return new AnthropicPlugin();
  }

  @Override
  protected String connectorId() {
    return "anthropic";
  }

  @Override
  protected String model() {
    return "claude-b";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.object(Map.of("model", Json.of("claude-opus-4-6"))))
        .withTransport(withObjects(new RecordedAnthropic(), ANSWER));
  }

  /** The recorded answer is "The capital of France is Paris.". */
  @Override
  protected Object input(String operation, Ai instance) {
    return operation.equals("text.classify")
        ? new TextToClassify(
            "What is the capital of France?",
            Map.of("The capital of France is Paris", "Paris.", "rome", "In Italy."))
        : super.input(operation, instance);
  }
}
