package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts of vendors' query languages that lists are asked for with. */
class VendorQueriesTest {

  /** The query in Jira's language. */
  private static String jql(
      @Nullable String project, @Nullable IssueState state, @Nullable String label) {
    AnsweringVendor vendor = new AnsweringVendor("jira").when("GET .*", "{\"issues\": []}");
    vendor.tracker.listIssues(
        new IssueQuery(project == null ? null : new Ref("mine", project), state, label, null, null),
        vendor.call("issue.list"));
    for (String pair : vendor.requests().getLast().uri().getRawQuery().split("&", -1)) {
      if (pair.startsWith("jql=")) {
        return URLDecoder.decode(pair.substring("jql=".length()), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("no query");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
               |        |         | created >= '2000-01-01' ORDER BY created ASC
          PROJ |        |         | project = "PROJ" AND created >= '2000-01-01' ORDER BY created ASC
               | OPEN   |         | statusCategory != Done AND created >= '2000-01-01' ORDER BY created ASC
               | CLOSED |         | statusCategory = Done AND created >= '2000-01-01' ORDER BY created ASC
               |        | bug     | labels = "bug" AND created >= '2000-01-01' ORDER BY created ASC
          PROJ | OPEN   | a"b     | project = "PROJ" AND statusCategory != Done AND labels = "a\\"b" AND created >= '2000-01-01' ORDER BY created ASC
          PROJ | CLOSED | `a\\`    | project = "PROJ" AND statusCategory = Done AND labels = "a\\\\" AND created >= '2000-01-01' ORDER BY created ASC
          """)
  void jiraIsAskedForWhatTheQuerySays(
      @Nullable String project, @Nullable IssueState state, @Nullable String label, String jql) {
    assertThat(jql(project, state, label)).isEqualTo(jql);
  }

  @Test
  void aLabelDoesNotBecomeAPartOfTheQuery() {
    assertThat(jql("PROJ", null, "x\" OR project = \"SECRET"))
        .isEqualTo(
            "project = \"PROJ\" AND labels = \"x\\\" OR project = \\\"SECRET\" AND created >="
                + " '2000-01-01' ORDER BY created ASC");
    assertThat(jql(null, null, "a\nb")).startsWith("labels = \"a b\" AND ");
  }
}
