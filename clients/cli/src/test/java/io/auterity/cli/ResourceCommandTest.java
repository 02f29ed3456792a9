package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceCommandTest {

  @TempDir Path folder;

  private final PrintStream before = System.out;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(before);
  }

  @Test
  void eachVersionStandsInALine() {
    run(
        "/api/v1/resources/route/triage/versions",
        """
        {"items": [{"version": 2, "at": "2026-11-22T00:00:00Z", "by": "ann", "ended": true},
                   {"version": 1, "at": "2026-11-21T00:00:00Z", "ended": false}]}
        """,
        "versions");

    assertThat(printed())
        .isEqualTo(
            """
            version  at                    by
            2        2026-11-22T00:00:00Z  ann  ended
            1        2026-11-21T00:00:00Z  -
            """);
  }

  @Test
  void eachDifferenceStandsUnderItsPlace() {
    run(
        "/api/v1/resources/route/triage/diff",
        """
        {"from": 1, "to": 2, "changes": [{"path": "use[0]", "before": "a", "after": "b"},
                                         {"path": "priority", "after": 5}]}
        """,
        "diff",
        "1",
        "2");

    assertThat(printed())
        .isEqualTo(
            """
            use[0]
              - "a"
              + "b"
            priority
              + 5
            """);
  }

  @Test
  void whatWasBroughtBackIsTold() {
    run(
        "/api/v1/resources/route/triage/rollback",
        "{\"kind\": \"route\", \"id\": \"triage\", \"version\": 3, \"changed\": true}",
        "rollback",
        "1");

    assertThat(printed()).isEqualTo("route triage version 3\n");
  }

  private void run(String path, String answer, String verb, String... more) {
    String[] words = new String[4 + more.length];
    System.arraycopy(new String[] {"resource", verb, "route", "triage"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.answer(path, answer).run(words)).isZero();
    }
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
