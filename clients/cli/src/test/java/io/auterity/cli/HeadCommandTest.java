package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HeadCommandTest {

  private static final String VERSION =
      """
      {"version": 2, "made": "2026-11-22T08:00:00Z", "by": "ana", "source": "file of 60 rows",
       "report": {"taught": 48, "held": 12, "accuracy": 0.75, "accuracyLow": 0.4677,
                  "accuracyHigh": 0.9111, "commonest": 0.5, "calibrationError": 0.1,
                  "leftOut": {"gold": 3},
                  "bounds": [{"confidence": 0.5, "rows": 12, "share": 1.0, "accuracy": 0.75, "accuracyLow": 0.4677},
                             {"confidence": 0.9, "rows": 0, "share": 0.0, "accuracy": 0, "accuracyLow": 0}]}}
      """;

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void aTrainingByAFileEndsInWhatWasMeasured() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), "text,label\na,b\n");
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server
          .answer(
              "/api/v1/heads/mine/trainings/file",
              "{\"id\": \"t1\", \"state\": \"running\", \"progress\": 0.0}")
          .answer(
              "/api/v1/heads/trainings/t1",
              "{\"id\": \"t1\", \"state\": \"done\", \"progress\": 1.0, \"made\": %s}"
                  .formatted(VERSION));

      assertThat(server.run("head", "train", "mine", "--file", file.toString(), "--label", "a b"))
          .isZero();

      assertThat(server.received("/api/v1/heads/mine/trainings/file"))
          .isEqualTo("text,label\na,b\n");
      assertThat(server.query("/api/v1/heads/mine/trainings/file"))
          .isEqualTo("draft=false&label=a+b");
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            version 2, taught by 48 examples and measured on 12 others: right in 0.750 (0.468 to 0.911); the commonest label is in 0.500; calibration error 0.100
            left out: gold, which 3 examples have
            confidence  answers  right  at least
            0.5         100 %    0.750  0.468
            0.9         0 %      -      -
            """);
  }

  @Test
  void aTrainingByARouteThatFailsSaysWhy() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          "/api/v1/heads/mine/trainings",
          "{\"id\": \"t1\", \"state\": \"failed\", \"reason\": \"a head needs 50 examples\"}");

      assertThat(
              server.run(
                  "head", "train", "mine", "--route", "r", "--teacher", "o/m", "--from", "7d"))
          .isEqualTo(1);
      assertThat(server.received("/api/v1/heads/mine/trainings"))
          .isEqualTo("{\"draft\":false,\"route\":\"r\",\"teacher\":\"o/m\",\"from\":\"7d\"}");
      assertThat(server.run("head", "train", "mine")).isEqualTo(2);
      assertThat(server.run("head", "train", "mine", "--route", "r", "--file", "f")).isEqualTo(2);
    }
  }

  @Test
  void aHeadIsShownWithItsVersions() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server
          .answer(
              "/api/v1/heads/mine",
              "{\"id\": \"mine\", \"inForce\": 2, \"versions\": [%s]}".formatted(VERSION))
          .answer(
              "/api/v1/heads",
              "{\"items\": [{\"id\": \"mine\", \"versions\": [%s]}]}".formatted(VERSION));

      assertThat(server.run("head", "show", "mine")).isZero();
      assertThat(server.run("head", "list")).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("mine: version 2")
        .contains("ana  file of 60 rows  0.750 (0.468 to 0.911)  answers")
        .contains("mine  by the provider's examples  1");
  }

  @Test
  void versionsAreTakenBackAndWithdrawn() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server
          .answer("/api/v1/heads/mine/rollback", "{\"version\": 1}")
          .answer(
              "/api/v1/heads/mine/withdraw",
              "{\"version\": 1, \"withdrawn\": {\"why\": \"it errs\"}}");

      assertThat(server.run("head", "rollback", "mine", "--to", "1")).isZero();
      assertThat(server.received("/api/v1/heads/mine/rollback")).isEqualTo("{\"version\":1}");
      assertThat(server.run("head", "withdraw", "mine", "--reason", "it errs")).isZero();
      assertThat(server.received("/api/v1/heads/mine/withdraw"))
          .isEqualTo("{\"reason\":\"it errs\"}");
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("version 1 of mine answers\nversion 1 of mine is withdrawn: it errs\n");
  }
}
