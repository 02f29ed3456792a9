package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.VendorWitness;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every request of a file of the product is one of the vendor's own description. */
@Tag("generated")
class VendorRequestsTest {

  private static final String PLATFORM = "jira-cloud-platform-v3-2024.json.gz";
  private static final String BOARDS = "jira-software-v3-2022.json";

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  @Test
  void jirasRequestsAreThoseOfItsDescription() throws IOException {
    String issue =
        """
        {"key": "PROJ-7", "fields": {"summary": "s", "description": null, "labels": [],
         "status": {"name": "To Do", "statusCategory": {"key": "new"}}, "issuetype": {"name": "Task"},
         "issuelinks": [{"id": "10", "type": {"name": "Blocks"}, "outwardIssue": {"key": "PROJ-8"}},
          {"id": "11", "type": {"name": "Duplicate"}, "outwardIssue": {"key": "PROJ-8"}},
          {"id": "12", "type": {"name": "Relates"}, "inwardIssue": {"key": "PROJ-8"}}],
         "created": "2024-05-06T07:08:09.123+0200", "updated": "2024-05-06T07:08:09.123+0200"}}
        """;
    String sprint =
        "{\"id\": 5, \"originBoardId\": 4, \"name\": \"Week\", \"state\": \"future\","
            + " \"startDate\": \"2031-02-03T00:00:00.000Z\"}";
    String comment =
        "{\"id\": \"3\", \"body\": {\"type\": \"doc\", \"version\": 1, \"content\": []},"
            + " \"author\": {\"accountId\": \"a1\"}, \"created\": \"2024-05-06T07:08:09.123+0200\","
            + " \"updated\": \"2024-05-06T07:08:09.123+0200\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("jira")
            .when("GET .*/myself.*", "{\"accountId\": \"a1\"}")
            .when("DELETE .*", "")
            .when("POST .*/issueLink .*", "")
            .when("GET .*/agile/1.0/board/4 .*", "{\"location\": {\"projectKey\": \"PROJ\"}}")
            .when("(GET|POST) .*/agile/1.0/sprint/5 .*", sprint)
            .when("POST .*/agile/1.0/backlog/issue .*", "")
            .when("GET .*/agile/1.0/board/.*", "{\"values\": [" + sprint + "], \"isLast\": false}")
            .when("GET .*/agile/1.0/board .*", "{\"values\": [{\"id\": 4}]}")
            .when("POST .*/agile/1.0/sprint .*", sprint)
            .when("POST .*/agile/1.0/sprint/5/issue .*", "")
            .when("GET .*/label .*", "{\"values\": [\"bug\"], \"isLast\": false}")
            .when(
                "GET .*/comment .*",
                "{\"startAt\": 0, \"total\": 2, \"comments\": [" + comment + "]}")
            .when("(POST|PUT) .*/comment.*", comment)
            .when("POST .*/project/PROJ/.*", "")
            .when("(GET|PUT) .*/project/PROJ .*", "{\"key\": \"PROJ\", \"name\": \"P\"}")
            .when("POST .*/project .*", "{\"id\": 1, \"key\": \"KEY\", \"self\": \"x\"}")
            .when(
                "GET .*/project/search .*",
                "{\"values\": [{\"key\": \"KEY\", \"name\": \"Name\"}], \"isLast\": false}")
            .when("POST .*/issue .*", "{\"id\": \"7\", \"key\": \"PROJ-7\"}")
            .when(
                "GET .*/transitions .*",
                "{\"transitions\": [{\"id\": \"31\", \"name\": \"Done\", \"to\": {\"name\":"
                    + " \"Done\", \"statusCategory\": {\"key\": \"done\"}}}]}")
            .when("GET .*/issue/PROJ-7 .*", issue)
            .when("(PUT|POST) .*/issue/PROJ-7.*", "")
            .when(
                "GET .*/search/jql .*",
                "{\"issues\": [" + issue + "], \"nextPageToken\": \"t{n}\"}");

    TrackerQuestions.Named named =
        new TrackerQuestions.Named("PROJ", "PROJ-7", "PROJ-8", "PROJ-7/3", "10", "5", "31", "bug");
    TrackerQuestions.ask(vendor, named);
    vendor.tracker.updateIssue(
        IssueUpdate.builder(new Ref("mine", "PROJ-7"))
            .extra(Change.to(Json.EMPTY.with("environment", Json.NULL)))
            .build(),
        vendor.call("issue.update"));
    assertThat(vendor.requests())
        .anyMatch(
            each -> new String(each.body(), StandardCharsets.UTF_8).contains("\"environment\":"));

    VendorWitness witness = new VendorWitness(PLATFORM, "");
    // The search by tokens is newer than the description.
    List<WireRequest> older =
        vendor.requests().stream()
            .filter(request -> !request.uri().getPath().endsWith("/search/jql"))
            .toList();
    assertThat(vendor.requests().size() - older.size()).isEqualTo(8);
    VendorWitness boards = new VendorWitness(BOARDS, "");
    assertThat(older)
        .allSatisfy(
            request ->
                assertThat(
                        (request.uri().getPath().contains("/agile/") ? boards : witness)
                            .faults(request))
                    .describedAs(request.uri() + new String(request.body(), StandardCharsets.UTF_8))
                    .isEmpty());
    Map<Boolean, List<WireRequest>> agile =
        older.stream()
            .collect(Collectors.partitioningBy(r -> r.uri().getPath().contains("/agile/")));
    EVIDENCE.described(vendor, agile.getOrDefault(false, List.of()), PLATFORM);
    EVIDENCE.described(vendor, agile.getOrDefault(true, List.of()), BOARDS);
  }

