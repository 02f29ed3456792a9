package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.PluginJar;
import io.auterity.provider.plugin.RecordingListener;
import io.auterity.testkit.files.Repository;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host grades its connectors is what the page of evidence says of them. */
class InstalledEvidenceTest {

  private static final String SEALED =
      """
      package io.auterity.plugins.github;
      import io.auterity.spi.*;
      import io.auterity.spi.ci.*;
      public class SealedSecrets implements Overrides<Ci> {
        public Class<? extends Ci> type() { return Sealed.class; }
        public Ci open(ProviderContext context, Ci declared) { return new Sealed(); }
        public static final class Sealed implements Ci {
          @Override public CiSecret createSecret(NewCiSecret secret, Call call) { return null; }
          @Override public CiSecret updateSecret(CiSecretUpdate secret, Call call) { return null; }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void whatIsInstalledHasTheGradesOfThePageWhateverJarsLieBeside() throws IOException {
    for (String id : VendorFiles.ids()) {
      Files.write(folder.resolve(id + ".yaml"), Objects.requireNonNull(VendorFiles.text(id)));
    }
    Files.createDirectories(folder.resolve("github"));
    new PluginJar()
        .source("io.auterity.plugins.github.SealedSecrets", SEALED)
        .write(folder.resolve("github/code.jar"));
    ConnectorFolder files =
        new ConnectorFolder(Catalogue.standard(), VendorFiles.BINDER, new CompositeMeterRegistry());

    try (PluginHost host =
        new PluginHost(
            Telemetry.none(),
            Time.system(),
            Duration.ofSeconds(5),
            new RecordingListener(),
            files)) {
      host.reload(folder);

      Set<String> installed =
          host.connectors().stream()
              .flatMap(InstalledEvidenceTest::proven)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(installed).isEqualTo(page());
    }
  }

  private static Stream<String> proven(HostedConnector connector) {
    return connector
        .operations()
        .filter(operation -> !connector.evidence(operation).unproven())
        .map(
            operation ->
                "%s %s %s"
                    .formatted(connector.id(), operation, connector.evidence(operation).grade()));
  }

  private static Set<String> page() throws IOException {
    try (Stream<String> lines =
        Files.lines(Repository.root().resolve("docs/reference/evidence.md"))) {
      return lines
          .map(line -> line.split(" \\| ", -1))
          .filter(cells -> cells.length > 4 && cells[3].equals("proven"))
          .map(cells -> "%s %s %s".formatted(cells[0].replaceAll("[|` ]", ""), cells[1], cells[2]))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
