package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TriggerCommandTest {

  private static final String PATH = "/api/v1/triggers";

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  private String run(String path, String answer, String... words) {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(path, answer);
      assertThat(server.run(words)).isZero();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileMakesOne() throws IOException {
    Path file = Files.writeString(folder.resolve("t.json"), "{\"name\": \"on-issue\"}");

    assertThat(run(PATH, "{\"id\": \"trig_1\"}", "trigger", "create", file.toString()))
        .contains("trig_1\n");
  }

  @Test
  void oneThatNothingStartsSaysWhatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("t.json"), "{\"name\": \"on-issue\"}");
    String answer = "{\"id\": \"trig_1\", \"warning\": \"it starts nothing yet: make a tracker\"}";
    ByteArrayOutputStream beside = new ByteArrayOutputStream();
    PrintStream usual = System.err;
    System.setErr(new PrintStream(beside, true, StandardCharsets.UTF_8));
    try {
      assertThat(run(PATH, answer, "trigger", "create", file.toString())).isEqualTo("trig_1\n");
    } finally {
      System.setErr(usual);
    }

    assertThat(beside.toString(StandardCharsets.UTF_8))
        .isEqualTo("note: it starts nothing yet: make a tracker\n");
  }

  @Test
  void oneThatHasStoppedSaysWhy() {
    assertThat(
            run(
                PATH,
                """
                {"items": [{"id": "trig_1", "name": "on-issue", "workflow": "triage", "on": "event",
                  "state": "stopped", "problem": "there is no workflow 'triage'"}]}
                """,
                "trigger",
                "list"))
        .contains(
            "trig_1  on-issue  triage    event  stopped  -     there is no workflow 'triage'");
  }

  @Test
  void theAddressOfAWebhookIsThatOfTheServerAndItsPath() {
    String answer =
        """
        {"items": [{"id": "trig_1", "name": "on-issue", "on": "event"},
          {"id": "trig_2", "name": "refund.hook", "on": "webhook", "path": "/hooks/in/abc"}]}
        """;

    assertThat(run(PATH, answer, "trigger", "address", "refund.hook"))
        .startsWith("http://")
        .endsWith("/hooks/in/abc\n");
    assertThat(run(PATH, answer, "trigger", "address", "trig_2")).endsWith("/hooks/in/abc\n");
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PATH, answer);
      assertThat(server.run("trigger", "address", "on-issue")).isEqualTo(CliException.BAD_INPUT);
      assertThat(server.run("trigger", "address", "refund")).isEqualTo(CliException.BAD_INPUT);
    }
  }

  @Test
  void oneThatFiresAtTimesSaysWhenNext() {
    assertThat(
            run(
                PATH,
                """
                {"items": [{"id": "trig_1", "name": "nightly", "workflow": "report", "on": "cron",
                  "state": "active", "next": "2026-03-29T01:00:00Z"}]}
                """,
                "trigger",
                "list"))
        .contains("trig_1  nightly  report    cron  active  2026-03-29T01:00:00Z");
  }

  @Test
  void theNextTimesOfAScheduleStandInLines() {
    assertThat(
            run(
                PATH + "/preview",
                """
                {"items": [{"at": "2026-03-29T01:00:00Z",
                  "local": "2026-03-29T03:00+02:00[Europe/Berlin]"}]}
                """,
                "trigger",
                "preview",
                "30 2 * * *",
                "--zone",
                "Europe/Berlin"))
        .contains("2026-03-29T01:00:00Z  2026-03-29T03:00+02:00[Europe/Berlin]");
  }

  @Test
  void whatWasStartedStandsInLines() {
    assertThat(
            run(
                PATH + "/trig_1/starts",
                """
                {"items": [{"noted": "2026-03-01T00:00:00Z", "subject": "a/b#1", "state": "started",
                  "run": "run_7"}]}
                """,
                "trigger",
                "starts",
                "trig_1"))
        .contains("a/b#1")
        .contains("run_7");
  }

  @Test
  void whatFailedIsTriedAgain() {
    assertThat(
            run(
                PATH + "/trig_1/starts/start_2/retry",
                "{\"id\": \"start_2\", \"state\": \"waiting\"}",
                "trigger",
                "retry",
                "trig_1",
                "start_2"))
        .contains("Its run is waiting.\n");
  }

  @Test
  void aPausedOneSaysSo() {
    assertThat(
            run(
                PATH + "/trig_1/pause",
                "{\"name\": \"on-issue\", \"state\": \"paused\"}",
                "trigger",
                "pause",
                "trig_1"))
        .contains("on-issue is paused.\n");
  }

  @Test
  void withoutAWordForWhatToDoItIsBadInput() {
    assertThat(Main.commandLine("").execute("trigger")).isEqualTo(CliException.BAD_INPUT);
  }
}
