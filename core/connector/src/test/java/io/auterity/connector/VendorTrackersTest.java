package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.TrackerQuestions.Named;
import io.auterity.spi.Change;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every request of GitHub's, GitLab's and Asana's issues is one of the vendor's description. */
@Tag("generated")
class VendorTrackersTest {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  @Test
  void githubsRequestsAreThoseOfItsDescription() throws IOException {
    String issue =
        """
        {"id": 70, "number": 7, "title": "t", "body": null, "state": "open", "state_reason": null,
         "labels": [{"name": "bug"}], "assignees": [{"login": "ada"}], "milestone": {"number": 5},
         "user": {"login": "ada"}, "parent_issue_url": "https://api.github.com/repos/octo/hello/issues/8",
         "repository_url": "https://api.github.com/repos/octo/hello",
         "created_at": "2024-05-06T07:08:09Z", "updated_at": "2024-05-06T07:08:09Z"}
        """;
    String repository = "{\"full_name\": \"octo/hello\", \"name\": \"hello\"}";
    String comment =
        """
        {"id": 3, "body": "b", "user": {"login": "ada"}, "issue_url": "https://g/repos/octo/hello/issues/7",
         "created_at": "2024-05-06T07:08:09Z", "updated_at": "2024-05-06T07:08:09Z"}
        """;
    String milestone =
        """
        {"number": 5, "title": "Week", "state": "open", "due_on": null}
        """;
    String label = "{\"name\": \"bug\", \"color\": \"d73a4a\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .linked()
            .when("DELETE .*", "")
            .when("POST .*/user/repos .*", repository)
            .when("GET .*/user/repos .*", "[" + repository + "]")
            .when("(GET|PATCH) .*/repos/octo/hello .*", repository)
            .when("GET .*/comments .*", "[" + comment + "]")
            .when("(POST|PATCH) .*/comments.*", comment)
            .when("(POST|PATCH) .*/labels.*", label)
            .when("GET .*/labels .*", "[" + label + "]")
            .when("(GET|PATCH) .*/milestones/5 .*", milestone)
            .when("GET .*/issues/7 .*", issue)
            .when("GET .*/(blocking|blocked_by) .*", "[" + issue + "]")
            .when("POST .*/milestones .*", milestone)
            .when("GET .*/milestones .*", "[" + milestone + "]")
            .when("GET .*/issues .*", "[" + issue.replaceAll("\"https[^\"]*/8\"", "null") + "]")
            .when("(GET|POST|PATCH) .*/issues.*", issue);

    TrackerQuestions.ask(
        vendor,
        new Named(
            "octo/hello",
            "octo/hello#7",
            "octo/hello#8",
            "octo/hello/comments/3",
            "octo/hello#7/blocks/octo/hello/8",
            "octo/hello/milestones/5",
            "completed",
            "octo/hello:area/ui: new"));
    vendor.tracker.updateIssue(
        IssueUpdate.builder(new Ref("mine", "octo/hello#7"))
            .extra(Change.to(Json.EMPTY.with("state_reason", Json.of("completed"))))
            .build(),
        vendor.call("issue.update"));
    assertThat(vendor.requests())
        .anyMatch(each -> new String(each.body(), UTF_8).contains("\"state_reason\":"));

    // Of an issue's milestone the description says in words alone that null takes it away.
    List<WireRequest> described =
        vendor.requests().stream()
            .filter(request -> !new String(request.body(), UTF_8).contains("{\"milestone\":null}"))
            .toList();
    assertThat(vendor.requests().size() - described.size()).isEqualTo(1);
    new VendorWitness("github-api.json.gz", "").assertDescribes(described, 60);
    EVIDENCE.described(vendor, described, "github-api.json.gz");
  }

  /**
   * The description is one that others wrote, which proves nothing, and knows less than the vendor:
   * the rest is told apart.
   */
  @Test
  void gitlabsRequestsAreThoseOfItsDescriptionAsFarAsItGoes() throws IOException {
    String issue =
        """
        {"id": 70, "iid": 7, "title": "t", "description": null, "state": "opened", "labels": ["bug"],
         "references": {"full": "octo/hello#7"}, "assignees": [{"username": "ada"}],
         "milestone": {"id": 5, "title": "Week"}, "due_date": null, "link_type": "blocks", "issue_link_id": 9,
         "created_at": "2024-05-06T07:08:09.123Z", "updated_at": "2024-05-06T07:08:09.123Z"}
        """;
    String linked = issue.replace("octo/hello#7", "octo/hello#8");
    String project = "{\"path_with_namespace\": \"octo/hello\", \"name\": \"Hello\"}";
    String note =
        """
        {"id": 3, "body": "b", "author": {"username": "ada"},
         "created_at": "2024-05-06T07:08:09.123Z", "updated_at": "2024-05-06T07:08:09.123Z"}
        """;
    String milestone =
        """
        {"id": 5, "iid": 1, "title": "Week", "state": "active", "start_date": "2031-02-03", "due_date": null}
        """;
    String label = "{\"id\": 4, \"name\": \"bug\", \"color\": \"#d73a4a\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab")
            .linked()
            .when("DELETE .*", "")
            .when("GET .*/users .*", "[{\"id\": 12}]")
            .when("GET .*/notes .*", "[" + note + "]")
            .when("(POST|PUT) .*/notes.*", note)
            .when("GET .*/links .*", "[" + linked + "]")
            .when("POST .*/links .*", "{}")
            .when("GET .*/milestones .*", "[" + milestone + "]")
            .when("(GET|POST|PUT) .*/milestones.*", milestone)
            .when("GET .*/labels .*", "[" + label + "]")
            .when("(POST|PUT) .*/labels.*", label)
            .when("GET .*/issues .*", "[" + issue + "]")
            .when("(GET|POST|PUT) .*/issues.*", issue)
            .when("GET .*/projects .*", "[" + project + "]")
            .when("(GET|POST|PUT) .*/projects.*", project);

