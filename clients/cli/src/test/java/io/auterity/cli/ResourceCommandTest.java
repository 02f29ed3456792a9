package io.auterity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ResourceCommandTest {

  @TempDir Path folder;

  @RegisterExtension final Printed out = new Printed();

  @Test
  void eachVersionStandsInALine() {
    run(
        "/api/v1/resources/route/triage/versions",
        """
        {"items": [{"version": 2, "at": "2026-11-22T00:00:00Z", "by": "ann", "ended": true},
                   {"version": 1, "at": "2026-11-21T00:00:00Z", "ended": false}]}
        """,
        "versions");

    assertThat(printed())
        .isEqualTo(
            """
            version  at                    by
            2        2026-11-22T00:00:00Z  ann  ended
            1        2026-11-21T00:00:00Z  -
            """);
  }

  @Test
  void eachDifferenceStandsUnderItsPlace() {
    run(
        "/api/v1/resources/route/triage/diff",
        """
        {"from": 1, "to": 2, "changes": [{"path": "use[0]", "before": "a", "after": "b"},
                                         {"path": "priority", "after": 5}]}
        """,
        "diff",
        "1",
        "2");

    assertThat(printed())
        .isEqualTo(
            """
            use[0]
              - "a"
              + "b"
            priority
              + 5
            """);
  }

  @Test
  void whatWasBroughtBackIsTold() {
    run(
        "/api/v1/resources/route/triage/rollback",
        "{\"kind\": \"route\", \"id\": \"triage\", \"version\": 3, \"changed\": true}",
        "rollback",
        "1");

    assertThat(printed()).isEqualTo("route triage version 3\n");
  }

  private static final String PRICED =
      """
      {"kind": "prices", "id": "mine", "version": 3, "appliedAt": "2026-11-22T00:00:00Z",
       "spec": {"currency": "USD", "asOf": "2026-11-01", "offers": {"a/b": {"input": "2.5", "per": 1000}}}}
      """;

  @Test
  void eachResourceStandsInALine() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/resources", "{\"items\": [%s]}".formatted(PRICED));
      assertThat(server.run("resource", "list")).isZero();
    }
    assertThat(printed())
        .isEqualTo(
            """
            kind    id    version  applied
            prices  mine  3        2026-11-22T00:00:00Z
            """);
  }

  @Test
  void oneKindIsListedAsJsonOnEachLine() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/resources/prices", "{\"items\": [%s]}".formatted(PRICED));
      assertThat(server.run("resource", "list", "prices", "--json")).isZero();
    }
    assertThat(printed().lines()).singleElement().asString().startsWith("{\"kind\":\"prices\"");
  }

  @Test
  void aResourceIsPrintedAsTheYamlThatAppliesIt() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/resources/prices/mine", PRICED);
      assertThat(server.run("resource", "get", "prices", "mine")).isZero();
    }
    assertThat(printed())
        .isEqualTo(
            """
            ---
            kind: prices
            id: mine
            spec:
              currency: USD
              asOf: "2026-11-01"
              offers:
                a/b:
                  input: "2.5"
                  per: 1000
            """);
  }

  @Test
  void whatIsKeptAsTextIsPrintedAsItWasWritten() {
    String text = "kind: workflow\nid: tidy # by hand\nspec: {steps: []}";
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer(
          "/api/v1/resources/workflow/tidy",
          ApiClient.mapper()
              .createObjectNode()
              .put("kind", "workflow")
              .put("id", "tidy")
              .put("yaml", text)
              .toString());
      assertThat(server.run("resource", "get", "workflow", "tidy")).isZero();
    }
    assertThat(printed()).isEqualTo("---\n%s\n".formatted(text));
  }

  @Test
  void nothingIsDeletedUnasked() {
    try (AnsweringServer server = new AnsweringServer(folder)) {
      server.answer("/api/v1/resources/route/triage", "{}");
      assertThat(server.run("resource", "delete", "route", "triage"))
          .isEqualTo(CliException.BAD_INPUT);
      assertThat(server.query("/api/v1/resources/route/triage")).isEmpty();

      assertThat(server.run("resource", "delete", "route", "triage", "--yes")).isZero();
      server.answer("/api/v1/resources/route/triage", 404, "{\"code\": \"not_found\"}");
      assertThat(server.run("resource", "delete", "route", "triage", "--yes"))
          .isEqualTo(CliException.BAD_INPUT);
    }
    assertThat(printed()).isEqualTo("route triage deleted\n");
  }

  private void run(String path, String answer, String verb, String... more) {
    String[] words = new String[4 + more.length];
    System.arraycopy(new String[] {"resource", verb, "route", "triage"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    try (AnsweringServer server = new AnsweringServer(folder)) {
      assertThat(server.answer(path, answer).run(words)).isZero();
    }
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
