package io.auterity.testkit.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.Billed;
import io.auterity.spi.PluginManifest.BilledTool;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.Support;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestFileReaderTest {

  private static final String MANIFEST =
      """
      id: sample
      version: "1.2.3"
      spi: 1
      main: com.example.SamplePlugin
      summary: A sample
      needs: []
      natives: false
      connectors:
        - id: sample
          kind: text
          summary: Sample texts
          marks: [local]
          auth: [none]
          egress: []
          grade: V1
          rateLimit: {requests: 10, seconds: 60}
          support:
            pii.mask: {support: partial, note: English only}
      billed:
        - dialect: forge
          tools: [{name: "run_*", unit: code_sessions, most: 2, bound: max}]
          asks: {search: web_search_requests}
          classes: [tier]
      """;

  @Test
  void readsEveryField() {
    PluginManifest manifest = read(MANIFEST);

    assertThat(manifest.id()).isEqualTo("sample");
    assertThat(manifest.connectors().getFirst().support())
        .containsEntry("pii.mask", new OperationSupport(Support.PARTIAL, false, "English only"));
    assertThat(manifest.connectors().getFirst().rateLimit()).isEqualTo(new RateLimit(10, 60));
    assertThat(manifest.billed())
        .containsExactly(
            new Billed(
                "forge",
                List.of(new BilledTool("run_*", "code_sessions", 2, "max")),
                Map.of("search", "web_search_requests"),
                List.of("tier")));
  }

  @Test
  void readsAPresetAsAConnectorOfItsOwn() {
    String preset =
        """
        id: other
        like: sample
        summary: Other texts
        grade: V5
        support: {}
        traits: {odd: true}
        models: [{id: m, context: 100}]
        """;

    PluginManifest manifest =
        ManifestFileReader.read(
            (MANIFEST + "presets: [other]").getBytes(StandardCharsets.UTF_8),
            Map.of("other", preset.getBytes(StandardCharsets.UTF_8)));

    PluginManifest.ConnectorManifest other = manifest.connectors().getLast();
    assertThat(other.kind()).isEqualTo("text");
    assertThat(other.marks()).containsExactly("local");
    assertThat(other.support()).isEmpty();
    assertThat(other.traits()).hasToString("{\"odd\":true}");
    assertThat(other.models())
        .containsExactly(new PluginManifest.KnownModel("m", 100L, null, null));
    assertThatThrownBy(() -> read(MANIFEST + "presets: [other]"))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("preset other: is listed, but there is no");
  }

  @Test
  void refusesAnUnknownFieldWithItsPath() {
    assertRefused("natives: false", "nativ: false", "nativ: is unknown; use one of spi,");
    assertRefused("summary: A sample", "sumary: A", "summary: is required");
    assertRefused("grade: V1", "grade: V1\n    rate: 1", "connectors[0].rate: is unknown");
    assertRefused("note:", "notes:", "connectors[0].support['pii.mask'].notes: is unknown");
  }

  @Test
  void refusesAFieldOfTheWrongTypeWithItsPath() {
    assertRefused("natives: false", "natives: maybe", "natives: must be true or false");
    assertRefused("marks: [local]", "marks: [1]", "connectors[0].marks[0]: must be a text");
    assertRefused("requests: 10", "requests: 0", "connectors[0].rateLimit.requests: must be");
    assertRefused("egress: []", "egress: none", "connectors[0].egress: must be a list");
    assertRefused("{support: partial", "{support: some", "must be one of full, emulated, partial");
  }

  private static void assertRefused(String from, String to, String message) {
    assertThat(MANIFEST).contains(from);
    assertThatThrownBy(() -> read(MANIFEST.replace(from, to)))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining(message);
  }

  private static PluginManifest read(String text) {
    return ManifestFileReader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
