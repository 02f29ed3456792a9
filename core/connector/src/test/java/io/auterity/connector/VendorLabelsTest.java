package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.testkit.contract.Failures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels are names here, and ids or texts of queries at the vendors. */
class VendorLabelsTest {

  private static final String GITEA_ISSUE =
      """
      {"number": %d, "title": "t", "body": "b", "state": "open", "labels": [{"name": "%s"}],
       "created_at": "2024-05-06T07:08:09Z", "updated_at": "2024-05-06T07:08:09Z",
       "repository": {"full_name": "octo/hello"}}
      """;
  private static final String LINEAR_ISSUE =
      """
      {"identifier": "ENG-7", "title": "t", "description": null, "url": "u", "priority": 0,
       "createdAt": "2024-05-06T07:08:09.123Z", "updatedAt": "2024-05-06T07:08:09.123Z",
       "team": {"key": "OPS"}, "state": {"name": "Todo", "type": "unstarted"},
       "labels": {"nodes": []}, "assignee": null}
      """;

  private static AnsweringVendor gitea() {
    return new AnsweringVendor("gitea")
        .when("GET .*/labels .*", "[{\"id\": 3, \"name\": \"bug\"}, {\"id\": 4, \"name\": \"ui\"}]")
        .when("PUT .*/labels .*", "[]")
        .when(
            "GET .*/issues .*",
            "[" + GITEA_ISSUE.formatted(1, "bug") + "," + GITEA_ISSUE.formatted(2, "a,b") + "]")
        .when(".*", GITEA_ISSUE.formatted(7, "bug"));
  }

  /** Labels of that name, one after the other. */
  private static AnsweringVendor linear(String... names) {
    StringBuilder labels = new StringBuilder();
    for (String name : names) {
      labels
          .append(labels.isEmpty() ? "" : ",")
          .append("{\"id\": \"%s%d\", \"name\": \"%s\"}".formatted(name, labels.length(), name));
    }
    String found = "\"issueLabels\": {\"nodes\": [" + labels + "]}";
    return new AnsweringVendor("linear")
        .when(
            ".*teams\\(filter.*",
            "{\"data\": {\"teams\": {\"nodes\": [{\"id\": \"1\"}]}, " + found + "}}")
        .when(
            ".*states \\{.*",
            "{\"data\": {\"issue\": {\"state\": {\"type\": \"unstarted\"}, \"team\": {\"key\":"
                + " \"OPS\", \"states\": {\"nodes\": []}}}, "
                + found
                + "}}")
        .when(".*issueLabels\\(.*", "{\"data\": {" + found + "}}")
        .when(".*issueCreate.*", "{\"data\": {\"issueCreate\": {\"issue\": " + LINEAR_ISSUE + "}}}")
        .when(
            ".*issueUpdate.*", "{\"data\": {\"issueUpdate\": {\"issue\": " + LINEAR_ISSUE + "}}}");
  }

  private static void create(AnsweringVendor vendor, String project, String... labels) {
    vendor.tracker.createIssue(
        new NewIssue(new Ref("mine", project), "Title", null, List.of(labels), null),
        vendor.call("issue.create"));
  }

  private static void update(AnsweringVendor vendor, String issue, Change<List<String>> labels) {
    vendor.tracker.updateIssue(
        new IssueUpdate(
            new Ref("mine", issue), Change.to("New"), Change.keep(), Change.keep(), labels),
        vendor.call("issue.update"));
  }

  private static List<String> keys(AnsweringVendor vendor, String label) {
    Page<Issue> page =
        vendor.tracker.listIssues(
            new IssueQuery(new Ref("mine", "octo/hello"), null, label, null, null),
            vendor.call("issue.list"));
    return page.items().stream().map(Issue::key).toList();
  }

  private static void assertUnknown(Runnable call) {
    Failure failure = Failures.expect(FailureCode.INVALID, call::run);
    assertThat(failure.fields()).containsKey("labels");
  }

  /** The server leaves labels out that it does not know, and takes a comma for "or". */
  @Test
  void aListOfGiteaHoldsIssuesOfTheLabelAlone() {
    assertThat(keys(gitea(), "nosuch")).isEmpty();
    assertThat(keys(gitea(), "bug")).containsExactly("octo/hello#1");
    assertThat(keys(gitea(), "a,b")).containsExactly("octo/hello#2");
  }

  @Test
  void aLabelThatGiteaLacksIsRefusedBeforeAnythingIsWritten() {
    AnsweringVendor created = gitea();
    AnsweringVendor updated = gitea();

    assertUnknown(() -> create(created, "octo/hello", "bug", "nosuch"));
    assertUnknown(() -> update(updated, "octo/hello#7", Change.to(List.of("nosuch"))));

    assertThat(created.requests()).hasSize(1);
    assertThat(updated.requests()).hasSize(1);
  }

  @Test
  void aLabelThatIsSaidTwiceIsOneLabelOfGitea() {
    AnsweringVendor created = gitea();
    AnsweringVendor updated = gitea();

    create(created, "octo/hello", "bug", "bug");
    update(updated, "octo/hello#7", Change.to(List.of("ui", "ui")));

    assertThat(created.lastBody()).contains("\"labels\":[3]");
    assertThat(updated.requests().get(1).body()).asString().isEqualTo("{\"labels\":[4]}");
  }

  @Test
  void labelsOfLinearAreThoseOfTheTeamOrOfAllTeams() {
    AnsweringVendor created = linear("bug");
    AnsweringVendor updated = linear("bug");

    create(created, "ENG", "bug");
    update(updated, "ENG-7", Change.to(List.of("bug")));

    String ofTeam = "or: [{team: {null: true}}, {team: {key: {eq: $key}}}]";
    assertThat(created.requests().getFirst().body())
        .asString()
        .contains("first: 250", ofTeam)
        .contains("\"variables\":{\"key\":\"ENG\",\"labels\":[\"bug\"]}");
    // The issue has moved to another team since it was named.
    assertThat(updated.requests().get(1).body())
        .asString()
        .contains("first: 250", ofTeam)
        .contains("\"variables\":{\"key\":\"OPS\",\"labels\":[\"bug\"]}");
    assertThat(updated.lastBody()).contains("\"labelIds\":[\"bug0\"]");
  }

  @Test
  void aLabelThatLinearLacksIsRefusedThoughAnotherIsThereTwice() {
    AnsweringVendor created = linear("bug", "bug");
    AnsweringVendor updated = linear("bug", "bug");

    assertUnknown(() -> create(created, "ENG", "bug", "nosuch"));
    assertUnknown(() -> update(updated, "ENG-7", Change.to(List.of("bug", "nosuch"))));

    assertThat(created.requests()).hasSize(1);
    assertThat(updated.requests())
        .noneMatch(each -> new String(each.body(), StandardCharsets.UTF_8).contains("mutation"));
  }

  @Test
  void aLabelThatIsSaidTwiceIsOneLabelOfLinear() {
    AnsweringVendor vendor = linear("bug");

    create(vendor, "ENG", "bug", "bug");

    assertThat(vendor.lastBody()).contains("\"labelIds\":[\"bug0\"]");
  }

  @Test
  void labelsOfLinearAreClearedOrKept() {
    AnsweringVendor cleared = linear();
    AnsweringVendor kept = linear();

    update(cleared, "ENG-7", Change.clear());
    update(kept, "ENG-7", Change.keep());

    assertThat(cleared.lastBody()).contains("\"labelIds\":[]");
    assertThat(kept.lastBody()).doesNotContain("\"labelIds\"");
  }
}
