package io.auterity.relay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.plugin.ManifestReader;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.Specs;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may answer where nobody declared a window, by what the shipped manifests document. */
class KnownModelsTest {

  private static final String USE =
      "'use': ['anthropic/claude-haiku-4-5', 'gemini/gemini-2.5-flash', 'bedrock/eu.amazon.nova-micro-v1:0']";

  private final List<ProviderInfo> providers =
      List.of(
          shipped("anthropic", Offering.of("claude-haiku-4-5")),
          shipped("gemini", Offering.ANY),
          shipped("bedrock", Offering.ANY));

  private static ProviderInfo shipped(String connector, Offering offering) {
    return Fleet.offering(Fleet.ai(connector), offering.informed(declared(connector).models()));
  }

  private static ConnectorManifest declared(String connector) {
    String plugin = connector.equals("gemini") ? "ai-google" : "ai-" + connector;
    Path file =
        Path.of("../../plugins", plugin, "src/main/resources/META-INF/auterity/plugin.yaml");
    try {
      String text = Files.readString(file).replace("@project.version@", "0.0.0");
      return new ManifestReader()
          .read(plugin, text.getBytes(StandardCharsets.UTF_8)).connectors().stream()
              .filter(one -> one.id().equals(connector))
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest(name = "{0} tokens, needs {1}: {2}")
  @CsvSource({
    "1000, '', 'anthropic, gemini, bedrock'",
    "150000, '', 'anthropic, gemini'",
    "500000, '', gemini",
    "1000, audio, 'gemini, bedrock'",
    "2000000, '', ''",
  })
  void excludesWhoHasNoRoomOrCannot(long input, String needs, String who) {
    assertThat(answering(input, needs, "{" + USE + "}")).isEqualTo(who);
  }

  @Test
  void aRequiredWindowIsThatOfTheDocumentation() {
    assertThat(answering(1_000, "", "{" + USE + ", 'require': [{'context': 300000}]}"))
        .isEqualTo("gemini");
  }

  private String answering(long input, String needs, String route) {
    List<String> abilities = Stream.of(needs).filter(word -> !word.isEmpty()).toList();
    Demand demand = new Demand(input, null, true, true, abilities, null);
    Config config = new Config(1, new RouteIndex(List.of(Specs.route("r", route))), providers);
    return String.join(
        ", ",
        Planner.shortlist(Calls.asking("auto", demand), config).candidates().stream()
            .map(candidate -> candidate.offer().provider().id())
            .toList());
  }
}
