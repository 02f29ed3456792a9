package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CacheCommandTest {

  private static final String PATH = "/api/v1/cache";
  private static final String ROUTE =
      """
      {"route":"support","hits":12,"shared":5,"similar":3,"misses":4,\
      "saved":[{"amount":"0.5","currency":"EUR"},{"amount":"1.25","currency":"USD"}],\
      "entries":4,"bytes":8192}\
      """;

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  private String run(String items, String... words) {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PATH, "{\"items\": [%s]}".formatted(items));
      assertThat(server.run(words)).isZero();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachRouteStandsInALine() {
    assertThat(run(ROUTE, "cache", "stats"))
        .isEqualTo(
            """
            route    hits  shared  similar  misses  saved              entries  bytes
            support  12    5       3        4       0.5 EUR, 1.25 USD  4        8192
            """);
  }

  @Test
  void forProgramsEachIsAnObject() {
    assertThat(run(ROUTE, "cache", "stats", "--json").strip()).isEqualTo(ROUTE);
  }

  @Test
  void withoutOneItSaysSo() {
    assertThat(run("", "cache", "stats")).contains("No route's cache was asked");
  }

  @Test
  void aPurgeNamesItsRouteAndTellsHowManyAreGone() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(PATH, "{\"forgotten\": 7}");

      assertThat(server.run("cache", "purge", "--route", "support")).isZero();

      assertThat(server.query(PATH)).isEqualTo("route=support");
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("7 answers are forgotten.\n");
  }

  @Test
  void withoutAWordForWhatToDoItIsBadInput() {
    assertThat(Main.commandLine("").execute("cache")).isEqualTo(CliException.BAD_INPUT);
  }
}
