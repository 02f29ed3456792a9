package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.contract.Failures;
import org.junit.jupiter.api.Test;

class GitConfigTest {

  private static GitConfig read(String field, Json value) {
    return ConfigForm.read(GitConfig.class, Json.EMPTY.with(field, value));
  }

  @Test
  void thePlatformCommitsForTheOwnerMainUnlessConfigured() {
    GitConfig config = ConfigForm.read(GitConfig.class, Json.EMPTY);

    assertThat(config.owner()).isEqualTo("main");
    assertThat(config.committer())
        .isEqualTo(new GitConfig.Author("auterity", "auterity@localhost"));
    assertThat(read("author", Json.EMPTY.with("name", Json.of("Ann"))).committer())
        .isEqualTo(new GitConfig.Author("Ann", "auterity@localhost"));
  }

  @Test
  void refusesWhatCannotStandInACommitByItsName() {
    assertThat(Failures.field(() -> read("owner", Json.of("../x")))).isEqualTo("owner");
    assertThat(Failures.field(() -> read("author", Json.EMPTY.with("name", Json.of("Ann <a@b>")))))
        .isEqualTo("author.name");
  }
}
