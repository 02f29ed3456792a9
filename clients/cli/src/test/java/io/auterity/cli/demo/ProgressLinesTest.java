package io.auterity.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  @Test
  void whatDidNotGoOnIsToldAgainOnlyAfterAWhile() {
    ProgressLines lines = new ProgressLines(24, 2);
    List<String> told = new ArrayList<>();

    for (int done : new int[] {0, 0, 0, 0, 0, 1, 1, 3, 24, 24}) {
      String line = lines.look(done);
      told.add(line == null ? "-" : line);
    }

    assertThat(told)
        .containsExactly("0/24", "-", "-", "0/24", "-", "1/24", "-", "3/24", "24/24", "-");
  }
}
