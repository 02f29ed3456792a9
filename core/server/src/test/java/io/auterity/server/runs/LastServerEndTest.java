package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.workflow.engine.LastEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastServerEndTest {

  @TempDir Path data;

  private LastEnd.Cause noted(String status) throws IOException {
    Files.writeString(data.resolve("server.end"), status + "\n");
    return LastServerEnd.read(data, true).cause();
  }

  @Test
  void onlyTheStatusOfAnExhaustedHeapIsOne() throws IOException {
    assertThat(noted("3")).isEqualTo(LastEnd.Cause.EXHAUSTED);
    for (String status : new String[] {"0", "1", "134", "137", "143"}) {
      assertThat(noted(status)).as(status).isEqualTo(LastEnd.Cause.OTHER);
    }
  }

  @Test
  void nothingIsKnownWhereNobodyNotedIt() {
    assertThat(LastServerEnd.read(data, false).cause()).isEqualTo(LastEnd.Cause.UNKNOWN);
    assertThat(LastServerEnd.read(data, false).cause()).isEqualTo(LastEnd.Cause.UNKNOWN);
  }

  @Test
  void anEndTogetherWithTheLauncherIsNoExhaustion() {
    LastServerEnd.read(data, true);

    assertThat(LastServerEnd.read(data, true).cause()).isEqualTo(LastEnd.Cause.OTHER);
  }

  @Test
  void whatALauncherNotedIsForTheNextServerAlone() throws IOException {
    Files.writeString(data.resolve("server.end"), "3\n");

    assertThat(LastServerEnd.read(data, false).cause()).isEqualTo(LastEnd.Cause.EXHAUSTED);
    assertThat(LastServerEnd.read(data, false).cause()).isEqualTo(LastEnd.Cause.UNKNOWN);
  }

  @Test
  void theLauncherIsToldOfBlameUntilTheNextStart() {
    LastServerEnd end = LastServerEnd.read(data, true);
    assertThat(data.resolve("server.blamed")).doesNotExist();

    end.blamed();

    assertThat(data.resolve("server.blamed")).exists();
    LastServerEnd.read(data, true);
    assertThat(data.resolve("server.blamed")).doesNotExist();
  }
}
