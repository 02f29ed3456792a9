package io.auterity.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.AnsweringServer;
import io.auterity.cli.api.ApiClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandstillTest {

  @TempDir Path folder;
  @AutoClose private AnsweringServer server;
  private Standstill standstill;

  @BeforeEach
  void start() {
    server = new AnsweringServer(folder);
    standstill = new Standstill(server.api());
    server.answer(
        "/api/v1/runs/run_1/steps",
        """
        {"items": [
          {"key": "triage[0]", "waitingFor": "time"},
          {"key": "triage[3].file", "waitingFor": "answer"},
          {"key": "triage[5].file", "waitingFor": "answer"}]}
        """);
  }

  @Test
  void tellsWhyARunIsNotCarriedOn() {
    RunSnapshot state = state("\"running\", \"stalled\": {\"message\": \"event 7 is damaged\"}", 2);

    assertThat(standstill.stalled(state))
        .hasValue("the run run_1 is not carried on: event 7 is damaged");
    assertThat(standstill.stalled(state("\"running\"", 2))).isEmpty();
  }

  @Test
  void namesTheStepsThatWaitForAPersonAndHowToAnswer() {
    assertThat(standstill.waiting(state("\"waiting\"", 2)).orElse(""))
        .contains("triage[3].file, triage[5].file may have had its effect or not")
        .contains("./auterity run answer run_1 'triage[3].file' succeeded|repeat|fail");
  }

  @Test
  void anAnswerIsAskedForWhileOtherStepsWaitToo() {
    assertThat(standstill.waiting(state("\"waiting\"", 3))).isPresent();
  }

  @Test
  void nothingIsAskedWhileTheRunMoves() {
    assertThat(standstill.waiting(state("\"running\"", 2))).isEmpty();
  }

  private static RunSnapshot state(String state, int open) {
    return new RunSnapshot(
        ApiClient.mapper()
            .readTree(
                "{\"id\": \"run_1\", \"state\": %s, \"progress\": {\"done\": 4, \"total\": %d}}"
                    .formatted(state, 4 + open)));
  }
}
