package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WorkflowCommandTest {

  private static final String CASES = "/api/v1/workflows/refund/cases";

  @TempDir Path folder;
  @RegisterExtension final Printed out = new Printed();

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int run(String report, String... arguments) {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(CASES + "/run", report);
      int exit = server.run(arguments);
      assertThat(server.received(CASES + "/run")).contains("cases");
      return exit;
    }
  }

  @Test
  void casesThatPassEndWithZero() {
    String report =
        """
        {"passed": 1, "failed": 0, "broken": 0, "arms": 2, "untaken": [],
         "cases": [{"name": "paid", "outcome": "passed", "differences": []}]}
        """;

    assertThat(run(report, "workflow", "cases", "run", "refund", "--draft", "paid")).isZero();
    assertThat(printed())
        .contains("passed  paid", "1 passed, 0 failed, 0 broken; 2 of 2 arms taken");
  }

  @Test
  void whatDiffersIsToldAndEndsWithOne() {
    String report =
        """
        {"passed": 0, "failed": 1, "broken": 1, "arms": 6,
         "untaken": [{"step": "size", "kind": "branch", "arm": 1},
                     {"step": "all", "kind": "catch", "arm": 0, "when": "${error.code == 'x'}"},
                     {"step": "twice", "kind": "run", "when": "${input.times > 1}"},
                     {"step": "twice", "kind": "skip", "when": "${input.times > 1}"}],
         "cases": [
           {"name": "paid", "outcome": "failed",
            "differences": [{"path": "output.sum", "expected": 2, "got": "3"},
                            {"path": "output.by", "got": null}]},
           {"name": "other", "outcome": "broken", "differences": [], "problem": "there is no pin"}]}
        """;

    assertThat(run(report, "workflow", "cases", "run", "refund")).isEqualTo(1);
    assertThat(printed())
        .contains("FAILED  paid", "output.sum: expected 2, got \"3\"")
        .contains("output.by: expected nothing, got null")
        .contains("BROKEN  other", "there is no pin")
        .contains("0 passed, 1 failed, 1 broken; 2 of 6 arms taken")
        .contains("not taken: branch size, arm 2\n")
        .contains("not taken: catch all, arm 1 ${error.code == 'x'}")
        .contains("not taken: twice runs, when ${input.times > 1}")
        .contains("not taken: twice is skipped, unless ${input.times > 1}");
  }

  /** A pipeline that tests nothing is not taken for one whose tests pass. */
  @Test
  void noCasesEndWithOne() {
    String none =
        "{\"passed\": 0, \"failed\": 0, \"broken\": 0, \"arms\": 0, \"untaken\": [], \"cases\":"
            + " []}";

    assertThat(run(none, "workflow", "cases", "run", "refund")).isEqualTo(1);
    assertThat(printed()).contains("refund has no cases");
  }

  @Test
  void eachDocumentOfAFileIsSavedUnderItsName() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("cases.yaml"),
            """
            name: paid # by card
            input: {amount: 2}
            ---
            name: declined
            pins: {charge: {failure: {code: forbidden}}}
            """);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(CASES + "/paid", "{}").answer(CASES + "/declined", "{}");

      assertThat(server.run("workflow", "cases", "save", "refund", "--file", file.toString()))
          .isZero();
      assertThat(server.received(CASES + "/paid")).isEqualTo("{\"input\":{\"amount\":2}}");
      assertThat(server.received(CASES + "/declined"))
          .isEqualTo("{\"pins\":{\"charge\":{\"failure\":{\"code\":\"forbidden\"}}}}");
    }
    assertThat(printed()).contains("case paid of refund is saved");
  }

  @Test
  void aDocumentWithoutANameSavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("cases.yaml"), "name: paid\n---\ninput: {}\n");
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(CASES + "/paid", "{}");

      assertThat(server.run("workflow", "cases", "save", "refund", "-f", file.toString()))
          .isEqualTo(2);
      assertThat(server.received(CASES + "/paid")).isEmpty();
      Files.writeString(file, "a: [");
      assertThat(server.run("workflow", "cases", "save", "refund", "-f", file.toString()))
          .isEqualTo(2);
    }
  }

  @Test
  void aRunIsSavedAsACase() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(CASES + "/paid/record", "{}");

      assertThat(server.run("workflow", "cases", "record", "refund", "paid", "run_1")).isZero();
      assertThat(server.received(CASES + "/paid/record")).isEqualTo("{\"run\":\"run_1\"}");
    }
  }

  @Test
  void aCaseIsShownAsItIsSavedAndDeleted() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server
          .answer(
              CASES + "/paid",
              "{\"name\": \"paid\", \"content\": {\"input\": {\"amount\": 2}, \"pins\": {}}}")
          .answer(CASES, "{\"items\": [{\"name\": \"paid\", \"by\": \"ann\", \"at\": \"now\"}]}");

      assertThat(server.run("workflow", "cases", "show", "refund", "paid")).isZero();
      assertThat(server.run("workflow", "cases", "list", "refund")).isZero();
      assertThat(server.run("workflow", "cases", "delete", "refund", "paid")).isZero();
    }
    assertThat(printed())
        .contains("name: paid", "input:\n  amount: 2")
        .contains("paid  ann")
        .contains("case paid of refund is deleted");
  }
}
