package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands for what runs ask people. */
class RunApprovalCommandTest {

  private static final String ONE =
      """
      {"id": "ask_1", "question": "Deploy?", "workflow": "ship", "state": "open", "need": 2,
       "votes": [{"choice": "approve"}], "dueAt": "2026-11-25T10:00:00Z", "digest": "sha256:1"}
      """;

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @AutoClose private AnsweringServer server;

  @BeforeEach
  void start() {
    server = new AnsweringServer(folder);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsAskedIsListed() {
    server.answer("/api/v1/approvals", "{\"items\": [%s]}".formatted(ONE));

    assertThat(server.run("approval", "list", "--mine")).isZero();

    assertThat(server.query("/api/v1/approvals")).isEqualTo("limit=500&state=open&mine=true");
    assertThat(printed())
        .containsPattern("ask_1 +Deploy\\? +ship +open +- +1 of 2 +2026-11-25T10:00:00Z");
  }

  @Test
  void aVoteIsForWhatIsAskedNow() {
    server.answer("/api/v1/approvals/ask_1", ONE);
    server.answer(
        "/api/v1/approvals/ask_1/votes", "{\"state\": \"decided\", \"choice\": \"approve\"}");

    assertThat(server.run("approval", "vote", "ask_1", "approve", "--form", "{\"a\": 1}")).isZero();

    assertThat(server.received("/api/v1/approvals/ask_1/votes"))
        .isEqualTo("{\"choice\":\"approve\",\"form\":{\"a\":1},\"digest\":\"sha256:1\"}");
    assertThat(printed()).isEqualTo("decided approve\n");
  }

  @Test
  void oneIsShownAsItIs() {
    server.answer("/api/v1/approvals/ask_1", ONE);

    assertThat(server.run("approval", "show", "ask_1")).isZero();

    assertThat(printed()).contains("\"digest\" : \"sha256:1\"");
  }
}
