package io.auterity.cli.savings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auterity.cli.AnsweringServer;
import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavingsTest {

  private static final String HEAD =
      "id,product,narrative,claude_3_5_sonnet_prediction,time-claude-3-5-sonnet-latest,"
          + "gpt_4o_mini_prediction,time-gpt-4o-mini,gemini-2.0-flash_prediction,"
          + "time-gemini-2.0-flash,gemini-2.0-flash-lite_prediction,time-gemini-2.0-flash-lite\n";

  @TempDir Path folder;

  @Test
  void everyOtherRowTeaches() throws IOException {
    StringBuilder rows = new StringBuilder(HEAD);
    for (int i = 0; i < 41; i++) {
      rows.append("%d,loan,\"text, %d\",loan,2.0,card,0.5,loan,1.0,card,0.25%n".formatted(i, i));
    }
    RecordedAnswers answers = RecordedAnswers.read(file(rows.toString()));

    assertThat(answers.taught()).hasSize(21).extracting("text").contains("text, 0", "text, 40");
    assertThat(answers.asked()).hasSize(20).extracting("text").contains("text, 1", "text, 39");
    RecordedAnswers.Row row = answers.asked().getFirst();
    assertThat(row.answers().get("gpt-4o-mini"))
        .isEqualTo(new RecordedAnswers.Recorded("card", 0.5));
    assertThat(row.secondsLeftOut(List.of("triage-head", "gemini-2.0-flash"), 20))
        .isCloseTo(0.95, within(1e-9));
  }

  @Test
  void whatIsNoRecordingIsRefused() throws IOException {
    Path few = file(HEAD + "1,loan,text,loan,2,card,1,loan,1,card,1\n");
    assertThatThrownBy(() -> RecordedAnswers.read(few))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("holds 1 rows");
    Path other = file("id,product,narrative\n1,loan,text\n");
    assertThatThrownBy(() -> RecordedAnswers.read(other))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("cannot be read as recorded answers");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("answers.csv"), text);
  }

  @Test
  void usageIsWorkedOutAgainRowByRow() {
    try (AnsweringServer server = usage("0.3")) {
      UsageOfPolicies usage = UsageOfPolicies.byRow(server.api()).compared(server.api());

      assertThat(usage.rows()).isEqualTo(2);
      assertThat(usage.costs().get("learned")).isEqualByComparingTo("0.3");
      assertThat(usage.offers().get("learned")).isEqualTo(Map.of("head/h", 1, "flash/f", 1));
      assertThat(usage.asked().get("learned/c1")).containsExactlyInAnyOrder("head", "flash");
    }
  }

  @Test
  void usageThatDiffersFromItsRowsIsAFailure() {
    try (AnsweringServer server = usage("0.300000001")) {
      // While rows are missing, sums may be ahead of them.
      UsageOfPolicies rows = UsageOfPolicies.byRow(server.api());

      assertThatThrownBy(() -> rows.compared(server.api()))
          .isInstanceOf(CliException.class)
          .hasMessage("usage of learned adds up to 0.300000001, its rows to 0.3");
    }
  }

  private AnsweringServer usage(String sum) {
    AnsweringServer server = new AnsweringServer(folder);
    server.answer(
        "/api/v1/usage",
        "{\"items\": [{\"group\": {\"label:policy\": \"learned\"}, \"cost\": \"%s\"}]}"
            .formatted(sum));
    String row =
        "{\"labels\": {\"policy\": \"learned\", \"call\": \"c1\"},"
            + " \"offer\": \"%s\", \"cost\": \"%s\"}";
    server.answer(
        "/api/v1/usage/rows",
        "{\"items\": [%s, %s], \"next\": null, \"truncated\": false}"
            .formatted(row.formatted("head/h", "0.1"), row.formatted("flash/f", "0.2")));
    return server;
  }

  @Test
  void theTableAndTheChartTellTheSame() {
    PolicyResult one = result("one-model", 100, "2.50", Map.of("large/l", 100));
    PolicyResult learned = result("learned", 90, "0.05", Map.of("head/h", 100, "small/s", 10));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new SavingsReport(new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .print(List.of(one, learned));
    String table = bytes.toString(StandardCharsets.UTF_8);
    String svg = SavingsChart.svg(List.of(one, learned));

    assertThat(learned.saving(one)).isCloseTo(98, within(1e-9));
    assertThat(learned.percentile(50)).isEqualTo(2);
    assertThat(learned.percentile(95)).isEqualTo(4);
    assertThat(table)
        .contains("98.0 %", "0.900", "head/h 100, small/s 10", "0.05 USD, 90.0 % right");
    assertThat(svg)
        .contains("2.5 USD", "0.05 USD", "100.0 % right", "90.0 % right")
        .endsWith("</svg>\n");
    SavingByRule saving = new SavingByRule(ApiClient.mapper().readTree("{\"saved\": \"2.45\"}"));
    assertThat(SavingsReport.json(List.of(one, learned), saving, false))
        .contains("\"cost_usd\":\"0.05\"", "\"recorded\":false", "{\"saved\":\"2.45\"}");
  }

  private static final Map<String, String> ROUTES =
      Map.of("one-model", "one-model", "long", "rules", "short", "rules");

  private static final String COMPARED =
      """
      {"figures": {"before": "5", "after": "%s", "saved": "2", "currency": "USD", "calls": 3,
        "baseline": "large/l", "leftOut": [%s], "steps": [
        {"kind": "route", "rule": "short", "before": "2", "after": "0.1", "change": "-1.9"},
        {"kind": "route", "rule": "long", "before": "0.5", "after": "0.4", "change": "-0.1"},
        {"kind": "route", "rule": "one-model", "before": "2.5", "after": "2.5", "change": "0"}]}}\
      """;

  private SavingByRule compared(String json, String rules) {
    try (AnsweringServer server =
        new AnsweringServer(folder).answer("/api/v1/usage/savings", json)) {
      Map<String, BigDecimal> costs =
          Map.of("one-model", new BigDecimal("2.5"), "rules", new BigDecimal(rules));
      return SavingByRule.agreeing(server.api(), ROUTES, costs);
    }
  }

  @Test
  void theSavingByRuleIsThatOfTheTable() {
    SavingByRule saving = compared(COMPARED.formatted("3", ""), "0.5");

    assertThat(saving.table().rows()).hasSize(6);
    assertThat(saving.table().rows().get(2)).startsWith("short").contains("-1.9");
    assertThat(saving.table().notes().getFirst()).startsWith("Saved: 2 USD");
  }

  @Test
  void aSavingThatDiffersFromTheTableIsAFailure() {
    assertThatThrownBy(() -> compared(COMPARED.formatted("3", ""), "0.500000001"))
        .hasMessage("the saving of rules ends at 0.5, usage says 0.500000001");
    assertThatThrownBy(() -> compared(COMPARED.formatted("2.9", ""), "0.5"))
        .hasMessage("the way down from the baseline ends at 3.0, usage says 2.9");
    assertThatThrownBy(() -> compared(COMPARED.formatted("3", "{\"calls\": 1}"), "0.5"))
        .hasMessageContaining("leaves calls out");
    assertThatThrownBy(() -> compared("{}", "0.5")).hasMessageContaining("no baseline");
  }

  @Test
  void theExampleBringsAnswersThatEachRouteOfAPolicyCanPlayBack() {
    SavingsExample example = SavingsExample.of(Path.of("../../examples/savings"));
    RecordedAnswers answers = RecordedAnswers.read(example.madeUp());

    assertThat(answers.asked()).hasSize(24);
    assertThat(answers.taught()).hasSize(24);
    assertThat(answers.asked())
        .allSatisfy(row -> assertThat(example.classes().has(row.label())).isTrue());
    assertThat(Set.copyOf(example.policies().values())).isEqualTo(Set.copyOf(Month.POLICIES));
  }

  private static PolicyResult result(
      String policy, int right, String cost, Map<String, Integer> answered) {
    return new PolicyResult(
        policy, 100, right, new BigDecimal(cost), List.of(1.0, 2.0, 3.0, 4.0), answered);
  }
}
