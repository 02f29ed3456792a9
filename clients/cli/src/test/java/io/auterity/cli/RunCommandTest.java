package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.cli.exit.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run commands against a server that notes what it is asked. */
class RunCommandTest {

  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> answers = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream usualOut = System.out;
  private final PrintStream usualErr = System.err;
  private final HttpServer server;
  @TempDir private Path folder;

  RunCommandTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
    Files.writeString(folder.resolve("key"), "ak_test");
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(usualOut);
    System.setErr(usualErr);
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().toString();
    asked.add("%s %s %s".formatted(exchange.getRequestMethod(), path, body).strip());
    byte[] answer = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--url", "http://localhost:" + server.getAddress().getPort()));
    all.addAll(List.of("--key-file", folder.resolve("key").toString()));
    return Main.commandLine("").execute(all.toArray(String[]::new));
  }

  @Test
  void waitsForItsOutput() {
    answers.put("/api/v1/workflows/greet/runs", "{\"id\": \"run_1\"}");
    answers.put(
        "/api/v1/runs/run_1",
        """
        {"id": "run_1", "state": "succeeded", "output": {"truncated": true},
         "steps": [{"path": "mask", "state": "succeeded", "p50Ms": 12.4}, {"path": "other", "state": "skipped"}]}
        """);
    answers.put("/api/v1/runs/run_1/output", "{\"count\": 2}");

    assertThat(run("greet", "--wait")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\n  \"count\" : 2\n}\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("Started the run run_1\nsucceeded  mask  12 ms\n");
  }

  @Test
  void aRunThatFailsWhileItIsWaitedForIsAFailure() {
    answers.put("/api/v1/workflows/greet/runs", "{\"id\": \"run_1\"}");
    answers.put(
        "/api/v1/runs/run_1",
        """
        {"id": "run_1", "state": "failed", "reason": {"code": "not_found", "step": "mask", "message": "gone"}}
        """);

    assertThat(run("greet", "--wait")).isEqualTo(CliException.FAILED);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .endsWith("auterity: the run run_1 failed: not_found at mask: gone\n");
  }

  @Test
  void startsAWorkflow() {
    assertThat(run("greet")).isZero();

    assertThat(asked).containsExactly("POST /api/v1/workflows/greet/runs {\"input\":{}}");
  }

  @Test
  void asksForTheWorkflow() {
    assertThat(run()).isEqualTo(CliException.BAD_INPUT);
  }

  @Test
  void signalsARun() {
    answers.put("/api/v1/runs/run_1/signals/go", "{\"id\": \"run_1\", \"state\": \"waiting\"}");

    assertThat(run("signal", "run_1", "go", "--payload", "{\"a\": 1}")).isZero();

    assertThat(asked).containsExactly("POST /api/v1/runs/run_1/signals/go {\"payload\":{\"a\":1}}");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("run_1 waiting\n");
  }

  @Test
  void answersForAStepWithAnOutput() {
    assertThat(run("answer", "run_1", "all[2].file", "succeeded", "--output", "{\"a\": 1}"))
        .isZero();

    assertThat(asked)
        .containsExactly(
            "POST /api/v1/runs/run_1/steps/all%5B2%5D.file/answer"
                + " {\"answer\":\"succeeded\",\"output\":{\"a\":1}}");
  }

  @Test
  void readsTheOutputFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("output.json"), "[1]");

    run("answer", "run_1", "file", "succeeded", "--output", "@" + file);

    assertThat(asked.getFirst()).endsWith("{\"answer\":\"succeeded\",\"output\":[1]}");
  }

  @Test
  void refusesAnOutputThatIsNoJson() {
    assertThat(run("answer", "run_1", "file", "succeeded", "--output", "{a"))
        .isEqualTo(CliException.BAD_INPUT);

    assertThat(asked).isEmpty();
  }

  @Test
  void endsRepairsAndSkipsWhatStandsStill() {
    assertThat(run("end", "run_1", "--reason", "lost", "--as", "cancelled")).isZero();
    assertThat(run("repair", "run_1", "--reason", "disk")).isZero();
    assertThat(run("skip", "run_1", "--reason", "done by hand")).isZero();

    assertThat(asked)
        .containsExactly(
            "POST /api/v1/runs/run_1/end {\"reason\":\"lost\",\"as\":\"cancelled\"}",
            "POST /api/v1/runs/run_1/repair {\"reason\":\"disk\"}",
            "POST /api/v1/runs/run_1/skip {\"reason\":\"done by hand\"}");
  }

  @Test
  void doesOneThingWithManyRuns() {
    assertThat(run("bulk", "pause", "--workflow", "triage", "--since", "2h")).isZero();
    assertThat(run("bulk", "show", "bulk_1")).isZero();
    assertThat(run("bulk", "stop", "bulk_1")).isZero();
    assertThat(run("bulk", "stop")).isNotZero();

    assertThat(asked)
        .containsExactly(
            "POST /api/v1/runs/bulk"
                + " {\"verb\":\"pause\",\"query\":{\"workflow\":\"triage\",\"since\":\"2h\"}}",
            "GET /api/v1/runs/bulk/bulk_1",
            "POST /api/v1/runs/bulk/bulk_1/stop {}");
  }

  @Test
  void letsARunGoAgainFromAStep() {
    assertThat(run("again", "run_1")).isZero();
    assertThat(run("again", "run_1", "--from", "t[1].a", "--input", "{\"text\": \"x\"}")).isZero();
    assertThat(run("again", "run_1", "--from", "b", "--new")).isZero();

    assertThat(asked)
        .containsExactly(
            "POST /api/v1/runs/run_1/again {}",
            "POST /api/v1/runs/run_1/again {\"from\":\"t[1].a\",\"input\":{\"text\":\"x\"}}",
            "POST /api/v1/runs/run_1/again {\"from\":\"b\",\"anew\":true}");
  }

  @Test
  void pausesARunAndLetsItGoOn() {
    answers.put(
        "/api/v1/runs/run_1/pause",
        "{\"id\": \"run_1\", \"state\": \"waiting\", \"paused\": {\"by\": \"ann\"}}");
    answers.put("/api/v1/runs/run_1/resume", "{\"id\": \"run_1\", \"state\": \"running\"}");

    assertThat(run("pause", "run_1")).isZero();
    assertThat(run("resume", "run_1")).isZero();

    assertThat(asked)
        .containsExactly("POST /api/v1/runs/run_1/pause {}", "POST /api/v1/runs/run_1/resume {}");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("run_1 paused by ann", "run_1 running");
  }

  @Test
  void doesNothingWithoutAReason() {
    assertThat(run("repair", "run_1")).isNotZero();

    assertThat(asked).isEmpty();
  }

  @Test
  void showsWhichStepsWaitForAnAnswer() {
    answers.put("/api/v1/runs/run_1", "{\"id\": \"run_1\"}");
    answers.put(
        "/api/v1/runs/run_1/steps?state=waiting&limit=100",
        """
        {"items": [
          {"key": "pause", "waitingFor": "time"},
          {"key": "file", "waitingFor": "answer", "failure": {"message": "who knows"}}]}
        """);

    assertThat(run("show", "run_1")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("run_1");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("file is in doubt: who knows", "./auterity run answer run_1 'file'")
        .doesNotContain("pause");
  }

  @Test
  void showsWhichStepsAreTriedAgainAndUntilWhen() {
    answers.put("/api/v1/runs/run_1", "{\"id\": \"run_1\"}");
    answers.put(
        "/api/v1/runs/run_1/steps?state=waiting&limit=100",
        """
        {"items": [
          {"key": "look", "waitingFor": "retry", "attempts": 1, "nextTryAt": "2026-01-01T06:00:02Z",
           "failure": {"message": "the vendor answered 500"}},
          {"key": "file", "waitingFor": "retry", "attempts": 11, "nextTryAt": "2026-01-01T06:07:00Z",
           "givesUpAt": "2026-01-01T06:10:00Z", "failure": {"message": "its breaker is open"}}]}
        """);

    assertThat(run("show", "run_1")).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "look waits for try 2 at 2026-01-01T06:00:02Z: the vendor answered 500",
            "file waits for try 12 at 2026-01-01T06:07:00Z, until 2026-01-01T06:10:00Z at the"
                + " latest: its breaker is open");
  }

  @Test
  void showsWhyARunStandsStill() {
    answers.put(
        "/api/v1/runs/run_1",
        "{\"id\": \"run_1\", \"stalled\": {\"code\": \"internal\", \"message\": \"event 7 is"
            + " damaged\"}}");

    assertThat(run("show", "run_1")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("stalled");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Not carried on: event 7 is damaged", "run repair|skip|end run_1 --reason");
    assertThat(asked).containsExactly("GET /api/v1/runs/run_1");
  }

  @Test
  void tellsHowToReadWhatIsTooLargeToBeShown() {
    answers.put(
        "/api/v1/runs/run_1",
        """
        {"id": "run_1", "input": {"truncated": true, "size": 70000, "at": "/elsewhere"},
         "output": {"truncated": true, "size": 2000000, "at": "/api/v1/runs/run_1/output"}}
        """);

    assertThat(run("show", "run_1")).isZero();

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("output is too large to be shown, 2000000 bytes")
        .contains("./auterity run show run_1 --value output >output.json")
        .doesNotContain("input is too large");
  }

  @Test
  void printsOneValueAsItIs() {
    String value = "{\"b\":1.50,\"a\":\"%s\"}".formatted("€".repeat(700_000));
    answers.put("/api/v1/runs/run_1/steps/all%5B2%5D.file/output", value);

    assertThat(run("show", "run_1", "--value", "all[2].file.output")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).equals(value)).isTrue();
  }

  @Test
  void asksForTheValueOfTheRunItself() {
    run("show", "run_1", "--value", "input");

    assertThat(asked).containsExactly("GET /api/v1/runs/run_1/input");
  }

  @Test
  void refusesAValueThatIsNone() {
    assertThat(run("show", "run_1", "--value", "file")).isEqualTo(CliException.BAD_INPUT);

    assertThat(asked).isEmpty();
  }
}
