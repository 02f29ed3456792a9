package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RouteCommandTest {

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void aTrialTellsWhoTakesTheCallAndWhoDoesNot() {
    String trial =
        """
        {"route": {"id": "fast", "version": 2, "matched": "Matched every call of *.", "strategy": "cheapest"},
         "candidates": [{"rank": 1, "offer": "a/m", "state": "planned", "score": 1.0,
                         "expectedCost": {"amount": "0.002", "currency": "USD"}},
                        {"rank": 2, "offer": "b", "state": "planned", "score": 0.5, "failing": true}],
         "exclusions": [{"reason": "region", "offers": ["c", "d"], "detail": "does not declare region eu"}],
         "passed": [{"id": "night", "why": "time is not between 22:00 and 05:00 of UTC"}]}
        """;
    try (AnsweringServer server = new AnsweringServer(folder)) {
      int code =
          server
              .answer("/api/v1/routes/test", trial)
              .run("route", "test", "ai.chat.create", "--model", "fast", "--label", "team=x");
      assertThat(code).isZero();
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            fast v2 takes it, by cheapest. Matched every call of *.
               offer  state                     score  expected cost
            1  a/m    planned                   1.0    0.002 USD
            2  b      planned, fails ever more  0.5    no price
            not c, d: does not declare region eu
            not by night: time is not between 22:00 and 05:00 of UTC
            """);
  }

  @Test
  void aRolloutTellsBothSidesAndHowTheyCompare() {
    String standing =
        """
        {"route": "fast", "version": 3, "to": ["b/m"], "steps": [0.05, 1.0], "step": 1, "share": 0.05,
         "stepSeconds": 610, "judged": 7, "calls": 50, "currency": "USD",
         "fresh": {"attempts": 9, "failed": 1, "meanMs": 120.5, "meanCost": "0.001"},
         "old": {"attempts": 0, "failed": 0},
         "shadow": {"share": 0.1, "made": 8, "answered": 7, "compared": 6, "agreed": 5, "likeness": 0.8333}}
        """;
    try (AnsweringServer server = new AnsweringServer(folder)) {
      int code =
          server.answer("/api/v1/routes/fast/rollout", standing).run("route", "rollout", "fast");
      assertThat(code).isZero();
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            fast v3 goes over to b/m
            Step 1 of 2, 5% of calls, since 10 minutes; 7 of 50 attempts judged.
                 attempts  failed  mean ms  mean cost
            new  9         1       120.5    0.001 USD
            old  0         0       -        -
            copies of 10% of calls: 8 made, 7 answered; of 6 compared 5 agree, likeness 0.83
            """);
  }

  @Test
  void aRolloutThatWentBackEndsWithOne() {
    String standing =
        """
        {"route": "fast", "version": 3, "to": ["b"], "steps": [1.0], "step": 1, "share": 0,
         "stepSeconds": 1, "judged": 7, "calls": 5, "stopped": "200 of 1000 attempts failed",
         "fresh": {"attempts": 9, "failed": 1}, "old": {"attempts": 0, "failed": 0}}
        """;
    try (AnsweringServer server = new AnsweringServer(folder)) {
      int code =
          server.answer("/api/v1/routes/fast/rollout", standing).run("route", "rollout", "fast");
      assertThat(code).isEqualTo(1);
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("It went back: 200 of 1000 attempts failed.")
        .doesNotContain("copies");
  }

  private static final String STOOD =
      """
      {"route": "fast", "version": 3, "state": "%s", "to": ["b"], "steps": [0.1, 1.0], "step": 2, "share": %s,
       "stepSeconds": 1, "judged": 7, "calls": 5, "by": "ada", %s
       "fresh": {"attempts": 9, "failed": 1}, "old": {"attempts": 0, "failed": 0}}
      """;

  @Test
  void aRolloutIsPausedAdvancedAndStopped() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server
          .answer("/api/v1/routes/fast/rollout/pause", paused())
          .answer("/api/v1/routes/fast/rollout/advance", paused())
          .answer(
              "/api/v1/routes/fast/rollout/stop",
              STOOD.formatted("stopped", "0", "\"stopped\": \"stopped by hand\","));

      assertThat(server.run("route", "rollout", "fast", "pause", "--reason", "legal")).isZero();
      assertThat(server.received("/api/v1/routes/fast/rollout/pause"))
          .isEqualTo("{\"reason\":\"legal\"}");
      assertThat(server.run("route", "rollout", "fast", "advance", "--to", "2")).isZero();
      assertThat(server.received("/api/v1/routes/fast/rollout/advance")).isEqualTo("{\"to\":2}");
      assertThat(server.run("route", "rollout", "fast", "stop")).isZero();
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("It is paused by ada: legal.", "Step 2 of 2, 100% of calls")
        .contains("It went back: stopped by hand (ada).");
  }

  private static String paused() {
    return STOOD.formatted("paused", "1.0", "\"reason\": \"legal\",");
  }

  @Test
  void whatCannotBeWantedOfARolloutIsRefusedBeforeAnythingIsSent() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.run("route", "rollout", "fast", "reverse")).isNotZero();
      assertThat(server.run("route", "rollout", "fast", "--to", "2")).isNotZero();
      assertThat(server.run("route", "rollout", "fast", "resume", "--reason", "x")).isNotZero();
    }
  }

  @Test
  void aReplayTellsWhatWouldHaveChanged() throws IOException {
    Path routes = Files.writeString(folder.resolve("routes.yaml"), "kind: route");
    String done =
        """
        {"id": "1", "state": "done", "progress": 1.0, "result": {"calls": 10, "unread": 1, "moved": 4,
         "unserved": 0, "costs": [{"calls": 9, "paid": {"amount": "3", "currency": "USD"},
         "expected": {"amount": "1", "currency": "USD"}, "saved": {"amount": "2", "currency": "USD"}, "unknown": 1}],
         "latency": {"p50BeforeMs": 400.0, "p95BeforeMs": 900.0, "p50Ms": 100.0, "unknown": 2},
         "failures": {"before": 0.2, "unknown": 3},
         "offers": [{"id": "a", "before": 10, "after": 6}], "routes": [],
         "breaches": [{"route": "r", "required": "region eu", "offer": "us", "calls": 4}]}}
        """;
    try (AnsweringServer server = new AnsweringServer(folder)) {
      int code =
          server
              .answer("/api/v1/routes/replays", done)
              .run("route", "replay", "-f", routes.toString(), "--from", "7d");
      assertThat(code).isZero();
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("10 calls planned again, 1 not readable; 4 go elsewhere first, 0 to no offer.")
        .contains("cost of 9 calls: paid 3 USD, expected 1 USD, saved 2 USD; of 1 not known")
        .contains("latency p50 400.0 -> 100.0 ms, p95 900.0 -> - ms; of 2 calls not known")
        .contains("first attempts that fail 20.0 % -> -; of 3 calls not known")
        .contains("AGAINST route r, which requires region eu: 4 calls go to us");
  }
}
