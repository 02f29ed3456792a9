package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

  private static final String LOG = "/api/v1/audit";
  private static final String ENTRY =
      """
      {"sequence":7,"entry":{"action":"control:key.write","address":"192.0.2.7",\
      "at":"2026-11-20T12:00:00Z","details":{"after":"sha256:00"},"id":"1","name":"=ann",\
      "outcome":"done","principal":"2","request":"POST /api/v1/keys","target":"key/a"}}\
      """;

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  private String run(String... words) {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(LOG, "{\"items\": [%s]}".formatted(ENTRY));
      assertThat(server.run(words)).isZero();
      return server.query(LOG);
    }
  }

  @Test
  void entriesAreATable() {
    run("audit", "list");

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            sequence  at                    who   action             target  outcome
            7         2026-11-20T12:00:00Z  =ann  control:key.write  key/a   done
            """);
  }

  @Test
  void forProgramsEachEntryIsAnObjectOnALine() {
    run("audit", "list", "--json");

    assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(ENTRY);
  }

  @Test
  void filtersAreAskedOfTheServer() {
    assertThat(
            run(
                "audit",
                "list",
                "--since",
                "7d",
                "--until",
                "1d",
                "--actor",
                "ann b",
                "--action",
                "control:*",
                "--target",
                "key/a",
                "--newest"))
        .isEqualTo(
            "limit=500&since=7d&until=1d&actor=ann+b&action=control:*&target=key/a&sort=-at");
  }

  @Test
  void aFileOfCsvHoldsNoFormula() throws IOException {
    Path file = folder.resolve("log.csv");

    run("audit", "list", "--csv", file.toString());

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "sequence,at,name,principal,address,action,request,target,outcome,details",
            "7,2026-11-20T12:00:00Z,'=ann,2,192.0.2.7,control:key.write,POST"
                + " /api/v1/keys,key/a,done,\"{\"\"after\"\":\"\"sha256:00\"\"}\"");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(file + ": 1 entries\n");
  }
}
