package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WebhookCommandTest {

  private static final String PATH = "/api/v1/webhooks";

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
  void whatTheVendorMustKnowIsPrinted() {
    assertThat(
            run(
                PATH,
                "{\"id\": \"hook_1\", \"provider\": \"forge\", \"path\": \"/hooks/t\", \"secret\":"
                    + " \"s\"}",
                "webhook",
                "create",
                "forge"))
        .contains("id       hook_1\npath     /hooks/t\nsecret   s\n");
  }

  @Test
  void whatTheVendorGaveIsPrintedAlone() {
    assertThat(
            run(
                PATH + "/hook_1/secret",
                "{\"id\": \"hook_1\", \"provider\": \"notes\", \"secret\": \"s\"}",
                "webhook",
                "secret",
                "hook_1"))
        .isEqualToNormalizingNewlines("s\n");
  }

  @Test
  void untilWhenTheSecretOfBeforeIsGoodAgainIsPrinted() {
    assertThat(
            run(
                PATH + "/hook_1/former",
                "{\"id\": \"hook_1\", \"provider\": \"forge\", \"formerUntil\":"
                    + " \"2026-03-02T00:00:00Z\"}",
                "webhook",
                "accept",
                "hook_1",
                "--secret",
                "1"))
        .contains("Secret 1 of forge is good until 2026-03-02T00:00:00Z.");
  }

  @Test
  void aWebhookThatNobodySignsSaysSo() {
    assertThat(
            run(
                PATH,
                """
                {"items": [{"id": "hook_1", "provider": "forge", "path": "/hooks/t…",
                  "scheme": "none", "signed": false,
                  "lastDay": {"taken": 3, "bytes": 90, "refused": 1, "reason": "because"}}]}
                """,
                "webhook",
                "list"))
        .contains("hook_1  forge     /hooks/t…  not signed  3      1        because");
  }

  @Test
  void deliveriesStandInLines() {
    assertThat(
            run(
                PATH + "/deliveries",
                """
                {"items": [{"id": "whd_1", "received": "2026-03-01T00:00:00Z", "provider": "forge",
                  "state": "verified", "type": "io.auterity.tracker.issue.created.v1",
                  "subject": "a/b#1", "repeats": 0}]}
                """,
                "webhook",
                "deliveries",
                "--provider",
                "forge"))
        .contains("whd_1")
        .contains("io.auterity.tracker.issue.created.v1")
        .contains("a/b#1");
  }

  @Test
  void aRefusedDeliverySaysWhy() {
    assertThat(
            run(
                PATH + "/deliveries",
                """
                {"items": [{"id": "whd_1", "received": "2026-03-01T00:00:00Z", "provider": "forge",
                  "state": "refused", "reason": "not signed", "repeats": 30,
                  "refusal": {"stopped": "signature", "address": "203.0.113.77"}}]}
                """,
                "webhook",
                "deliveries",
                "--state",
                "refused"))
        .containsPattern("whd_1 .* refused .* 30 +not signed");
  }

  @Test
  void forProgramsTheDeliveriesOfAPageArePrintedAsItComes() {
    String path = PATH + "/deliveries";
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server
          .answer(path, "{\"items\": [{\"id\": \"whd_1\"}], \"next\": \"c\"}")
          .later(path, "<html>");
      assertThat(server.run(new StringWriter(), "webhook", "deliveries", "--json"))
          .isEqualTo(CliException.FAILED);
      assertThat(server.query(path)).isEqualTo("limit=500&cursor=c");
    }

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"whd_1\"}\n");
  }

  @Test
  void aReplayTellsWhatIsRaised() {
    assertThat(
            run(
                PATH + "/deliveries/whd_1/replay",
                "{\"type\": \"io.auterity.tracker.issue.created.v1\"}",
                "webhook",
                "replay",
                "whd_1"))
        .contains("io.auterity.tracker.issue.created.v1 is raised again.\n");
  }

  @Test
  void withoutAWordForWhatToDoItIsBadInput() {
    assertThat(Main.commandLine("").execute("webhook")).isEqualTo(CliException.BAD_INPUT);
  }
}
