package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LimitCommandTest {

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void eachLimitStandsInALineUnderItsHead() {
    assertThat(list(BUDGET + "," + RATE)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            limit         scope              period    unit   used  held  left  cap  forecast  in force        resets
            budget daily  label team=claims  day       USD    1.25  0.5   3.25  5    2.5       cheaper at 35%  2026-11-22T00:00:00Z
            quota pace    tenant             parallel  calls  0     3     61    64   -         -               -
            """);
  }

  @Test
  void forProgramsEachIsAnObject() {
    assertThat(list(RATE, "--json")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(RATE);
  }

  @Test
  void withoutLimitsItSaysSo() {
    assertThat(list("")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("No budget and no quota");
  }

  @Test
  void withoutAWordForWhatToDoItIsBadInput() {
    assertThat(Main.commandLine("").execute("limit")).isEqualTo(CliException.BAD_INPUT);
  }

  @Test
  void anApprovalTellsWhatItLets() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      int status =
          server
              .answer(
                  "/api/v1/limits/budget/daily/approvals",
                  "{\"amount\": \"5\", \"currency\": \"USD\", \"until\": \"2026-11-22T00:00:00Z\"}")
              .run("limit", "approve", "daily", "--amount", "5", "--reason", "demo");

      assertThat(status).isZero();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("Approved 5 USD more of budget daily until 2026-11-22T00:00:00Z.\n");
  }

  @Test
  void approvalsStandInATableTheLatestFirst() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      int status =
          server
              .answer(
                  "/api/v1/limits/approvals",
                  """
                  {"items": [{"id": "appr_2", "budget": "b", "period": "day", "state": "in_force",
                  "by": "ada", "at": "2026-11-21T10:00:00Z", "currency": "USD",
                  "until": "2026-11-22T00:00:00Z"}, {"id": "appr_1", "budget": "b",
                  "amount": "5", "currency": "USD", "state": "withdrawn", "by": "ada",
                  "at": "2026-11-21T09:00:00Z", "reason": "demo"}]}
                  """)
              .run("limit", "approvals", "--budget", "b", "--state", "in_force");

      assertThat(status).isZero();
      assertThat(server.query("/api/v1/limits/approvals"))
          .isEqualTo("limit=500&budget=b&state=in_force");
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            id      budget  period  amount  state      until                 by   at                    reason
            appr_2  b       day     all     in_force   2026-11-22T00:00:00Z  ada  2026-11-21T10:00:00Z  -
            appr_1  b       -       5 USD   withdrawn  -                     ada  2026-11-21T09:00:00Z  demo
            """);
  }

  @Test
  void aWithdrawalSendsItsReason() {
    String path = "/api/v1/limits/approvals/appr_1/withdraw";
    try (AnsweringServer server = new AnsweringServer(folder)) {
      int status =
          server
              .answer(path, "{\"budget\": \"b\"}")
              .run("limit", "withdraw", "appr_1", "--reason", "too much");

      assertThat(status).isZero();
      assertThat(server.received(path)).isEqualTo("{\"reason\":\"too much\"}");
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Withdrew appr_1 of budget b.\n");
  }

  @Test
  void whatACrashLeftIsSettledByItsLimit() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          "/api/v1/limits/budget/b/settle",
          """
          {"unit": "USD", "settled": [{"server": "01a2", "window": "2026-11-01T00:00:00Z",
          "unsettled": "0.07", "used": "0.02", "returned": "0.05"}]}
          """);

      assertThat(server.run("limit", "settle", "budget/b")).isZero();
      assertThat(server.run("limit", "settle", "b")).isEqualTo(CliException.BAD_INPUT);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            server  window                unsettled  used      returned
            01a2    2026-11-01T00:00:00Z  0.07 USD   0.02 USD  0.05 USD
            """);
  }

  private static final String BUDGET =
      """
      {"kind":"budget","id":"daily","scope":"label team=claims","period":"day","unit":"USD",\
      "cap":"5","settled":"1.25","held":"0.5","unsettled":"0","used":"1.25","left":"3.25",\
      "resetsAt":"2026-11-22T00:00:00Z","thresholds":[{"at":"35%","act":"cheaper","reached":true},\
      {"at":"90%","act":"local","reached":false}],"forecast":{"used":"2.5","method":"linear"}}\
      """;

  private static final String RATE =
      """
      {"kind":"quota","id":"pace","scope":"tenant","period":"parallel","unit":"calls",\
      "cap":"64","settled":"0","held":"3","unsettled":"0","used":"0","left":"61"}\
      """;

  private int list(String items, String... options) {
    String[] words = new String[2 + options.length];
    words[0] = "limit";
    words[1] = "list";
    System.arraycopy(options, 0, words, 2, options.length);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      return server.answer("/api/v1/limits", "{\"items\": [%s]}".formatted(items)).run(words);
    }
  }
}