  @Test
  void theWitnessTellsWhatIsNotDescribed() throws IOException {
    VendorWitness witness = new VendorWitness("gitea-swagger-v1.json", "/api/v1");
    URI issues = URI.create("https://vendor.example/api/v1/repos/a/b/issues");
    byte[] body = "{\"titel\": \"x\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(witness.faults(WireRequest.json(issues, body)))
        .anyMatch(fault -> fault.contains("title"))
        .contains("no field titel");
    assertThat(witness.faults(WireRequest.get(URI.create(issues + "?stat=open"))))
        .containsExactly("no query parameter stat");
    assertThat(witness.faults(WireRequest.get(URI.create(issues + "/1/nothing"))))
        .containsExactly("no operation GET /repos/a/b/issues/1/nothing");
  }

  @Test
  void giteasRequestsAreThoseOfItsDescription() throws IOException {
    String comment =
        "{\"id\": 3, \"body\": \"b\", \"issue_url\": \"https://g/octo/hello/issues/7\", \"user\":"
            + " {\"login\": \"ada\"}, \"created_at\": \"2024-05-06T07:08:09Z\", \"updated_at\":"
            + " \"2024-05-06T07:08:09Z\"}";
    String milestone =
        "{\"id\": 5, \"title\": \"Week\", \"state\": \"open\", \"due_on\":"
            + " \"2031-02-03T00:00:00Z\"}";
    String repository = "{\"full_name\": \"octo/hello\", \"name\": \"hello\"}";
    String issue =
        """
        {"number": 7, "title": "t", "body": "b", "state": "open", "labels": [{"name": "bug"}],
         "created_at": "2024-05-06T07:08:09Z", "updated_at": "2024-05-06T07:08:09Z",
         "repository": {"full_name": "octo/hello"}, "due_date": null, "milestone": {"id": 5}}
        """;
    AnsweringVendor vendor =
        new AnsweringVendor("gitea")
            .when("DELETE .*", "")
            .when("GET .*/comments .*", "[" + comment + "]")
            .when("(POST|PATCH) .*/comments.*", comment)
            .when("POST .*/milestones .*", milestone)
            .when("(GET|PATCH) .*/milestones/5 .*", milestone)
            .when(
                "(GET|PATCH) .*/labels/3 .*",
                "{\"id\": 3, \"name\": \"bug\", \"color\": \"aabbcc\"}")
            .when("GET .*/milestones .*", "[" + milestone + "]")
            .when("(GET) .*/(blocks|dependencies) .*", "[" + issue + "]")
            .when("POST .*/labels .*", "{\"id\": 4, \"name\": \"other\", \"color\": \"d73a4a\"}")
            .when("(GET|PATCH) .*/repos/octo/hello .*", repository)
            .when("POST .*/user/repos .*", repository)
            .when("GET .*/user/repos .*", "[" + repository + "]")
            .when("GET .*/labels .*", "[{\"id\": 3, \"name\": \"bug\", \"color\": \"aabbcc\"}]")
            .when("PUT .*/labels .*", "[]")
            .when("GET .*/issues(/search)? .*", "[" + issue + "]")
            .when("(GET|POST|PATCH) .*/issues.*", issue);

    TrackerQuestions.Named named =
        new TrackerQuestions.Named(
            "octo/hello",
            "octo/hello#7",
            "octo/hello#8",
            "octo/hello/comments/3",
            "octo/hello#7/blocks/octo/hello/8",
            "octo/hello/milestones/5",
            "close",
            "octo/hello/labels/3");
    TrackerQuestions.ask(vendor, named);
    vendor.tracker.updateIssue(
        IssueUpdate.builder(new Ref("mine", "octo/hello#7"))
            .extra(Change.to(Json.EMPTY.with("ref", Json.of("main"))))
            .build(),
        vendor.call("issue.update"));
    assertThat(vendor.requests())
        .anyMatch(each -> new String(each.body(), StandardCharsets.UTF_8).contains("\"ref\":"));

    new VendorWitness("gitea-swagger-v1.json", "/api/v1").assertDescribes(vendor.requests(), 60);
    EVIDENCE.described(vendor, vendor.requests(), "gitea-swagger-v1.json");
  }

