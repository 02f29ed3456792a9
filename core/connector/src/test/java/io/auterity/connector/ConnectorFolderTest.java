package io.auterity.connector;

import static io.auterity.connector.ExampleFile.putting;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.ExampleFile.Things;
import io.auterity.connector.check.CheckedFile;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.provider.plugin.PluginInfo;
import io.auterity.provider.plugin.PluginRefusedException;
import io.auterity.provider.plugin.RecordingListener;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connector files where a server finds its plugins. */
class ConnectorFolderTest {

  private static final Binder BINDER = new Binder();
  private static final String SOUND =
      putting(
          """
          request: POST /things
          body: {name: "${input.name}"}
          result: {ref: "${it.id}", name: "${it.name}", note: "${it.note}"}
          """,
          "");

  @TempDir Path folder;
  private final ConnectorFolder files =
      new ConnectorFolder(
          Catalogue.of(BINDER, List.of(Things.class)), BINDER, new CompositeMeterRegistry());
  private final PluginHost host =
      new PluginHost(
          Telemetry.none(), Time.system(), Duration.ofSeconds(1), new RecordingListener(), files);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void aFileBringsItsConnectorAndTellsWhatItDoesNotMention() throws IOException {
    write("example", SOUND);

    host.loadAll(folder);

    assertThat(host.connectors()).extracting(HostedConnector::id).containsExactly("example");
    assertThat(host.plugins())
        .extracting(PluginInfo::problem)
        .allSatisfy(problem -> assertThat(problem).contains("does not mention thing.list"));
  }

  @Test
  void aRefusalNamesFileLinePathAndRemedy() throws IOException {
    Path file = write("example", SOUND.replace("input.name", "input.nmae"));

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> files.read(file))
        .withMessageStartingWith("example.yaml is no connector: line ")
        .withMessageContaining("connectors.example.operations['thing.put'].body.name")
        .withMessageContaining("did you mean 'name'?")
        .withMessageNotContaining("\n");
  }

  @Test
  void theDigestChangesWithTheFileThatItIsLike() throws IOException {
    write("example", SOUND);
    Path file =
        write(
            "other",
            """
            plugin: other
            like: example
            connectors: {example: null, other: {kind: thing, operations: {}}}
            """);
    String before = files.read(file).digest();
    write("example", SOUND.replace("Things", "All things"));

    assertThat(files.read(file).digest()).isNotEqualTo(before);
  }

  @Test
  void aTextIsCheckedOnce() {
    byte[] text = SOUND.getBytes(UTF_8);
    CheckedFile first = files.checked(folder, text);

    assertThat(files.checked(folder, text)).isSameAs(first);
    assertThat(files.checked(folder, SOUND.replace("Things", "All things").getBytes(UTF_8)))
        .isNotSameAs(first);
  }

  @Test
  void noFileIsLikeOneOfAnotherFolder() throws IOException {
    Files.writeString(folder.resolve("secret.yaml"), "plugin: secret");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path file = Files.writeString(inner.resolve("other.yaml"), "plugin: other\nlike: ../secret\n");

    assertThatExceptionOfType(PluginRefusedException.class)
        .isThrownBy(() -> files.read(file))
        .withMessageContaining("is like '../secret', of which there is no file");
  }

  @Test
  void whatIsHiddenOrHasAnotherEndIsNoPlugin() {
    assertThat(files.id(folder.resolve("jira.yaml"))).contains("jira");
    assertThat(files.id(folder.resolve(".jira.yaml"))).isEmpty();
    assertThat(files.id(folder.resolve("jira.yaml.old"))).isEmpty();
  }

  private Path write(String id, String text) throws IOException {
    return Files.writeString(folder.resolve(id + ".yaml"), text);
  }
}