    TrackerQuestions.ask(
        vendor,
        new Named(
            "octo/hello",
            "octo/hello#7",
            "octo/hello#8",
            "octo/hello#7#3",
            "octo/hello#7#9",
            "octo/hello#5",
            "close",
            "octo/hello#4"));
    vendor.tracker.updateIssue(
        IssueUpdate.builder(new Ref("mine", "octo/hello#7"))
            .extra(Change.to(Json.EMPTY.with("discussion_locked", Json.of(true))))
            .build(),
        vendor.call("issue.update"));
    assertThat(vendor.requests())
        .anyMatch(each -> new String(each.body(), UTF_8).contains("\"discussion_locked\":"));

    VendorWitness witness = new VendorWitness("gitlab-community-2024.yaml", "/api");
    List<WireRequest> unknown =
        vendor.requests().stream()
            .filter(
                request ->
                    witness.faults(request).stream().anyMatch(f -> f.startsWith("no operation")))
            .toList();
    assertThat(unknown)
        .allSatisfy(
            request ->
                assertThat(request.method() + " " + request.uri().getPath())
                    .matches(
                        "GET /api/v4/(users|issues)"
                            + "|.*/(notes|links)(/\\d+)?"
                            + "|(POST|PUT|DELETE) /api/v4/projects(/octo/hello(/(un)?archive)?)?"));
    List<WireRequest> known = new ArrayList<>(vendor.requests());
    known.removeAll(unknown);
    assertThat(known).hasSizeGreaterThan(80);
    // All of GitLab's lists take the first, which this description names nowhere; the second is
    // how GitLab's own pages tell to take all labels off. Orders of projects and what happens to
    // milestones are those of issues in it, and otherwise on these pages.
    assertThat(known)
        .allSatisfy(
            request ->
                assertThat(witness.faults(request))
                    .describedAs(request.method() + " " + request.uri())
                    .isSubsetOf(
                        "no query parameter per_page",
                        "/labels: string found, array expected",
                        "no value of query parameter order_by: [id]",
                        "no value of query parameter state_event: [activate]",
                        "no value of query parameter state_event: [close]"));
  }

  @Test
  void asanasRequestsAreThoseOfItsDescription() throws IOException {
    String task =
        """
        {"gid": "7", "name": "t", "notes": "b", "completed": false, "projects": [{"gid": "1"}],
         "workspace": {"gid": "12"}, "tags": [{"gid": "3", "name": "bug"}], "assignee": {"gid": "a", "name": "Ada"},
         "created_at": "2024-05-06T07:08:09.123Z", "modified_at": "2024-05-06T07:08:09.123Z",
         "due_on": null, "parent": null, "memberships": []}
        """;
    String page = "], \"next_page\": {\"offset\": \"o{n}\"}}";
    String project = "{\"gid\": \"1\", \"name\": \"P\", \"notes\": \"\", \"archived\": false}";
    String story =
        """
        {"gid": "5", "type": "comment", "text": "b", "target": {"gid": "7"}, "created_by": {"gid": "a"},
         "created_at": "2024-05-06T07:08:09.123Z"}
        """;
    String tag = "{\"gid\": \"3\", \"name\": \"bug\", \"notes\": \"\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("asana")
            .when("DELETE .*", "{\"data\": {}}")
            .when("GET .*/stories .*", "{\"data\": [" + story + page)
            .when("(POST|PUT) .*/stories.*", "{\"data\": " + story + "}")
            .when("GET .*/tags .*", "{\"data\": [" + tag + page)
            .when("(POST|PUT) .*/tags.*", "{\"data\": " + tag.replace("bug", "other") + "}")
            .when("GET .*/projects .*", "{\"data\": [" + project + page)
            .when("(GET|POST|PUT) .*/projects.*", "{\"data\": " + project + "}")
            .when("GET .*/(dependencies|dependents) .*", "{\"data\": [" + task + "]}")
            .when("POST .*/tasks/7/(add|remove)[A-Z].*", "{\"data\": {}}")
            .when("GET .*/tasks .*", "{\"data\": [" + task + page)
            .when("(GET|POST|PUT) .*/tasks.*", "{\"data\": " + task + "}");

    TrackerQuestions.ask(vendor, new Named("1", "7", "8", "5", "7/blocks/8", "", "complete", "3"));
    vendor.tracker.updateIssue(
        IssueUpdate.builder(new Ref("mine", "7"))
            .extra(Change.to(Json.EMPTY.with("liked", Json.of(true))))
            .build(),
        vendor.call("issue.update"));
    assertThat(vendor.requests())
        .anyMatch(each -> new String(each.body(), UTF_8).contains("\"liked\":"));

    // Of a task's parent the description says in words alone that null takes it away.
    List<WireRequest> described =
        vendor.requests().stream()
            .filter(request -> !new String(request.body(), UTF_8).contains("{\"parent\":null}"))
            .toList();
    new VendorWitness("asana.yaml.gz", "/api/1.0").assertDescribes(described, 60);
    EVIDENCE.described(vendor, described, "asana.yaml.gz");
  }
}
