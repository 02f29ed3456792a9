package io.auterity.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartGuideTest {

  private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  @Test
  void valuesOfTheGuideAreAdmitted() throws IOException {
    String guide = Files.readString(Repository.root().resolve("docs/guide/kubernetes.md"));
    List<String> blocks = BLOCK.matcher(guide).results().map(block -> block.group(1)).toList();

    assertThat(blocks).hasSize(3);
    for (String block : blocks) {
      RenderedRelease release =
          RenderedRelease.of(Chart.merged(Chart.size("medium"), Chart.values(block)));
      assertThatCode(release::settings).doesNotThrowAnyException();
    }
  }
}
