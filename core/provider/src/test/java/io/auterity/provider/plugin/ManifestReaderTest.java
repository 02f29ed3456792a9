package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.AwsScope;
import io.auterity.spi.PluginManifest.Billed;
import io.auterity.spi.PluginManifest.BilledTool;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateHeaders;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.PluginManifest.RatePool;
import io.auterity.spi.PluginManifest.ResetUnit;
import io.auterity.spi.Support;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

  private static final String MANIFEST =
      """
      id: forge
      version: 1.2.3-rc.1
      spi: 1
      main: com.example.ForgePlugin
      summary: Talks to a forge
      needs: [base]
      natives: true
      connectors:
        - id: forge-git
          kind: git
          summary: Repositories of a forge
          marks: [local]
          auth: [bearer]
          egress: [api.example.com, "${baseUrl}"]
          grade: V2
          rateLimit: {requests: 60, seconds: 3600}
          rateHeaders: {remaining: X-RateLimit-Remaining, reset: X-RateLimit-Reset, resetAs: epoch, pool: {header: X-Pool, usual: core}}
          support:
            repository.get: {support: full}
            repository.create: {support: partial, idempotencyKey: true, note: no templates}
      """;

  private static final String LISTING = MANIFEST + "presets: [hub]\n";

  private static final String HUB =
      """
      id: hub
      like: forge-git
      summary: A hub
      grade: V5
      support: {repository.get: {support: full}}
      traits: {pages: true}
      models:
        - {id: m, context: 100, abilities: [vision], operations: [repository.get]}
      """;

  private final ManifestReader reader = new ManifestReader();

  @Test
  void readsEveryField() {
    PluginManifest manifest = read(MANIFEST);

    assertThat(manifest.id()).isEqualTo("forge");
    assertThat(manifest.needs()).containsExactly("base");
    assertThat(read(MANIFEST + "onBehalf: [calls]\n").onBehalf()).containsExactly("calls");
    assertThat(manifest.natives()).isTrue();
    ConnectorManifest connector = manifest.connectors().getFirst();
    assertThat(connector.egress()).containsExactly("api.example.com", "${baseUrl}");
    assertThat(connector.rateLimit()).isEqualTo(new RateLimit(60, 3600));
    assertThat(connector.rateHeaders())
        .isEqualTo(
            new RateHeaders(
                "X-RateLimit-Remaining",
                "X-RateLimit-Reset",
                ResetUnit.EPOCH,
                new RatePool("X-Pool", "core")));
    assertThat(connector.support())
        .containsEntry("repository.get", new OperationSupport(Support.FULL, false, null))
        .containsEntry(
            "repository.create", new OperationSupport(Support.PARTIAL, true, "no templates"));
  }

  @Test
  void readsWhatVendorsBillBesideTokens() {
    String billed =
        """
        billed:
          - dialect: forge
            tools:
              - {name: "run_*", unit: code_sessions, most: 2, bound: max}
              - {name: look, unit: web_search_requests, most: 10}
            asks: {search: web_search_requests}
            classes: [tier]
          - {dialect: other}
        """;

    assertThat(read(MANIFEST + billed).billed())
        .containsExactly(
            new Billed(
                "forge",
                List.of(
                    new BilledTool("run_*", "code_sessions", 2, "max"),
                    new BilledTool("look", "web_search_requests", 10, null)),
                Map.of("search", "web_search_requests"),
                List.of("tier")),
            new Billed("other", List.of(), Map.of(), List.of()));
    assertThat(read(MANIFEST).billed()).isEmpty();
    refused(MANIFEST + billed.replace("most: 2", "most: 0"), "billed[0].tools[0].most");
    refused(MANIFEST + billed.replace("code_sessions", "coffee"), "billed[0].tools[0].unit");
    refused(MANIFEST + billed.replace("\"run_*\"", "\"*run\""), "billed[0].tools[0].name");
  }

  @Test
  void readsAPresetAsAConnectorOfItsOwn() {
    PluginManifest manifest =
        reader.read("forge.jar", bytes(LISTING), Map.of("hub", bytes(HUB))).whole();

    ConnectorManifest hub = manifest.connectors().getLast();
    assertThat(hub.id()).isEqualTo("hub");
    assertThat(hub.kind()).isEqualTo("git");
    assertThat(hub.egress()).containsExactly("api.example.com", "${baseUrl}");
    assertThat(hub.support()).containsOnlyKeys("repository.get");
    assertThat(hub.traits()).hasToString("{\"pages\":true}");
    assertThat(hub.models())
        .containsExactly(
            new KnownModel("m", 100L, null, List.of("vision"), List.of("repository.get")));
  }

  @Test
  void leavesOutABrokenPresetAndTellsItsNameAndLine() {
    for (Map.Entry<String, String> broken :
        Map.of(
                HUB.replace("grade: V5", "grade: V9"),
                "forge.jar, preset hub: line 4: grade",
                HUB.replace("like: forge-git", "like: none"),
                "forge.jar, preset hub must be like a",
                "[",
                "forge.jar, preset hub: line 1: must be YAML",
                "hub",
                "forge.jar, preset hub must be an object")
            .entrySet()) {
      assertLeftOut(LISTING, Map.of("hub", bytes(broken.getKey())), broken.getValue());
    }
  }

  @Test
  void leavesOutPresetsThatAreMissingOrNotListed() {
    assertLeftOut(
        LISTING,
        Map.of(),
        "preset hub is listed, but there is no META-INF/auterity/presets/hub.yaml");
    assertLeftOut(
        MANIFEST, Map.of("hub", bytes(HUB)), "forge.jar, preset hub is not listed in presets");
  }

  private void assertLeftOut(String manifest, Map<String, byte[]> presets, String problem) {
    ManifestReader.Content content = reader.read("forge.jar", bytes(manifest), presets);

    assertThat(content.manifest().connectors())
        .extracting(ConnectorManifest::id)
        .containsExactly("forge-git");
    assertThat(content.problems()).singleElement().asString().contains(problem);
    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(content::whole)
        .withMessageContaining(problem);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsHostsWithFieldsAndWhatAwsIsSignedFor() {
    ConnectorManifest connector =
        read(aws(
                """
                egress: ["${url}", "run.${region}.vendor.test", "list-${region}.test:8443"],
                credentialTo: ["${url}"], sigv4: {service: bedrock, regionField: region}
                """))
            .connectors()
            .getFirst();

    assertThat(connector.egress())
        .containsExactly("${url}", "run.${region}.vendor.test", "list-${region}.test:8443");
    assertThat(connector.credentialTo()).containsExactly("${url}");
    assertThat(connector.sigv4()).isEqualTo(new AwsScope("bedrock", "region"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          egress: []                                       | connectors[0].sigv4
          sigv4: {service: s}                              | connectors[0].sigv4.regionField
          sigv4: {service: S/s, regionField: r}            | connectors[0].sigv4.service
          egress: ["https://${r}.test"], sigv4: {service: s, regionField: r} | connectors[0].egress[0]
          egress: ["${r}..test"], sigv4: {service: s, regionField: r}        | connectors[0].egress[0]
          credentialTo: [], sigv4: {service: s, regionField: r}              | connectors[0].credentialTo
          """)
  void refusesHostsAndSignaturesThatAreNone(String fields, String path) {
    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> read(aws(fields)))
        .satisfies(e -> assertThat(e.problems()).extracting(Problem::path).containsExactly(path));
  }

  private static String aws(String fields) {
    return """
    id: a
    version: 1.0.0
    spi: 1
    main: A
    summary: s
    connectors: [{id: a, kind: text, summary: s, grade: V1, support: {}, auth: [sigv4],
      %s}]
    """
        .formatted(fields);
  }

  @Test
  void takesWhatIsAbsentForEmpty() {
    PluginManifest manifest =
        read(
            """
            id: a
            version: 1.0.0
            spi: 1
            main: A
            summary: s
            connectors: [{id: a, kind: text, summary: s, grade: V1, support: {}}]
            """);

    assertThat(manifest.needs()).isEmpty();
    assertThat(manifest.onBehalf()).isEmpty();
    assertThat(manifest.natives()).isFalse();
    assertThat(manifest.connectors().getFirst().rateLimit()).isNull();
  }

  @Test
  void namesPathAndLineOfAnUnknownField() {
    refused(
        MANIFEST.replace("egress:", "egres:"),
        "line 14: connectors[0].egres: is unknown; did you mean 'egress'?");
  }

  @Test
  void namesPathAndLineOfAFieldOfTheWrongType() {
    refused(
        MANIFEST.replace("natives: true", "natives: sometimes"),
        "line 7: natives: must be true or false, not a text; change the value");
  }

  @Test
  void namesTheOperationWhoseSupportIsWrong() {
    refused(
        MANIFEST.replace("{support: full}", "{support: ful}"),
        "line 19: connectors[0].support['repository.get'].support: must be one of full, emulated,"
            + " partial, none; did you mean 'full'?");
  }

  @Test
  void namesEveryProblemAtOnce() {
    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> read(MANIFEST.replace("id: forge\n", "").replace("V2", "V9")))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .extracting(Problem::path)
                    .containsExactlyInAnyOrder("id", "connectors[0].grade"));
  }

  @Test
  void refusesAnotherSpiAndNothingElse() {
    refused(
        MANIFEST.replace("spi: 1", "spi: 2\nhologram: true"),
        "line 3: spi: plugin forge is made for SPI 2.0; this server offers 1.0; use a server");
    refused(MANIFEST.replace("spi: 1\n", ""), "spi: is required; add it");
  }

  @Test
  void namesTheLineOfBadYaml() {
    refused("id: a\nsummary: [\n", "plugin.yaml: line 3: must be YAML");
  }

  private PluginManifest read(String text) {
    return reader.read("plugin.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(String text, String message) {
    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining(message);
  }
}
