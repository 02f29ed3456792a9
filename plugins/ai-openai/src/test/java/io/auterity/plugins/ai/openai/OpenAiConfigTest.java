package io.auterity.plugins.ai.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.plugins.ai.openai.wire.VendorTraits;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenAiConfigTest {

  private static final PluginManifest MANIFEST = ManifestFileReader.of(OpenAiPlugin.class);

  @Test
  void everyPresetSpeaksOfFieldsThatThereAre() {
    for (ConnectorManifest connector : MANIFEST.connectors()) {
      assertThat(schema(connector).get("properties")).isNotNull();
    }
  }

  @Test
  void asksOpenAiUnlessConfigured() {
    OpenAiClient config = of(Json.EMPTY);

    assertThat(config.endpoint().url()).hasToString("https://api.openai.com/v1/");
    assertThat(config.endpoint().tokenLimit()).isEqualTo("max_completion_tokens");
    assertThat(config.model()).isEmpty();
  }

  @Test
  void asksForResponsesWhereThatIsChosen() {
    assertThat(of(Json.EMPTY).responses()).isFalse();
    assertThat(of(with("api", "chat")).responses()).isFalse();
    assertThat(of(with("api", "responses")).responses()).isTrue();
  }

  @Test
  void onlyWhoDeclaresTheResponsesApiIsAskedByIt() {
    Json.Obj config = with("api", "responses").with("url", Json.of("http://localhost"));
    List<String> asked = new ArrayList<>();
    for (ConnectorManifest connector : ManifestFileReader.of(OpenAiPlugin.class).connectors()) {
      VendorTraits own = VendorTraits.of(connector.traits());
      assertThat(schema(connector).toString().contains("\"api\":")).isEqualTo(own.responses());
      if (own.responses()) {
        assertThat(open(config, connector).responses()).isTrue();
        asked.add(connector.id());
      } else {
        assertThat(Failures.field(() -> open(config, connector))).isEqualTo("api");
      }
    }

    assertThat(asked).containsExactly("openai", "azure-openai");
  }

  @Test
  void whatGoesOnFromWordsOfAnAnswerIsNotAskedByIt() {
    ConnectorManifest openrouter =
        ManifestFileReader.of(OpenAiPlugin.class).connectors().stream()
            .filter(connector -> connector.id().equals("openrouter"))
            .findFirst()
            .orElseThrow();

    ConnectorManifest responding =
        ConnectorManifest.builder(openrouter.id(), openrouter.kind(), openrouter.summary())
            .marks(openrouter.marks())
            .auth(openrouter.auth())
            .config(openrouter.config())
            .egress(openrouter.egress())
            .grade(openrouter.grade())
            .support(openrouter.support())
            .rateLimit(openrouter.rateLimit())
            .rateHeaders(openrouter.rateHeaders())
            .traits(openrouter.traits().with("responses", Json.of(true)))
            .models(openrouter.models())
            .credentialTo(openrouter.credentialTo())
            .sigv4(openrouter.sigv4())
            .build();

    assertThat(Failures.field(() -> open(with("api", "responses"), responding))).isEqualTo("api");
  }

  @Test
  void takesAnAddressWithOrWithoutASlashAtItsEnd() {
    for (String url : List.of("http://localhost:11434/v1", "http://localhost:11434/v1/")) {
      assertThat(of(with("url", url)).endpoint().url()).hasToString("http://localhost:11434/v1/");
    }
  }

  @Test
  void refusesWhatCannotWorkByItsName() {
    for (String url : List.of("", "api.openai.com", "ftp://x/v1", "https://", "http://x?a=b")) {
      assertThat(refused(with("url", url))).as(url).isEqualTo("url");
    }
    assertThat(refused(with("tokenLimit", "tokens"))).isEqualTo("tokenLimit");
    assertThat(refused(with("api", "completions"))).isEqualTo("api");
  }

  @Test
  void takesWhatTheEndpointIsSaidToTakeBesidesWhatItsVendorDoes() {
    Json.Obj config = Json.object(Map.of("takes", Json.array(List.of(Json.of("top_k")))));

    assertThat(of(Json.EMPTY).endpoint().traits().takes()).isEmpty();
    assertThat(of(config).endpoint().traits().takes()).containsExactly("top_k");
    assertThat(refused(Json.object(Map.of("takes", Json.array(List.of(Json.of("seed")))))))
        .isEqualTo("takes[0]");
  }

  @Test
  void aClassOfServiceIsBilledInBothApis() {
    assertThat(ManifestFileReader.of(OpenAiPlugin.class).billed())
        .extracting(billed -> billed.dialect() + billed.classes())
        .containsExactly("openai[service_tier]", "openai-responses[service_tier]");
  }

  @Test
  void aPresetWithoutAnAddressAsksForOne() {
    ConnectorManifest modal =
        ManifestFileReader.of(OpenAiPlugin.class).connectors().stream()
            .filter(connector -> connector.id().equals("modal"))
            .findFirst()
            .orElseThrow();

    assertThat(schema(modal).get("required")).hasToString("[\"url\"]");
    assertThat(schema(modal).toString()).doesNotContain("https://api.openai.com");
  }

  @Test
  void everyFileOfAPresetIsListed() throws IOException {
    Path folder = Path.of("src/main/resources/META-INF/auterity/presets");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .isNotEmpty()
          .isSubsetOf(
              ManifestFileReader.of(OpenAiPlugin.class).connectors().stream()
                  .map(ConnectorManifest::id)
                  .toList());
    }
  }

  private static OpenAiClient of(Json.Obj config) {
    return open(config, MANIFEST.connectors().getFirst());
  }

  private static OpenAiClient open(Json.Obj config, ConnectorManifest declared) {
    FakeProvider provider = new FakeProvider("p", MANIFEST).withConfig(config);
    return (OpenAiClient) OpenAiConnector.of(declared).open(provider);
  }

  private static Json.Obj schema(ConnectorManifest declared) {
    return ConfigForm.of(OpenAiConnector.of(declared).config(), declared.edits()).schema();
  }

  private static String refused(Json.Obj config) {
    return Failures.field(() -> of(config));
  }

  private static Json.Obj with(String name, String value) {
    return Json.object(Map.of(name, Json.of(value)));
  }
}
