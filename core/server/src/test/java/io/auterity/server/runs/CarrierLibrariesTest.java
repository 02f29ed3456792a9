package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.config.Settings;
import io.auterity.platform.secret.ContentSeal;
import io.auterity.platform.secret.MasterKey;
import io.auterity.server.start.StartFailedException;
import io.auterity.workflow.engine.EngineCarriers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarrierLibrariesTest {

  @TempDir private Path folder;
  @TempDir private Path keys;

  private EngineCarriers load(Settings.@Nullable Temporal temporal) {
    ContentSeal seal = new ContentSeal(MasterKey.open(keys.resolve("master.key")));
    return CarrierLibraries.load(new Settings.Engine(true, temporal), folder, seal);
  }

  @Test
  void theJournalAloneCarriesWhereNoClusterIsNamed() {
    assertThat(load(null).names()).isEmpty();
  }

  @Test
  void aFolderWithoutTheJarsEndsTheStart() {
    Settings.Temporal temporal =
        new Settings.Temporal("temporal:7233", null, false, null, null, null, null, null);

    assertThatThrownBy(() -> load(temporal))
        .isInstanceOf(StartFailedException.class)
        .hasMessage(
            "engine.temporal cannot be set up: %s holds no carrier of runs".formatted(folder));
  }
}
