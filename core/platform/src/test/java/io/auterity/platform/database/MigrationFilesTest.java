package io.auterity.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFilesTest {

  @TempDir Path folder;

  @Test
  void areThoseOfAllPlacesOnTheClassPath() throws IOException {
    write("a", "V1__schema.sql");
    write("b", "V2__more.sql");

    assertThat(found().checksums()).containsOnlyKeys("1", "2");
  }

  @Test
  void twoOfOneVersionAreRefusedWhateverTheySay() throws IOException {
    write("a", "V1__schema.sql");
    write("b", "V1__other.sql");

    assertThatThrownBy(this::found)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("version 1, one is V1__other.sql");
  }

  private void write(String place, String name) throws IOException {
    Path file = folder.resolve(place).resolve(MigrationFiles.LOCATION).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "select 1;");
  }

  private MigrationFiles found() throws IOException {
    URL[] places = {url("a"), url("b")};
    try (URLClassLoader loader = new URLClassLoader(places, null)) {
      return MigrationFiles.of(loader);
    }
  }

  private URL url(String place) throws IOException {
    return folder.resolve(place).toUri().toURL();
  }
}
