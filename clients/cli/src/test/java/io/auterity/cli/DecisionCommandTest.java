package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DecisionCommandTest {

  private static final String SCORES =
      """
      {"capability":"ai.text.classify","provider":"minilm","decisions":3,"mean":0.9,\
      "deviation":0.1,"p50Ms":2.5,"cost":"0","currency":"USD"},
      {"capability":"ai.text.classify","provider":"gpt","decisions":1,"mean":0.5,\
      "deviation":null,"p50Ms":812,"cost":"0.0125","currency":"USD"}
      """;

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void feedbackSendsAScore() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/decisions/dec_1/feedback", "{\"score\": 0.8, \"by\": \"ann\"}");

      assertThat(server.run("decision", "feedback", "dec_1", "0.8")).isZero();

      assertThat(server.received("/api/v1/decisions/dec_1/feedback")).isEqualTo("{\"score\":0.8}");
      assertThat(printed()).isEqualTo("Score 0.8 is kept.\n");
    }
  }

  @Test
  void scoresStandByProvider() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/decisions/scores", "{\"items\": [%s]}".formatted(SCORES));

      assertThat(server.run("decision", "scores", "--since", "7d")).isZero();

      assertThat(server.query("/api/v1/decisions/scores")).isEqualTo("since=7d");
      assertThat(printed())
          .isEqualTo(
              """
              capability        provider  scored  mean   deviation  p50 ms   cost
              ai.text.classify  minilm    3       0.900  0.100      2.500    0 USD
              ai.text.classify  gpt       1       0.500  -          812.000  0.0125 USD
              """);
    }
  }

  @Test
  void withoutScoresItSaysHowToGiveOne() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/decisions/scores", "{\"items\": []}");

      assertThat(server.run("decision", "scores")).isZero();

      assertThat(printed()).contains("./auterity decision feedback");
    }
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
