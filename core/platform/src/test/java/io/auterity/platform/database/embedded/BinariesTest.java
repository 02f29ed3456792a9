package io.auterity.platform.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class BinariesTest {

  @TempDir Path directory;

  @BeforeEach
  void letPostgresReachIt() {
    Clusters.open(directory);
  }

  @Test
  void aPlaceFitsThatIsEmptyOrHoldsProgramsThatRun() throws IOException {
    assertThat(Binaries.fit(directory)).isTrue();

    Binaries kept = Binaries.unpack(FreshCluster.cache());
    assertThat(Binaries.fit(FreshCluster.cache())).isTrue();

    Path unusable = directory.resolve(kept.directory().getFileName()).resolve("bin");
    Files.writeString(Files.createDirectories(unusable).resolve("postgres"), "");
    assertThat(Binaries.fit(directory)).isFalse();
  }

  @Test
  void serversThatUnpackAtTheSameTimeShareTheResult() {
    List<CompletableFuture<Binaries>> both =
        List.of(
            CompletableFuture.supplyAsync(() -> Binaries.unpack(directory)),
            CompletableFuture.supplyAsync(() -> Binaries.unpack(directory)));

    assertThat(both.getFirst().join()).isEqualTo(both.getLast().join());
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void theyStandBesideTheDataWhereThePlaceForAllIsMissing() {
    FreshCluster.copyInto(directory);
    PostgresSettings settings = Clusters.settings().withBinaries(directory.resolve("missing"));

    EmbeddedPostgres.start(directory, settings).close();

    assertThat(directory.resolve("postgres-18")).isDirectoryContaining("glob:**/binaries-*");
  }
}