  @Test
  void linearsDocumentsAndVariablesAreThoseOfItsSchema() throws IOException {
    String issue =
        """
        {"identifier": "ENG-7", "title": "t", "description": null, "url": "u", "priority": 0,
         "createdAt": "2024-05-06T07:08:09.123Z", "updatedAt": "2024-05-06T07:08:09.123Z",
         "team": {"key": "ENG"}, "state": {"name": "Todo", "type": "unstarted"},
         "labels": {"nodes": []}, "assignee": null}
        """;
    String team = "{\"id\": \"1\", \"key\": \"ENG\", \"name\": \"Eng\"}";
    String comment =
        "{\"id\": \"c1\", \"body\": \"b\", \"issue\": {\"identifier\": \"ENG-7\"}, \"createdAt\":"
            + " \"2024-05-06T07:08:09.123Z\", \"updatedAt\": \"2024-05-06T07:08:09.123Z\"}";
    String relation =
        "{\"id\": \"r1\", \"type\": \"blocks\", \"issue\": {\"identifier\": \"ENG-7\"},"
            + " \"relatedIssue\": {\"identifier\": \"ENG-8\"}}";
    String cycle =
        "{\"id\": \"y1\", \"team\": {\"key\": \"ENG\"}, \"name\": null, \"number\": 3,"
            + " \"isActive\": true, \"isPast\": false, \"startsAt\": \"2031-02-03T00:00:00.000Z\","
            + " \"endsAt\": \"2031-02-10T00:00:00.000Z\"}";
    String teams =
        "{\"nodes\": [{\"id\": \"1\", \"key\": \"ENG\", \"name\": \"Eng\"}],"
            + " \"pageInfo\": {\"hasNextPage\": true, \"endCursor\": \"c{n}\"}}";
    String labels = "{\"nodes\": [{\"id\": \"l1\", \"name\": \"bug\"}]}";
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(".*(Delete|ToSprint)\\(.*", data("{}"))
            .when(".*success.*", data("{}"))
            .when(
                ".*issue\\(id: \\$id\\) \\{ cycle.*",
                data("{\"issue\": {\"cycle\": {\"id\": \"y1\"}}}"))
            .when(".*cycle\\(id.*", data("{\"cycle\": " + cycle + "}"))
            .when(".*cycleUpdate.*", data("{\"cycleUpdate\": {\"cycle\": " + cycle + "}}"))
            .when(
                ".*issueLabelUpdate.*",
                data(
                    "{\"issueLabelUpdate\": {\"issueLabel\": {\"id\": \"l1\", \"name\":"
                        + " \"bug\"}}}"))
            .when(".*teamUpdate.*", data("{\"teamUpdate\": {\"team\": " + team + "}}"))
            .when(
                ".*comment(Create|Update)\\(.*",
                data(
                    "{\"commentCreate\": {\"comment\": %1$s}, \"commentUpdate\": {\"comment\": %1$s}}"
                        .formatted(comment)))
            .when(
                ".*comments\\(.*",
                data(
                    "{\"issue\": {\"comments\": {\"nodes\": ["
                        + comment
                        + "], \"pageInfo\": {\"hasNextPage\": true, \"endCursor\": \"c{n}\"}}}}"))
            .when(
                ".*issueLabelCreate.*",
                data(
                    "{\"issueLabelCreate\": {\"issueLabel\": {\"id\": \"l\", \"name\":"
                        + " \"other\"}}}"))
            .when(
                ".*issueRelationCreate.*",
                data("{\"issueRelationCreate\": {\"issueRelation\": " + relation + "}}"))
            .when(
                ".*inverseRelations.*",
                data(
                    "{\"issue\": {\"relations\": {\"nodes\": ["
                        + relation
                        + "]}, \"inverseRelations\": {\"nodes\": []}}}"))
            .when(".*cycleCreate.*", data("{\"cycleCreate\": {\"cycle\": " + cycle + "}}"))
            .when(
                ".*cycles\\(.*",
                data(
                    "{\"cycles\": {\"nodes\": ["
                        + cycle
                        + "], \"pageInfo\": {\"hasNextPage\": true, \"endCursor\": \"c{n}\"}}}"))
            .when(
                ".*states\\(first.*",
                data(
                    "{\"issue\": {\"state\": {\"id\": \"s1\"}, \"team\": {\"states\": {\"nodes\":"
                        + " [{\"id\": \"s2\", \"name\": \"Done\", \"type\": \"completed\"}]}}}}"))
            .when(
                ".*teamCreate.*",
                data(
                    "{\"teamCreate\": {\"team\": {\"id\": \"1\", \"key\": \"KEY\", \"name\":"
                        + " \"N\"}}}"))
            .when(".*issueCreate.*", data("{\"issueCreate\": {\"issue\": " + issue + "}}"))
            .when(".*issueUpdate.*", data("{\"issueUpdate\": {\"issue\": " + issue + "}}"))
            .when(
                ".*teams\\(filter.*",
                data("{\"teams\": " + teams + ", \"issueLabels\": " + labels + "}"))
            .when(".*teams\\(first.*", data("{\"teams\": " + teams + "}"))
            .when(
                ".*states \\{.*",
                data(
                    "{\"issue\": {\"state\": {\"type\": \"unstarted\"}, \"team\": {\"key\":"
                        + " \"ENG\", \"states\": {\"nodes\": [{\"id\": \"s1\", \"type\":"
                        + " \"completed\"}, {\"id\": \"s2\", \"type\": \"unstarted\"}]}}},"
                        + " \"issueLabels\": "
                        + labels
                        + "}"))
            .when(".*issueLabels\\(.*", data("{\"issueLabels\": " + labels + "}"))
            .when(
                ".*issues\\(first.*",
                data(
                    "{\"issues\": {\"nodes\": ["
                        + issue
                        + "], \"pageInfo\": {\"hasNextPage\": true,"
                        + " \"endCursor\": \"c{n}\"}}}"))
            .when(".*issue\\(id.*", data("{\"issue\": " + issue + "}"));

    TrackerQuestions.Named named =
        new TrackerQuestions.Named("ENG", "ENG-7", "ENG-8", "c1", "r1", "y1", "s2", "l1");
    TrackerQuestions.ask(vendor, named);
    vendor.tracker.updateIssue(
        IssueUpdate.builder(new Ref("mine", "ENG-7"))
            .extra(Change.to(Json.EMPTY.with("estimate", Json.of(3))))
            .build(),
        vendor.call("issue.update"));
    assertThat(vendor.requests())
        .anyMatch(
            each -> new String(each.body(), StandardCharsets.UTF_8).contains("\"estimate\":"));

    new GraphQlWitness(linearSchema()).assertDescribes(vendor.requests(), 100);
    EVIDENCE.described(vendor, vendor.requests(), "linear.graphql.gz");
  }

  private static String data(String data) {
    return "{\"data\": " + data + "}";
  }

  /** The schema of Linear. */
  static String linearSchema() throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Repository.shared("specs/linear.graphql.gz")))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
