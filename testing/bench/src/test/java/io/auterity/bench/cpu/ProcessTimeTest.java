package io.auterity.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessTimeTest {

  private static final String LINE =
      "4711 (postgres: (a) b) S 1 4711 4711 0 -1 4194560 900 80 3 1 120 34 5 6 20 0 1 0 99 1 2\n";

  @Test
  void addsUserAndSystemTimeAndTellsThatOfEndedChildrenApart() {
    assertThat(ProcessTime.parse(LINE)).isEqualTo(new ProcessTime("postgres: (a) b", 154, 11));
  }

  @Test
  void threadsAddUpToTheirProcess() {
    Duration threads =
        ProcessTime.threads(ProcessHandle.current()).values().stream()
            .reduce(Duration.ZERO, Duration::plus);

    assertThat(threads).isPositive();
    assertThat(ProcessTime.of(ProcessHandle.current())).isPositive();
  }

  @Test
  void aTreeHoldsWhatItsEndedChildrenHaveUsed() throws IOException, InterruptedException {
    String child = "(i=0; while [ $i -lt 500000 ]; do i=$((i+1)); done)";
    Process shell = new ProcessBuilder("sh", "-c", child + "; echo done; read x").start();
    try (BufferedReader output = shell.inputReader()) {
      assertThat(output.readLine()).isEqualTo("done");

      Duration own = ProcessTime.of(shell.toHandle());
      assertThat(shell.descendants()).isEmpty();
      assertThat(ProcessTime.ofTree(shell.toHandle())).isGreaterThan(own);
    } finally {
      shell.destroy();
      shell.waitFor();
    }
  }
}
