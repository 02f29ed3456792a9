package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLimitsTest {

  private static final Map<String, String> SET = Map.of("AUTERITY_LIMITS_BODYBYTES", "1000");

  @TempDir Path folder;

  @Test
  void areThoseOfTheSettingsAndOfTheEnvironmentAboveThem() throws IOException {
    Path file = Files.writeString(folder.resolve("auterity.yaml"), "limits: {bodyBytes: 2000}");

    assertThat(ServerLimits.of(Map.of(), file)).isEqualTo(new ServerLimits(2000));
    assertThat(ServerLimits.of(SET, file)).isEqualTo(new ServerLimits(1000));
  }

  @Test
  void areTheUsualOnesWhereNothingIsSetOrNothingUsable() throws IOException {
    Path other = Files.writeString(folder.resolve("other.yaml"), "console: {port: 1}");
    Path torn = Files.writeString(folder.resolve("torn.yaml"), "limits: [");

    assertThat(ServerLimits.of(Map.of(), folder.resolve("none.yaml")))
        .isEqualTo(ServerLimits.USUAL);
    assertThat(ServerLimits.of(Map.of("AUTERITY_LIMITS_BODYBYTES", "x"), other))
        .isEqualTo(ServerLimits.USUAL);
    assertThat(ServerLimits.of(Map.of(), torn)).isEqualTo(ServerLimits.USUAL);
  }

  @Test
  void noRequestBringsMoreThanARunTakes() {
    ServerLimits large = new ServerLimits(1L << 30);

    assertThat(large.inputBytes()).isEqualTo(64L << 20);
    assertThat(large.remedy(1L << 28)).isEqualTo("split the file");
  }
}
