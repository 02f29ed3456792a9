package io.auterity.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.resource.JsonSchema;
import io.auterity.plugins.ai.anthropic.AnthropicPlugin;
import io.auterity.plugins.ai.bedrock.BedrockPlugin;
import io.auterity.plugins.ai.cohere.CoherePlugin;
import io.auterity.plugins.ai.google.GooglePlugin;
import io.auterity.plugins.ai.ollama.OllamaPlugin;
import io.auterity.plugins.ai.openai.OpenAiPlugin;
import io.auterity.plugins.ai.replicate.ReplicatePlugin;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.spi.Connector;
import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.FakePluginContext;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.YamlTree;
import io.auterity.testkit.manifest.ManifestFileReader;
import io.auterity.testkit.strict.Places;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each connector for models has an example of a provider, and says what its vendor takes. */
class ExampleVendorsTest {

  private static final String SCHEMA = "provider-spec.schema.json";

  /** A connector with what its manifest says. */
  record Vendor(ConnectorManifest manifest, Connector<?> connector) {
    @Override
    public String toString() {
      return manifest.id();
    }
  }

  static List<Vendor> vendors() {
    List<Vendor> vendors = new ArrayList<>();
    for (Plugin plugin :
        List.of(
            new OpenAiPlugin(),
            new AnthropicPlugin(),
            new GooglePlugin(),
            new OllamaPlugin(),
            new BedrockPlugin(),
            new CoherePlugin(),
            new ReplicatePlugin())) {
      var manifest = ManifestFileReader.of(plugin.getClass());
      plugin.start(new FakePluginContext(manifest));
      for (ConnectorManifest declared : manifest.connectors()) {
        plugin.connectors().stream()
            .filter(one -> one.id().equals(declared.id()))
            .forEach(one -> vendors.add(new Vendor(declared, one)));
      }
    }
    return vendors;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void itsExampleIsAProvider(Vendor vendor) throws IOException {
    Json.Obj example = example(vendor.manifest().id());
    Json.Obj spec = (Json.Obj) Objects.requireNonNull(example.get("spec"));
    Json config = Places.at(spec, "config").stream().findFirst().orElse(Json.EMPTY);

    assertThat(example.text("kind")).isEqualTo("provider");
    assertThat(spec.text("connector")).isEqualTo(vendor.manifest().id());
    assertThat(schema().check(spec)).isEmpty();
    assertThat(
            JsonSchema.of(
                    ConfigForm.of(vendor.connector().config(), vendor.manifest().edits()).schema())
                .check(config))
        .isEmpty();
    assertThat(spec.fields().keySet().contains("auth") || vendor.manifest().auth().contains("none"))
        .isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void whatItsVendorTakesCanBeRead(Vendor vendor) {
    assertThat(ChatConstraints.of(vendor.manifest().takes())).isNotNull();
  }

  private static Json.Obj example(String id) throws IOException {
    Path file = Repository.root().resolve("examples/vendors/%s.yaml".formatted(id));
    return (Json.Obj) YamlTree.read(Files.readAllBytes(file));
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream in = Objects.requireNonNull(ProviderSpec.class.getResourceAsStream(SCHEMA))) {
      return JsonSchema.of((Json.Obj) YamlTree.json(in.readAllBytes()));
    }
  }
}
