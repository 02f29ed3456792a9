package io.auterity.plugins.ai.bedrock;

import io.auterity.plugins.ai.bedrock.wire.RecordedBedrock;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.Map;

class BedrockContractTest extends AiContract {

  /** The recorded answer begins so; a name of a class is the whole of an answer. */
  private static final String ANSWER =
      "The capital of France is Paris. Paris is not only the political and economic hub of the"
          + " country but also a major center for culture, fashion, art, and tourism. It is"
          + " renowned for its rich history, iconic landmarks such as the Eiffel Tower, Notre-Dame"
          + " Cathedral, and the Louvre Museum, as well as its influence on global culture and"
          + " cuisine";

  @Override
  protected Plugin plugin() {
    return new BedrockPlugin();
  }

  @Override
  protected String connectorId() {
    return "bedrock";
  }

  @Override
  protected String model() {
    return "amazon.titan-embed-text-v2:0";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(
            Json.object(
                Map.of(
                    "region", Json.of("us-east-1"), "model", Json.of("us.amazon.nova-pro-v1:0"))))
        .withTransport(withObjects(new RecordedBedrock(), ANSWER + "."));
  }

  @Override
  protected Object input(String operation, Ai instance) {
    return switch (operation) {
      case "text.classify" ->
          new TextToClassify(
              "What is the capital of France?", Map.of(ANSWER, "Paris.", "rome", "In Italy."));
      case "image.create" -> new ImageRequest("amazon.nova-canvas-v1:0", "A cat.", null, null);
      default -> super.input(operation, instance);
    };
  }
}
