package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandTest {

  private static final String BEGIN = "/api/v1/providers/gemini/rehearsals";
  private static final String BEGUN =
      """
      {"id": "reh_1", "provider": "gemini", "label": "rehearsal=reh_1", "until": "2026-11-26T10:01:00Z"}
      """;
  private static final String REPORT =
      """
      {"rehearsal": {"id": "reh_1", "endedBy": "time"}, "asked": 4, "answered": %d, "refused": 1, "failed": 0,
       "inDoubt": 0, "repeated": 0, "truncated": false,
       "bends": [{"route": "triage", "offer": "gpt", "calls": 3, "p50Ms": 35.3}],
       "failures": [{"route": "embed", "code": "no_viable_provider", "calls": 1}]}
      """;

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @AutoClose private AnsweringServer server;

  @BeforeEach
  void start() {
    server = new AnsweringServer(folder);
    server.answer(BEGIN, BEGUN);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void itWaitsForTheEndAndTellsWhereCallsWent() {
    server.answer("/api/v1/rehearsals/reh_1", REPORT.formatted(3));

    assertThat(server.run("rehearse", "gemini", "--for", "2m")).isEqualTo(CliException.FAILED);

    assertThat(server.received(BEGIN)).contains("\"seconds\":120", "\"fault\":\"unavailable\"");
    assertThat(printed())
        .contains("4 asked, 3 answered, 1 refused")
        .containsPattern("triage +gpt +3 +35.3")
        .containsPattern("embed +no_viable_provider +1");
  }

  @Test
  void itSucceedsWhereAllWereAnswered() {
    server.answer("/api/v1/rehearsals/reh_1", REPORT.formatted(4));

    assertThat(server.run("rehearse", "gemini", "--silent", "--json")).isZero();

    assertThat(server.received(BEGIN)).contains("\"fault\":\"silent\"", "\"seconds\":60");
    assertThat(printed()).contains("\"answered\":4");
  }

  @Test
  void detachedItPrintsTheLabelAndWaitsForNothing() {
    assertThat(server.run("rehearse", "gemini", "--detach")).isZero();

    assertThat(printed()).contains("auterity-labels: rehearsal=reh_1");
  }

  @Test
  void aTimeThatIsNoneIsRefusedBeforeAnythingIsSent() {
    assertThat(server.run("rehearse", "gemini", "--for", "soon")).isEqualTo(CliException.BAD_INPUT);
    assertThat(server.received(BEGIN)).isEmpty();
  }
}
