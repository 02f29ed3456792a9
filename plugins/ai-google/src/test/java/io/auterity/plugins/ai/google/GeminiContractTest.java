package io.auterity.plugins.ai.google;

import io.auterity.plugins.ai.google.wire.RecordedGoogle;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.ImageEdit;
import io.auterity.spi.ai.ImageRequest;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import java.util.List;
import java.util.Map;

class GeminiContractTest extends AiContract {

  @Override
  protected Plugin plugin() {
    return new GooglePlugin();
  }

  @Override
  protected String connectorId() {
    return "gemini";
  }

  @Override
  protected String model() {
    return "gemini-b";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(config())
        .withTransport(withObjects(new RecordedGoogle(), "The capital of France is Paris.\n"));
  }

  protected Json.Obj config() {
    return Json.EMPTY.with("model", Json.of("gemini-2.5-flash"));
  }

  /** The recorded answer is "The capital of France is Paris.". */
  @Override
  protected Object input(String operation, Ai instance) {
    return switch (operation) {
      case "text.classify" ->
          new TextToClassify(
              "What is the capital of France?",
              Map.of("The capital of France is Paris", "Paris.", "rome", "In Italy."));
      case "image.create" -> new ImageRequest("imagen-4.0-generate-001", "A cat.", null, null);
      case "image.edit" ->
          new ImageEdit(
              "gemini-2.5-flash-image", "Make it a dog.", List.of(picture()), null, null, null);
      default -> super.input(operation, instance);
    };
  }
}
