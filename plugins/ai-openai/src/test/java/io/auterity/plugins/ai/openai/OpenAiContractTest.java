package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.RecordedEndpoint;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ai.Ai;
import io.auterity.spi.ai.TextToClassify;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.AiContract;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Of the connector itself, and of every preset of it. */
@ParameterizedClass
@MethodSource("connectors")
class OpenAiContractTest extends AiContract {

  @Parameter private String connector = "";

  static Stream<String> connectors() {
    return ManifestFileReader.of(OpenAiPlugin.class).connectors().stream()
        .map(ConnectorManifest::id);
  }

  @Override
  protected Plugin plugin() {
    return new OpenAiPlugin();
  }

  @Override
  protected String connectorId() {
    return connector;
  }

  @Override
  protected String model() {
    return "model-id-1";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("under-test", manifest())
        .withConfig(
            Json.object(
                Map.of("model", Json.of("gpt-5"), "url", Json.of("https://vendor.example/"))))
        .withTransport(withObjects(new RecordedEndpoint(connector), "Paris."));
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
