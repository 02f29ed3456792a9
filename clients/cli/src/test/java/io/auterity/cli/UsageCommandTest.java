package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class UsageCommandTest {

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void figuresStandInATableWithAColumnForEachUnit() {
    assertThat(usage("usage", "--by", "offer,label:team")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            offer     label:team  calls  images  input_tokens  cost   currency  estimated_cost  doubtful_cost  price_lists         unpriced  saved
            openai/a  "x", y      2              120           0.012  USD       0.002           0              l v1 of 2026-11-01
            openai/b              1      3                     0      USD       0               0                                  images    0.25
            """);
  }

  @Test
  void aMonthIsAskedFromItsFirstDayToThatOfTheNext() {
    try (AnsweringServer server = answering()) {
      assertThat(server.run("usage", "--month", "2026-12", "--zone", "Europe/Berlin", "--json"))
          .isZero();

      assertThat(server.query("/api/v1/usage"))
          .isEqualTo("limit=10000&by=offer&from=2026-12-01&to=2027-01-01&zone=Europe/Berlin");
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly(FIRST, SECOND);
  }

  @Test
  void csvIsQuotedWhereItMustBe() throws IOException {
    Path file = folder.resolve("usage.csv");

    assertThat(usage("usage", "--by", "offer,label:team", "--csv", file.toString())).isZero();

    assertThat(Files.readString(file))
        .isEqualTo(
            String.join(
                "\r\n",
                "offer,label:team,calls,images,input_tokens,cost,currency,estimated_cost,doubtful_cost,price_lists,unpriced,saved",
                "openai/a,\"\"\"x\"\", y\",2,,120,0.012,USD,0.002,0,l v1 of 2026-11-01,,",
                "openai/b,,1,3,,0,USD,0,0,,images,0.25",
                ""));
  }

  @Test
  void rowsAreWrittenAsTheyCome() throws IOException {
    Path file = folder.resolve("rows.csv");

    assertThat(usage("usage", "--rows", "--csv", file.toString())).isZero();

    assertThat(Files.readString(file).lines().skip(1))
        .containsExactly(
            "dec_1,1,2026-11-01T08:00:00Z,key_1,ann,ai.chat.create,openai/a,team/claims;"
                + " user/ann,\"{\"\"team\"\":\"\"x\"\"}\",\"{\"\"calls\"\":1}\",0.5,USD,l"
                + " v1,,true,false,,false,cheap");
  }

  @Test
  void parquetHoldsAmountsExactly() throws IOException {
    Path file = folder.resolve("usage.parquet");

    assertThat(usage("usage", "--by", "offer,label:team", "--parquet", file.toString())).isZero();

    // Two plain amounts of nine places, as they stand in the column behind its header.
    ByteBuffer costs = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    costs.putLong(12_000_000).putLong(0);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(bytes).startsWith("PAR1").endsWith("PAR1");
    assertThat(bytes).contains(new String(costs.array(), StandardCharsets.ISO_8859_1));
    assertThat(usage("usage", "--rows", "--parquet", file.toString())).isZero();
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("team/claims");
    assertThat(usage("usage", "--json", "--csv", "x")).isEqualTo(CliException.BAD_INPUT);
  }

  @Test
  void aTimeIsSaidInOneWay() {
    assertThat(usage("usage", "--month", "2026-11", "--from", "7d"))
        .isEqualTo(CliException.BAD_INPUT);
    assertThat(usage("usage", "--month", "November")).isEqualTo(CliException.BAD_INPUT);
  }

  private int usage(String... words) {
    try (AnsweringServer server = answering()) {
      return server.run(words);
    }
  }

  private AnsweringServer answering() {
    return new AnsweringServer(folder)
        .answer("/api/v1/usage", "{\"items\": [%s, %s]}".formatted(FIRST, SECOND))
        .answer("/api/v1/usage/rows", "{\"items\": [%s]}".formatted(ROW));
  }

  @Test
  void aSavingStandsRuleByRuleBetweenBaselineAndSettled() {
    try (AnsweringServer server = comparing(SAVING)) {
      assertThat(server.run("usage", "savings", "--baseline", "large/m", "--month", "2026-11"))
          .isZero();

      assertThat(server.query("/api/v1/usage/savings"))
          .isEqualTo("baseline=large/m&from=2026-11-01&to=2026-12-01");
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            rule          what                           calls  USD    p50 ms
            baseline      large/m                        3      4      1400
            cheap         cheapest: small/m 2, tiny/m 1  3      -3.5   700
            service flex                                 1      +0.5
            exact cache                                  2      -0.25  3
            settled                                      3      0.75
            Saved: 3.25 USD, at list v1 of 2026-11-01.
            Left out: 2 calls for 5.77 USD, unable (ai.embedding.create).
            Estimated, since their vendors did not tell all they used: 1 calls.
            """);
  }

  @Test
  void withoutABaselineItTellsWhatCouldBeOne() {
    try (AnsweringServer server = comparing("{\"choices\":[\"large/m\",\"small/m\"]}")) {
      assertThat(server.run("usage", "savings")).isEqualTo(CliException.BAD_INPUT);

      assertThat(server.query("/api/v1/usage/savings")).isEqualTo("null");
    }
  }

  @Test
  void ofABaselineThatIsGoneItTellsWhyAndWhatCouldBeOne() {
    PrintStream errors = System.err;
    System.setErr(System.out);
    try (AnsweringServer server =
        comparing("{\"choices\":[\"small/m\"],\"unusable\":\"baseline 'large/m' is gone\"}")) {
      assertThat(server.run("usage", "savings")).isEqualTo(CliException.BAD_INPUT);
    } finally {
      System.setErr(errors);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("baseline 'large/m' is gone; say --baseline")
        .contains("offers with prices: small/m");
  }

  private AnsweringServer comparing(String json) {
    return new AnsweringServer(folder).answer("/api/v1/usage/savings", json);
  }

  @Test
  void whatRoutesCouldDoBetterStandsWithItsFigures() {
    try (AnsweringServer server = recommending(RECOMMENDED)) {
      assertThat(server.run("usage", "recommendations", "--days", "7")).isZero();

      assertThat(server.query("/api/v1/usage/recommendations")).isEqualTo("days=7");
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            cheaper: small/m answers as well.
              saves   0.2025 USD a month
              seen    large/m: 50 answers, 0 failed, p50 900 ms, mean of 20 scores 0.75
              seen    small/m: 51 answers, 1 failed
              to do   name small/m before large/m.
            """);
  }

  @Test
  void whereNothingIsRecommendedItSaysFromWhenOnItIs() {
    try (AnsweringServer server =
        recommending("{\"days\":30,\"enough\":50,\"enoughScored\":20,\"items\":[]}")) {
      assertThat(server.run("usage", "recommendations")).isZero();
      assertThat(server.run("usage", "recommendations", "--days", "91"))
          .isEqualTo(CliException.BAD_INPUT);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("The calls of the last 30 days recommend nothing.")
        .contains("from 50 answers on, and 20 scores");
  }

  private AnsweringServer recommending(String json) {
    return new AnsweringServer(folder).answer("/api/v1/usage/recommendations", json);
  }

  private static final String RECOMMENDED =
      """
      {"days":7,"enough":50,"enoughScored":20,"items":[{"kind":"cheaper",\
      "finding":"small/m answers as well","action":"name small/m before large/m",\
      "saving":{"currency":"USD","perMonth":"0.2025"},"evidence":[\
      {"offer":"large/m","answers":50,"failed":0,"p50Ms":900.1,"scores":{"calls":20,"mean":0.75}},\
      {"offer":"small/m","answers":51,"failed":1}]}]}\
      """;

  private static final String SAVING =
      """
      {"choices":["large/m"],"figures":{"baseline":"large/m","currency":"USD","calls":3,\
      "priceLists":["list v1 of 2026-11-01"],"before":"4","after":"0.75","saved":"3.25",\
      "estimated":1,"p50Ms":1400.2,"steps":[\
      {"kind":"route","rule":"cheap","strategy":"cheapest","offers":[\
      {"offer":"small/m","calls":2},{"offer":"tiny/m","calls":1}],"calls":3,"change":"-3.5",\
      "p50Ms":700},\
      {"kind":"service","rule":"flex","offers":[],"calls":1,"change":"0.5"},\
      {"kind":"cache","offers":[],"calls":2,"change":"-0.25","p50Ms":3.1}],\
      "leftOut":[{"reason":"unable","currency":"USD","calls":2,"cost":"5.77",\
      "what":["ai.embedding.create"]}]}}\
      """;

  private static final String FIRST =
      """
      {"group":{"offer":"openai/a","label:team":"\\"x\\", y"},"calls":2,\
      "quantities":{"calls":2,"input_tokens":120},"cost":"0.012","currency":"USD",\
      "estimatedCost":"0.002","doubtfulCost":"0","priceLists":["l v1 of 2026-11-01"],\
      "unpriced":[]}\
      """;

  private static final String SECOND =
      """
      {"group":{"offer":"openai/b","label:team":""},"calls":1,\
      "quantities":{"calls":1,"images":3},"cost":"0","currency":"USD",\
      "estimatedCost":"0","doubtfulCost":"0","priceLists":[],"unpriced":["images"],"saved":"0.25"}\
      """;

  private static final String ROW =
      """
      {"decision":"dec_1","attempt":1,"at":"2026-11-01T08:00:00Z","key":"key_1",\
      "principal":"ann","capability":"ai.chat.create","offer":"openai/a",\
      "owners":["team/claims","user/ann"],"labels":{"team":"x"},"quantities":{"calls":1},\
      "cost":"0.5","currency":"USD","priceLists":["l v1"],"unpriced":[],\
      "estimated":true,"doubtful":false,"shadow":false,"route":"cheap"}\
      """;
}
