package io.auterity.plugins.ai.cohere;

import io.auterity.plugins.ai.cohere.wire.RecordedCohere;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.RerankRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.List;
import java.util.Map;

class CohereContractTest extends AiContract {

  @Override
  protected Plugin plugin() {
    return new CoherePlugin();
  }

  @Override
  protected String connectorId() {
    return "cohere";
  }

  @Override
  protected String model() {
    return "command-b";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(Json.object(Map.of("model", Json.of("command-a"), "language", Json.of("en"))))
        .withTransport(withObjects(new RecordedCohere(), "Hello!"));
  }

  /** The recorded answer is "Hello!"; four documents at least were ranked in the example. */
  @Override
  protected Object input(String operation, Ai instance) {
    return switch (operation) {
      case "text.classify" ->
          new TextToClassify("Hi", Map.of("Hello!", "A greeting.", "Bye", "Going."));
      case "document.rerank" ->
          new RerankRequest("rerank-v3.5", "capital", List.of("a", "b", "c", "d", "e"), 3);
      default -> super.input(operation, instance);
    };
  }
}
