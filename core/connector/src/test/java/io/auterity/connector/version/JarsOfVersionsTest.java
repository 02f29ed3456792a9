package io.auterity.connector.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.version.ConnectorVersions.Done;
import io.auterity.connector.version.store.FileVersion;
import io.auterity.platform.database.TestDatabase;
import io.auterity.provider.plugin.PluginChange;
import io.auterity.provider.plugin.PluginChange.Outcome;
import io.auterity.provider.plugin.PluginJar;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installed files that name classes, and the jars that lie beside them. */
@Tag("postgresql")
class JarsOfVersionsTest {

  private static final String FILE =
      """
      plugin: labels
      format: 1
      version: 1.0.0
      summary: Labels
      config: {url: {type: string}}
      servers: {api: {url: "${config.url}/api"}}
      auth: [{kind: bearer}]
      check: {request: GET /me}
      connectors:
        labels:
          kind: tracker
          operations:
            label.create: {java: sample.Labels, support: full}
      """;

  private static final String CODE =
      """
      package sample;
      import io.auterity.spi.*;
      import io.auterity.spi.tracker.*;
      public class Labels implements Overrides<Tracker> {
        public Class<? extends Tracker> type() { return Named.class; }
        public Tracker open(ProviderContext context, Tracker declared) { return new Named(); }
        public static final class Named implements Tracker {
          @Override public IssueLabel createLabel(NewIssueLabel label, Call call) {
            return new IssueLabel(new Ref("p", "NAME"), null, "NAME", null, null);
          }
        }
      }
      """;

  private final TestDatabase db = TestDatabase.create();
  @TempDir Path folder;
  @TempDir Path elsewhere;
  private VersionHouse here;

  @BeforeEach
  void open() throws IOException {
    jar(folder, "one");
    here = new VersionHouse(db, folder, List.of(Tracker.class));
  }

  @AfterEach
  void close() {
    here.close();
    db.close();
  }

  private static void jar(Path plugins, String name) throws IOException {
    Files.createDirectories(plugins.resolve("labels"));
    new PluginJar()
        .source("sample.Labels", CODE.replace("NAME", name))
        .write(plugins.resolve("labels/code.jar"));
  }

  @Test
  void aVersionRemembersItsJars() throws IOException {
    here.install(FILE);
    jar(folder, "two");
    Done second = here.install(FILE);

    assertThat(second.here()).extracting(PluginChange::outcome).containsExactly(Outcome.SWAPPED);
    List<FileVersion> all = here.versions.versions("labels");
    assertThat(all).extracting(FileVersion::number).containsExactly(2, 1);
    assertThat(all).extracting(FileVersion::digest).containsOnly(all.getFirst().digest());
    assertThat(all).extracting(FileVersion::jars).doesNotContainNull().doesNotHaveDuplicates();
  }

  @Test
  void theSameTextWithTheSameJarsMakesNoVersion() {
    here.install(FILE);
    here.install(FILE);

    assertThat(here.versions.versions("labels")).hasSize(1);
  }

  @Test
  void noVersionGoesBackToOtherJarsThanItsOwn() throws IOException {
    here.install(FILE);
    jar(folder, "two");
    here.install(FILE.replace("1.0.0", "1.1.0"));

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> here.rollback("labels", 1))
        .withMessageContaining("version 1: labels.yaml was installed with the jars sha256:")
        .withMessageContaining("install the file again");
    assertThat(here.running("labels")).isEqualTo("1.1.0");
  }

  @Test
  void jarsThatAreSwappedUnderAVersionAreRefusedAndTheFormerStay() throws IOException {
    here.install(FILE);
    jar(folder, "two");

    List<PluginChange> changes = here.host.reload(folder);

    assertThat(changes)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.outcome()).isEqualTo(Outcome.FAILED);
              assertThat(change.summary()).contains("labels.yaml was installed with the jars");
            });
    assertThat(here.running("labels")).isEqualTo("1.0.0");
  }

  @Test
  void aServerWithOtherJarsRunsNoneOfItUntilItHasThose() throws IOException {
    here.install(FILE);
    jar(elsewhere, "two");

    try (VersionHouse there = new VersionHouse(db, elsewhere, List.of(Tracker.class))) {
      assertThat(there.running("labels")).isEmpty();

      Files.copy(
          folder.resolve("labels/code.jar"),
          elsewhere.resolve("labels/code.jar"),
          StandardCopyOption.REPLACE_EXISTING);
      there.stored.bring();

      assertThat(there.running("labels")).isEqualTo("1.0.0");
    }
  }
}
