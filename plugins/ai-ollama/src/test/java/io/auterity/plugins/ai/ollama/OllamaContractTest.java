package io.auterity.plugins.ai.ollama;

import io.auterity.plugins.ai.ollama.wire.OllamaExamples;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.Map;

class OllamaContractTest extends AiContract {

  @Override
  protected Plugin plugin() {
    return new OllamaPlugin();
  }

  @Override
  protected String connectorId() {
    return "ollama";
  }

  @Override
  protected String model() {
    return "gemma3";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.EMPTY.with("model", Json.of("gemma3")))
        .withTransport(withObjects(new OllamaExamples(), "The capital of France is Paris."));
  }

  /** The answer is "The capital of France is Paris.". */
  @Override
  protected Object input(String operation, Ai instance) {
    return operation.equals("text.classify")
        ? new TextToClassify(
            "What is the capital of France?",
            Map.of("The capital of France is Paris", "Paris.", "rome", "In Italy."))
        : super.input(operation, instance);
  }
}
