package io.auterity.bench.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.testkit.files.Repository;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileLoadTest {

  private static final Path VENDORS = Repository.root().resolve("plugins/vendors");

  @Test
  void aFileIsLoadedHereAndByAProcessOfItsOwn() {
    Path file = VENDORS.resolve("zapier.yaml");

    assertThat(new FileLoad().load(file).elapsed()).isPositive();
    assertThat(FileLoad.first(file).elapsed()).isPositive();
  }

  @Test
  void aFileThatCannotBeLoadedMakesTheRunVoid() {
    assertThatExceptionOfType(VoidRunException.class)
        .isThrownBy(() -> FileLoad.first(VENDORS.resolve("nobody.yaml")))
        .withMessageContaining("nobody.yaml was not loaded");
  }
}
