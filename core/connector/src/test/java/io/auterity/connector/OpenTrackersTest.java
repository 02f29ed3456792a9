package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.TrackerQuestions.Named;
import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssuePriority;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueTransition;
import io.auterity.spi.tracker.IssueTransitionQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trackers whose vendors describe their API in part or in words alone. */
@Tag("generated")
class OpenTrackersTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final String AT = "2026-05-06T07:08:09.123456+00:00";

  private static Ref mine(String id) {
    return new Ref("mine", id);
  }

  @Test
  void bitbucketsRequestsAreThoseOfItsDescription() throws IOException {
    String issue =
        """
        {"id": 7, "repository": {"full_name": "octo/hello"}, "title": "T", "content": {"raw": "B"}, "state": "new",
         "kind": "bug", "priority": "blocker", "created_on": "%1$s", "updated_on": "%1$s", "assignee": {"account_id": "a"},
         "milestone": {"id": 5, "name": "M"}, "reporter": {"account_id": "r"}}
        """
            .formatted(AT);
    String comment =
        "{\"id\": 3, \"content\": {\"raw\": \"B\"}, \"created_on\": \"%s\", \"updated_on\": null, \"user\": {\"account_id\": \"a\"}}"
            .formatted(AT);
    String repository =
        "{\"full_name\": \"octo/hello\", \"name\": \"hello\", \"is_private\": true, \"created_on\": \"%1$s\", \"updated_on\": \"%1$s\"}"
            .formatted(AT);
    String next = "], \"next\": \"https://api.bitbucket.org/2.0/x?page={n}\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("bitbucket")
            .when("DELETE .*", "")
            .when("GET .*/milestones .*", "{\"values\": [{\"id\": 5, \"name\": \"M\"}" + next)
            .when("GET .*/milestones/5 .*", "{\"id\": 5, \"name\": \"M\"}")
            .when("GET .*/comments .*", "{\"values\": [" + comment + next)
            .when("(POST|PUT) .*/comments.*", comment)
            .when("GET .*/issues .*", "{\"values\": [" + issue + next)
            .when("(GET|POST|PUT) .*/issues.*", issue)
            .when("GET /2.0/repositories .*", "{\"values\": [" + repository + next)
            .when("(GET|POST|PUT) .*", repository);

    TrackerQuestions.ask(
        vendor,
        new Named(
            "octo/hello",
            "octo/hello#7",
            "octo/hello#8",
            "octo/hello#7/comments/3",
            "",
            "octo/hello/milestones/5",
            "resolved",
            ""));

    VendorWitness witness = new VendorWitness("bitbucket-cloud-openapi3.json.gz", "/2.0");
    TreeSet<String> faults = new TreeSet<>();
    vendor.requests().forEach(request -> faults.addAll(witness.faults(request)));
    assertThat(vendor.requests()).hasSizeGreaterThan(40);
    EVIDENCE.described(
        vendor,
        vendor.requests().stream().filter(each -> witness.faults(each).isEmpty()).toList(),
        "bitbucket-cloud-openapi3.json.gz");
    // Pages, filters, the order of issues and what a person is are described in words.
    assertThat(faults)
        .allMatch(
            fault ->
                fault.matches(
                    "no query parameter (page|pagelen|q|sort)|no field assignee.account_id"
                        + "|no body"));
    assertThat(vendor.requests())
        .extracting(request -> String.valueOf(request.uri().getQuery()))
        .anyMatch(query -> query.contains("assignee.account_id = \"ada\" AND milestone.id = 5"));
  }

  private static AnsweringVendor plane(String group) {
    String item =
        """
        {"id": "w7", "project": "p1", "sequence_id": 7, "name": "T", "description_html": "<p>B</p>", "priority": "none",
         "state": {"id": "s1", "name": "Todo", "group": "%s"}, "labels": [{"id": "l1", "name": "bug"}],
         "assignees": [{"id": "ada"}], "created_at": "%2$s", "updated_at": "%2$s", "created_by": "u", "parent": "w8",
         "target_date": "2031-02-03"}
        """
            .formatted(group, AT);
    String page = "], \"next_cursor\": \"1:{n}:0\", \"next_page_results\": true}";
    String states =
        """
        {"results": [{"id": "s1", "name": "Todo", "group": "unstarted"}, {"id": "s2", "name": "Done", "group": "completed"}]}
        """;
    String comment =
        "{\"id\": \"c3\", \"comment_html\": \"<p>B</p>\", \"actor\": \"u\", \"created_at\": \"%1$s\", \"updated_at\": \"%1$s\"}"
            .formatted(AT);
    String label =
        "{\"id\": \"l1\", \"name\": \"bug\", \"color\": \"#d73a4a\", \"description\": \"\"}";
    String cycle =
        "{\"id\": \"y5\", \"name\": \"Week\", \"start_date\": null, \"end_date\": null, \"status\":"
            + " \"UPCOMING\"}";
    String project =
        "{\"id\": \"p1\", \"identifier\": \"PROJ\", \"name\": \"P\", \"description\": \"\","
            + " \"archived_at\": null}";
    return new AnsweringVendor("plane")
        .when("DELETE .*", "")
        .when("GET .*/users/me/ .*", "{\"id\": \"u\"}")
        .when(
            "GET .*/relations/ .*",
            "{\"blocking\": [\"w8\"], \"blocked_by\": [], \"duplicate\": [{\"id\": \"w9\"}],"
                + " \"relates_to\": []}")
        .when("POST .*/relations/.*", "")
        .when("POST .*/cycle-issues/ .*", "")
        .when("GET .*/cycle-issues/ .*", "{\"results\": [" + item + page)
        .when("GET .*/cycles/ .*", "{\"results\": [" + cycle + page)
        .when("(GET|POST|PATCH) .*/cycles/.*", cycle)
        .when("GET .*/states/ .*", states)
        .when("GET .*/labels/ .*", "{\"results\": [" + label + page)
        .when("(POST|PATCH) .*/labels/.*", label)
        .when("GET .*/comments/ .*", "{\"results\": [" + comment + page)
        .when("(POST|PATCH) .*/comments/.*", comment)
        .when("GET .*/work-items/ .*", "{\"results\": [" + item + page)
        .when("(GET|POST|PATCH) .*/work-items/.*", item)
        .when("GET .*/projects/ .*", "{\"results\": [" + project + page)
        .when("(GET|POST|PATCH) .*", project);
  }

  @Test
  void planeIsAskedForTheWholeKind() {
    AnsweringVendor vendor = plane("unstarted");

    TrackerQuestions.ask(
        vendor,
        new Named("p1", "p1/w7", "p1/w8", "p1/w7/c3", "p1/w7/blocks/w8", "p1/y5", "s2", "p1/l1"));

    assertThat(vendor.requests())
        .hasSizeGreaterThan(80)
        .allSatisfy(
            request ->
                assertThat(request.uri().getPath())
                    .matches(
                        "/api/v1/(users/me/|workspaces/12/projects/.*/|workspaces/12/projects/)"));
  }

  @Test
  void aLabelOfPlaneBeyondTheFirstPageIsNotToldMissing() {
    for (boolean more : new boolean[] {true, false}) {
      AnsweringVendor vendor =
          new AnsweringVendor("plane")
              .when("GET .*/labels/ .*", "{\"results\": [], \"next_page_results\": " + more + "}");

      Failures.expect(
          more ? FailureCode.UNSUPPORTED : FailureCode.INVALID,
          () ->
              vendor.tracker.updateIssue(
                  IssueUpdate.builder(mine("p1/w7")).labels(Change.to(List.of("late"))).build(),
                  vendor.call("issue.update")));
    }
  }

  @Test
  void aWorkItemOfPlaneIsRead() {
    AnsweringVendor vendor = plane("completed");

    Issue issue = vendor.tracker.getIssue(new WhichIssue(mine("p1/w7")), vendor.call("issue.get"));

    assertThat(issue.state()).isEqualTo(IssueState.CLOSED);
    assertThat(issue.body()).isEqualTo("B");
    assertThat(issue.priority()).isNull();
    assertThat(issue.labels()).containsExactly("bug");
    assertThat(issue.parent()).isEqualTo(mine("p1/w8"));
  }

  private static final Json.Obj BOARD =
      Json.EMPTY
          .with("api", Json.of("https://vendor.example"))
          .with("workspace", Json.of(""))
          .with("text", Json.of("long_text"))
          .with("status", Json.of("status"))
          .with("done", Json.of("Done"))
          .with("open", Json.of("Working on it"))
          .with("labels", Json.of("dropdown"))
          .with("people", Json.of("person"))
          .with("priority", Json.of("priority"))
          .with("due", Json.of("date"));

  private static AnsweringVendor monday(String status) {
    String item =
        """
        {"id": "7", "name": "T", "state": "active", "url": "https://x", "created_at": "%2$s", "updated_at": "%2$s",
         "creator": {"id": "9"}, "board": {"id": "1"}, "group": {"title": "G"}, "parent_item": null, "column_values": [
         {"id": "long_text", "text": "B", "value": "{}"}, {"id": "status", "text": "%1$s", "value": "{}"},
         {"id": "dropdown", "text": "bug, old, docs", "value": "{}", "values": [{"label": "bug, old"}, {"label": "docs"}]}, {"id": "priority", "text": "Critical", "value": "{}"},
         {"id": "person", "text": "Ada", "value": "{\\"personsAndTeams\\": [{\\"id\\": 4, \\"kind\\": \\"person\\"}]}"},
         {"id": "date", "text": "2031-02-03", "value": "{\\"date\\": \\"2031-02-03\\"}"}]}
        """
            .formatted(status, AT);
    String board = "{\"id\": \"1\", \"name\": \"B\", \"description\": \"\", \"state\": \"active\"}";
    String update =
        "{\"id\": \"3\", \"item_id\": \"7\", \"body\": \"<p>B</p>\", \"creator_id\": \"9\", \"created_at\": \"%1$s\", \"updated_at\": \"%1$s\"}"
            .formatted(AT);
    String settings =
        "{\"labels\": {\"0\": \"Working on it\", \"1\": \"Done\"}}".replace("\"", "\\\"");
    String labels = "{\"labels\": [{\"id\": 1, \"name\": \"bug\"}]}".replace("\"", "\\\"");
    return new AnsweringVendor("monday", BOARD)
        .when(".*create_board.*", "{\"data\": {\"create_board\": " + board + "}}")
        .when(
            ".*(update_board|archive_board|delete_board|delete_item|delete_update|change_).*",
            "{\"data\": {\"x\": {\"id\": \"1\"}}}")
        .when(
            ".*create_subitem.*",
            "{\"data\": {\"create_subitem\": {\"id\": \"7\", \"board\": {\"id\": \"1\"}}}}")
        .when(
            ".*create_item.*",
            "{\"data\": {\"create_item\": {\"id\": \"7\", \"board\": {\"id\": \"1\"}}}}")
        .when(".*(create_update).*", "{\"data\": {\"create_update\": " + update + "}}")
        .when(".*(edit_update).*", "{\"data\": {\"edit_update\": " + update + "}}")
        .when(".*updates\\(.*", "{\"data\": {\"items\": [{\"updates\": [" + update + "]}]}}")
        .when(
            ".*items_page.*",
            "{\"data\": {\"boards\": [{\"items_page\": {\"cursor\": \"c{n}\", \"items\": ["
                + item
                + "]}}]}}")
        .when(
            ".*columns\\(ids.*items\\(.*|.*items\\(.*columns\\(ids.*",
            "{\"data\": {\"items\": [{\"column_values\": [{\"text\": \""
                + status
                + "\"}], \"board\": {\"columns\": [{\"settings_str\": \""
                + settings
                + "\"}]}}]}}")
        .when(
            ".*columns\\(ids.*",
            "{\"data\": {\"boards\": [{\"id\": \"1\", \"columns\": [{\"settings_str\": \""
                + labels
                + "\"}]}]}}")
        .when(".*items\\(.*", "{\"data\": {\"items\": [" + item + "]}}")
        .when(".*boards\\(.*", "{\"data\": {\"boards\": [" + board + "]}}");
  }

  @Test
  void mondayIsAskedForTheWholeKind() {
    AnsweringVendor vendor = monday("Working on it");

    TrackerQuestions.ask(vendor, new Named("1", "7", "8", "3", "", "", "Done", ""));

    assertThat(vendor.requests())
        .hasSizeGreaterThan(80)
        .allSatisfy(request -> assertThat(request.uri()).hasToString("https://vendor.example/v2"));
    assertThat(vendor.requests())
        .extracting(request -> new String(request.body(), UTF_8))
        .anyMatch(body -> body.contains("{\\\"label\\\":\\\"Done\\\"}"));
  }

  @Test
  void anItemOfMondayIsReadByTheColumnsOfItsBoard() {
    AnsweringVendor vendor = monday("Done");

    Issue issue = vendor.tracker.getIssue(new WhichIssue(mine("7")), vendor.call("issue.get"));
    List<IssueTransition> ways =
        vendor
            .tracker
            .listTransitions(
                new IssueTransitionQuery(mine("7"), null, null), vendor.call("transition.list"))
            .items();
    vendor.tracker.applyTransition(
        new IssueMove(mine("7"), ways.getFirst().ref()), vendor.call("transition.apply"));

    assertThat(issue.state()).isEqualTo(IssueState.CLOSED);
    assertThat(issue.body()).isEqualTo("B");
    assertThat(issue.labels()).containsExactly("bug, old", "docs");
    assertThat(issue.assignees()).containsExactly("4");
    assertThat(issue.priority()).isEqualTo(IssuePriority.URGENT);
    assertThat(issue.dueOn()).hasToString("2031-02-03");
    assertThat(ways).extracting(IssueTransition::name).containsExactly("Working on it");
  }

  @Test
  void mondaysComplexityIsALimitOfCalls() {
    String spent =
        """
        {"errors": [{"message": "Complexity budget exhausted", "extensions": {"code": "COMPLEXITY_BUDGET_EXHAUSTED",
         "retry_in_seconds": 13}}]}
        """;
    AnsweringVendor vendor = new AnsweringVendor("monday", BOARD).when(".*", spent);

    Failures.expect(
        FailureCode.RATE_LIMITED,
        () -> vendor.tracker.getIssue(new WhichIssue(mine("7")), vendor.call("issue.get")));
  }

  @Test
  void whatMondayRefusesIsToldByItsCode() {
    String lost =
        "{\"errors\": [{\"message\": \"no such item\", \"extensions\": {\"code\":"
            + " \"InvalidItemIdException\"}}]}";
    AnsweringVendor vendor = new AnsweringVendor("monday", BOARD).when(".*", lost);
    IssueUpdate update = IssueUpdate.builder(mine("7")).title(Change.to("New")).build();

    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> vendor.tracker.updateIssue(update, vendor.call("issue.update")));
    WireRequest sent = vendor.requests().getFirst();
    assertThat(sent.headers()).containsEntry("api-version", List.of("2025-10"));
  }
}
