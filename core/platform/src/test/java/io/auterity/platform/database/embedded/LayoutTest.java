package io.auterity.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class LayoutTest {

  private static final PostgresUser OTHER_USER = new PostgresUser(60918, 60918, true);

  @TempDir Path parent;
  private Path standIn;

  @BeforeEach
  void open() throws IOException {
    Clusters.open(parent);
    standIn = Files.createDirectory(parent.resolve("stand-in"));
  }

  @Test
  void standsInTheDirectoryItself() throws IOException {
    Path home = parent.resolve("product");

    Layout layout = Layout.locate(home, OTHER_USER, standIn);

    assertThat(layout.data()).isEqualTo(home.toRealPath().resolve("postgres-18/data"));
  }

  @Test
  void standsElsewhereWhereTheUserCannotCrossThePath() throws IOException {
    Path home = closed("product");

    Layout layout = Layout.locate(home, OTHER_USER, standIn);

    assertThat(layout.base().getParent()).isEqualTo(standIn);
    assertThat(layout.base().getFileName().toString()).matches("[0-9a-f]{16}");
    assertThat(Layout.locate(home, OTHER_USER, standIn)).isEqualTo(layout);
    assertThat(Layout.locate(closed("second"), OTHER_USER, standIn)).isNotEqualTo(layout);
  }

  @Test
  void refusesToLeaveDataBehindThatTheUserCanNoLongerReach() throws IOException {
    Path home = closed("product");
    Files.createDirectories(home.resolve("postgres-18/data"));

    assertThatThrownBy(() -> Layout.locate(home, OTHER_USER, standIn))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("cannot reach any more");
  }

  @Test
  void findsItsFilesAgain() throws IOException {
    Layout layout = Layout.locate(closed("product"), OTHER_USER, standIn);
    layout.create();
    Files.createDirectory(layout.data());

    layout.create();

    assertThat(layout.data()).exists();
    assertThat(layout.home().resolve("postgres-18.location")).hasContent(layout.root().toString());
  }

  @Test
  void setsFilesAsideWhoseDirectoryWasDeleted() throws IOException {
    Layout layout = Layout.locate(closed("product"), OTHER_USER, standIn);
    layout.create();
    Files.createDirectory(layout.data());
    Directories.delete(layout.home());

    Layout again = Layout.locate(closed("product"), OTHER_USER, standIn);
    again.create();

    assertThat(again).isEqualTo(layout);
    assertThat(again.data()).doesNotExist();
    assertThat(layout.base())
        .isDirectoryRecursivelyContaining("glob:**/set-aside-*/postgres-18/data");
  }

  private Path closed(String name) throws IOException {
    Path directory = Files.createDirectory(parent.resolve(name));
    Files.setPosixFilePermissions(directory, Layout.PRIVATE);
    return directory;
  }
}
