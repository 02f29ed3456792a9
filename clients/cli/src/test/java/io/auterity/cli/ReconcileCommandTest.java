package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcileCommandTest {

  private static final String OPENAI =
      "start_time,end_time,start_time_iso,end_time_iso,num_model_requests,model,input_tokens,"
          + "output_tokens,input_cached_tokens\n";
  private static final String COSTS = "start_time_iso,amount_value,amount_currency,line_item\n";

  @TempDir Path folder;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(out);
    System.setErr(err);
  }

  @Test
  void anInvoiceThatIsTheSameAgrees() throws IOException {
    String usage =
        OPENAI
            + "1,2,2026-11-03T00:00:00+00:00,x,2,gpt-4o-mini-2024-07-18,100,30,40\n"
            + "1,2,2026-11-03T00:00:00+00:00,x,1,gpt-4o-mini-2024-07-18,60,20,0\n";

    assertThat(reconcile(usage, MINI, "--vendor", "openai")).isZero();

    assertThat(said.toString(StandardCharsets.UTF_8)).isEqualTo("4 of 4 figures agree.\n");
  }

  @Test
  void eachDifferenceIsTold() throws IOException {
    String usage =
        OPENAI
            + "1,2,2026-11-03T00:00:00+00:00,x,3,gpt-4o-mini,170,50,40\n"
            + "1,2,2026-11-04T00:00:00+00:00,x,1,gpt-5,7,0,0\n";

    assertThat(reconcile(usage, MINI, "--vendor", "openai")).isEqualTo(3);

    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            day         model        what          ours  theirs  difference  likely reason
            2026-11-03  gpt-4o-mini  input_tokens  120   130     10          an estimate: the vendor did not tell its use with the answer
            2026-11-04  gpt-5        calls         0     1       1           not called through here on that day
            2026-11-04  gpt-5        input_tokens  0     7       7           not called through here on that day

            5 of 8 figures agree.
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.501 | 0 | 5 of 5",
        "0.45  | 3 | an estimate",
        "0.90  | 3 | another price than that of l v1",
        "0.30  | 3 | another price than that of l v1",
      })
  void amountsAreComparedToTheCent(String theirs, int code, String words) throws IOException {
    String costs =
        "day,model,unit,quantity,cost\n"
            + "2026-11-03,gpt-4o-mini,input_tokens,120,%s\n".formatted(theirs)
            + "2026-11-03,gpt-4o-mini,cached_input_tokens,40,\n"
            + "2026-11-03,gpt-4o-mini,output_tokens,45,\n"
            + "2026-11-03,gpt-4o-mini,reasoning_tokens,5,\n";

    assertThat(reconcile(costs, MINI)).isEqualTo(code);

    assertThat(said.toString(StandardCharsets.UTF_8)).contains(words);
  }

  @Test
  void aLineItemIsAddedToItsModelAndOneWithoutAModelToTheDay() throws IOException {
    String apart =
        COSTS
            + "2026-11-03T00:00:00+00:00,0.3,usd,\"gpt-4o-mini-2024-07-18, input\"\n"
            + "2026-11-03T00:00:00+00:00,0.2000000000,usd,\"gpt-4o-mini-2024-07-18, output\"\n";
    assertThat(reconcile(apart, MINI, "--vendor", "openai")).isZero();

    assertThat(
            reconcile(COSTS + "2026-11-03T00:00:00+00:00,0.5,usd,\n", MINI, "--vendor", "openai"))
        .isZero();
  }

  @Test
  void anthropicsNamesAndUnitsAreKnown() throws IOException {
    String figure =
        """
        {"group":{"provider":"claude","model":"claude-haiku-4-5","day":"2026-11-03"},"calls":1,\
        "quantities":{"calls":1,"input_tokens":5,"cache_write_tokens":7,"output_tokens":9,\
        "web_search_requests":1},"cost":"0.25","currency":"USD","estimatedCost":"0",\
        "doubtfulCost":"0","priceLists":[],"unpriced":[]}""";
    String usage =
        "usage_date_utc,model_version,api_key,usage_input_tokens_no_cache,"
            + "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,"
            + "usage_input_tokens_cache_read,usage_output_tokens,web_search_count\n"
            + "2026-11-03,claude-haiku-4-5-20251001,k,5,7,0,0,9,1\n";
    String costs =
        "usage_date_utc,model,token_type,cost_usd\n2026-11-03,Claude Haiku 4.5,output,0.25\n";

    assertThat(reconcile(usage, figure, "--vendor", "anthropic")).isZero();
    assertThat(reconcile(costs, figure, "--vendor", "anthropic")).isZero();
  }

  @Test
  void ofOtherMonthsAndProvidersNothingIsCompared() throws IOException {
    String costs = "day,model,cost\n2026-11-03,gpt-4o-mini,0.5\n2026-12-01,gpt-4o-mini,9\n";

    assertThat(reconcile(costs, MINI, "--month", "2026-11")).isZero();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("Cost: ours 0.5, theirs 0.5, difference 0.", "1 lines of other days");

    assertThat(reconcile(costs, MINI, "--month", "2026-11", "--provider", "azure")).isEqualTo(3);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("not called through here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day,model,cost\\n2026-11-03,m,0.5\\nyesterday,m,1\\n2026-11-04,m,1,000 | line 3: day is no day: 'yesterday'; it is written 2026-11-30; line 4: has 4 fields, the first line has 3 columns",
        "day,model,cost\\n2026-11-03,m,$5 | line 2: cost is no number: '$5'",
        "day,model\\n2026-11-03,m | for quantities it lacks unit, quantity; for costs it lacks cost",
      })
  void whatCannotBeReadIsNamedByItsLine(String lines, String words) throws IOException {
    assertThat(reconcile(lines.replace("\\n", "\n"), MINI)).isEqualTo(CliException.BAD_INPUT);

    assertThat(said.toString(StandardCharsets.UTF_8)).contains(words);
  }

  @Test
  void amountsOfAnotherCurrencyAreNotCompared() throws IOException {
    assertThat(reconcile("day,model,cost,currency\n2026-11-03,m,1,eur\n", MINI))
        .isEqualTo(CliException.BAD_INPUT);

    assertThat(said.toString(StandardCharsets.UTF_8)).contains("is in EUR and usage in USD");
  }

  @Test
  void whatCostsNothingIsOfNoCurrency() throws IOException {
    String free = MINI.replace("\"cost\":\"0.5\"", "\"cost\":\"0\"");
    String euros = MINI.replace("USD", "EUR");

    assertThat(
            reconcile(
                "day,model,cost,currency\n2026-11-03,gpt-4o-mini,0.5,eur\n", free + "," + euros))
        .isZero();
  }

  @Test
  void callsInDoubtExplainWhatOnlyWeKnow() throws IOException {
    String doubtful = MINI.replace("\"doubtfulCost\":\"0\"", "\"doubtfulCost\":\"0.2\"");

    assertThat(reconcile("day,model,cost\n2026-11-03,gpt-4o-mini,0.35\n", doubtful)).isEqualTo(3);

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("0.5   0.35    -0.15       calls in doubt");
  }

  @Test
  void anotherVendorsColumnsAreSaidInAFile() throws IOException {
    Path columns =
        Files.writeString(
            folder.resolve("columns.yaml"),
            """
            layouts:
              - name: bill
                day: Datum
                model: Modell
                cost: Betrag
            """);

    assertThat(
            reconcile(
                "Datum,Modell,Betrag\n2026-11-03,gpt-4o-mini,0.5\n",
                MINI,
                "--columns",
                columns.toString()))
        .isZero();
    assertThat(reconcile("day,model,cost\n2026-11-03,m,1\n", MINI, "--vendor", "acme"))
        .isEqualTo(CliException.BAD_INPUT);
  }

  @Test
  void ofDaysThatAreNotKeptNothingIsConcluded() throws IOException {
    Path file = Files.writeString(folder.resolve("i.csv"), "day,model,cost\n2026-11-03,m,1\n");
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/usage", "{\"items\":[],\"keptSince\":\"2026-11-04T00:00:00Z\"}");

      assertThat(server.run("usage", "reconcile", file.toString())).isEqualTo(3);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("not kept here: usage reaches back to 2026-11-04");
  }

  private int reconcile(String csv, String figures, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("invoice.csv"), csv);
    String[] words = new String[3 + options.length];
    words[0] = "usage";
    words[1] = "reconcile";
    words[2] = file.toString();
    System.arraycopy(options, 0, words, 3, options.length);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      return server.answer("/api/v1/usage", "{\"items\": [%s]}".formatted(figures)).run(words);
    }
  }

  private static final String MINI =
      """
      {"group":{"provider":"openai","model":"gpt-4o-mini","day":"2026-11-03"},"calls":3,\
      "quantities":{"calls":3,"input_tokens":120,"cached_input_tokens":40,"output_tokens":45,\
      "reasoning_tokens":5},"cost":"0.5","currency":"USD","estimatedCost":"0.05",\
      "doubtfulCost":"0","priceLists":["l v1 of 2026-11-01"],"unpriced":[]}""";
}
