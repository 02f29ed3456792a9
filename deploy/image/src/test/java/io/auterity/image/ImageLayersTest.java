package io.auterity.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLayersTest {

  @TempDir Path folder;

  private static List<String> names(List<FileEntriesLayer> layers) {
    return layers.stream().map(FileEntriesLayer::getName).toList();
  }

  private static List<String> paths(FileEntriesLayer layer) {
    return layer.getEntries().stream().map(entry -> entry.getExtractionPath().toString()).toList();
  }

  private static Stream<FileEntry> entries(List<FileEntriesLayer> layers) {
    return layers.stream().flatMap(layer -> layer.getEntries().stream());
  }

  @Test
  void whatRarelyChangesLiesBelowWhatOftenDoes() throws IOException {
    Distribution.whole(folder);

    List<FileEntriesLayer> layers = ImageLayers.of(folder);

    assertThat(names(layers))
        .containsExactly("RUNTIME", "POSTGRES", "LIBRARIES", "PLUGINS", "AUTERITY", "CACHE");
    assertThat(paths(layers.get(2)))
        .containsExactly(
            "/opt/auterity/lib/engine-temporal/temporal-sdk-1.jar",
            "/opt/auterity/lib/server/vertx-core-5.jar");
    assertThat(paths(layers.get(4)))
        .contains("/opt/auterity/lib/server/auterity-server-1.jar", "/opt/auterity/cli");
    assertThat(paths(layers.get(5))).containsExactly("/opt/auterity/lib/server.aot");
  }

  @Test
  void aLayerThatWouldHoldNothingIsNotThere() throws IOException {
    Distribution.slim(folder);

    assertThat(names(ImageLayers.of(folder)))
        .containsExactly("RUNTIME", "LIBRARIES", "PLUGINS", "AUTERITY");
  }

  @Test
  void everyFileIsInOneLayer() throws IOException {
    Distribution.whole(folder);

    assertThat(entries(ImageLayers.of(folder)).map(FileEntry::getExtractionPath))
        .doesNotHaveDuplicates()
        .hasSize(Distribution.WHOLE.size() + 3);
  }

  @Test
  void programsAreRootsAndNobodyElseWritesThem() throws IOException {
    Distribution.whole(folder);

    List<FileEntry> programs =
        entries(ImageLayers.of(folder))
            .filter(entry -> entry.getExtractionPath().toString().startsWith("/opt/"))
            .toList();

    assertThat(programs)
        .allSatisfy(entry -> assertThat(entry.getOwnership()).isEqualTo("0:0"))
        .allSatisfy(
            entry ->
                assertThat(entry.getPermissions().toOctalString())
                    .isEqualTo(entry.getSourceFile().toString().contains("/bin/") ? "755" : "644"));
  }

  @Test
  void theDataBelongToTheServerAlone() throws IOException {
    Distribution.slim(folder);

    FileEntry data =
        entries(ImageLayers.of(folder))
            .filter(entry -> entry.getExtractionPath().toString().equals("/data"))
            .findFirst()
            .orElseThrow();

    assertThat(data.getOwnership()).isEqualTo("65532:65532");
    assertThat(data.getPermissions().toOctalString()).isEqualTo("700");
  }
}
