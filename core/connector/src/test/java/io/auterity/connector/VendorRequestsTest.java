package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.RawVariables;
import graphql.execution.ValuesResolver;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueCommentQuery;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueLinkType;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssuePriority;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueTransitionQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewIssueComment;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.NewIssueLink;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.NewSprint;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.ProjectUpdate;
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichIssueComment;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.spi.tracker.WhichIssueLink;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each operation with the least and the most of inputs, each state, each change set and cleared,
 * and a second page: every request is one of the vendor's own description.
 */
class VendorRequestsTest {

  private static final JsonMapper JSON = new JsonMapper();

  /** Ids as a vendor writes them. */
  private record Named(
      String project,
      String issue,
      String other,
      String comment,
      String link,
      String sprint,
      String transition) {

    Ref ref(String id) {
      return new Ref("mine", id);
    }
  }

  /** What stands around issues, where the file has it: each twice where there are two ways. */
  private static void surroundings(AnsweringVendor vendor, Named named) {
    Ref project = named.ref(named.project());
    Ref issue = named.ref(named.issue());
    Ref comment = named.ref(named.comment());
    Instant day = Instant.parse("2031-02-03T00:00:00Z");
    ask(vendor, "project.get", (t, call) -> t.getProject(new WhichProject(project), call));
    for (Change<String> text : changes("Text")) {
      ask(
          vendor,
          "project.update",
          (t, call) ->
              t.updateProject(
                  new ProjectUpdate(project, Change.keep(), text, Change.keep()), call));
    }
    for (boolean archived : new boolean[] {true, false}) {
      ask(
          vendor,
          "project.update",
          (t, call) ->
              t.updateProject(
                  new ProjectUpdate(project, Change.keep(), Change.to("Text"), Change.to(archived)),
                  call));
    }
    ask(vendor, "project.delete", (t, call) -> t.deleteProject(new WhichProject(project), call));
    ask(
        vendor,
        "issue.list",
        (t, call) ->
            t.listIssues(
                new IssueQuery(project, null, null, null, 1, "ada", named.ref(named.sprint())),
                call));
    ask(vendor, "issue.delete", (t, call) -> t.deleteIssue(new WhichIssue(issue), call));
    ask(
        vendor,
        "comment.create",
        (t, call) -> t.createComment(new NewIssueComment(issue, "# Text"), call));
    paged(
        vendor,
        "comment.list",
        (t, cursor, call) -> t.listComments(new IssueCommentQuery(issue, cursor, 1), call));
    ask(
        vendor,
        "comment.update",
        (t, call) -> t.updateComment(new IssueCommentUpdate(comment, "Text"), call));
    ask(
        vendor,
        "comment.delete",
        (t, call) -> t.deleteComment(new WhichIssueComment(comment), call));
    for (String more : new String[] {null, "It is wrong"}) {
      String color = more == null ? null : "d73a4a";
      ask(
          vendor,
          "label.create",
          (t, call) -> t.createLabel(new NewIssueLabel(project, "other", color, more), call));
    }
    paged(
        vendor,
        "label.list",
        (t, cursor, call) -> t.listLabels(new IssueLabelQuery(project, cursor, 1), call));
    ask(
        vendor,
        "label.delete",
        (t, call) -> t.deleteLabel(new WhichIssueLabel(project, "bug"), call));
    for (IssueLinkType type : IssueLinkType.values()) {
      ask(
          vendor,
          "link.create",
          (t, call) -> t.createLink(new NewIssueLink(issue, type, named.ref(named.other())), call));
    }
    paged(
        vendor,
        "link.list",
        (t, cursor, call) -> t.listLinks(new IssueLinkQuery(issue, cursor, 50), call));
    ask(
        vendor,
        "link.delete",
        (t, call) -> t.deleteLink(new WhichIssueLink(named.ref(named.link())), call));
    ask(
        vendor,
        "sprint.create",
        (t, call) -> t.createSprint(new NewSprint(project, "Week", day, day.plusSeconds(1)), call));
    paged(
        vendor,
        "sprint.list",
        (t, cursor, call) -> t.listSprints(new SprintQuery(project, cursor, 1), call));
    ask(
        vendor,
        "sprint.add",
        (t, call) -> t.addToSprint(new SprintIssue(named.ref(named.sprint()), issue), call));
    paged(
        vendor,
        "transition.list",
        (t, cursor, call) -> t.listTransitions(new IssueTransitionQuery(issue, cursor, 50), call));
    ask(
        vendor,
        "transition.apply",
        (t, call) -> t.applyTransition(new IssueMove(issue, named.ref(named.transition())), call));
  }

  /** Fields that not all vendors have: set one by one, and cleared. */
  private static void fields(AnsweringVendor vendor, Named named) {
    Ref issue = named.ref(named.issue());
    Ref parent = named.ref(named.other());
    LocalDate day = LocalDate.of(2031, 2, 3);
    Ref project = named.ref(named.project());
    List<NewIssue> created = new ArrayList<>();
    created.add(NewIssue.builder(project, "T").assignees(List.of("ada")).build());
    created.add(NewIssue.builder(project, "T").dueOn(day).build());
    created.add(NewIssue.builder(project, "T").parent(parent).build());
    List<IssueUpdate> changed = new ArrayList<>();
    for (IssuePriority priority : IssuePriority.values()) {
      created.add(NewIssue.builder(project, "T").priority(priority).build());
      changed.add(IssueUpdate.builder(issue).priority(Change.to(priority)).build());
    }
    changed.add(IssueUpdate.builder(issue).priority(Change.clear()).build());
    changes(List.of("ada"))
        .forEach(to -> changed.add(IssueUpdate.builder(issue).assignees(to).build()));
    changes(day).forEach(to -> changed.add(IssueUpdate.builder(issue).dueOn(to).build()));
    changes(parent).forEach(to -> changed.add(IssueUpdate.builder(issue).parent(to).build()));
    created.forEach(each -> ask(vendor, "issue.create", (t, call) -> t.createIssue(each, call)));
    changed.forEach(each -> ask(vendor, "issue.update", (t, call) -> t.updateIssue(each, call)));
  }

  /** Asks what the file has; it may say of an input that the vendor lacks it, by its name. */
  private static void ask(
      AnsweringVendor vendor, String operation, BiFunction<Tracker, Call, Object> asking) {
    try {
      assertThat(asking.apply(vendor.tracker, vendor.call(operation))).isNotNull();
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).as(operation + ": " + e).isEqualTo(FailureCode.UNSUPPORTED);
    }
  }

  private interface Listing {
    Page<?> of(Tracker tracker, @Nullable Cursor cursor, Call call);
  }

  private static void paged(AnsweringVendor vendor, String operation, Listing listing) {
    ask(
        vendor,
        operation,
        (tracker, call) -> {
          Page<?> page = listing.of(tracker, null, call);
          assertThat(page.items()).as(operation).isNotEmpty();
          return page.next() == null ? page : listing.of(tracker, page.next(), call);
        });
  }

  private static void everything(AnsweringVendor vendor, String project, String issue) {
    Tracker tracker = vendor.tracker;
    Ref ref = new Ref("mine", issue);
    tracker.createProject(new NewProject("KEY", "Name"), vendor.call("project.create"));
    Page<Project> projects =
        tracker.listProjects(new ProjectQuery(null, 1), vendor.call("project.list"));
    tracker.listProjects(new ProjectQuery(projects.next(), 1), vendor.call("project.list"));
    tracker.createIssue(
        new NewIssue(new Ref("mine", project), "A \"title\"", null, null, null),
        vendor.call("issue.create"));
    tracker.createIssue(
        new NewIssue(
            new Ref("mine", project), "Title", "# Body\n\n- a", List.of("bug"), Json.EMPTY),
        vendor.call("issue.create"));
    assertThat(tracker.getIssue(new WhichIssue(ref), vendor.call("issue.get")).ref())
        .isEqualTo(ref);
    for (IssueState state : new IssueState[] {null, IssueState.OPEN, IssueState.CLOSED}) {
      Page<Issue> page = list(vendor, state == null ? null : project, state, null);
      list(vendor, project, state, page.next());
    }
    for (Change<String> title : List.of(Change.<String>keep(), Change.to("New"))) {
      for (Change<String> body : changes("Text")) {
        for (Change<IssueState> state : states()) {
          for (Change<List<String>> labels : changes(List.of("bug"))) {
            tracker.updateIssue(
                new IssueUpdate(ref, title, body, state, labels), vendor.call("issue.update"));
          }
        }
      }
    }
  }

  private static <T> List<Change<T>> changes(T value) {
    return List.of(Change.keep(), Change.to(value), Change.clear());
  }

  private static List<Change<IssueState>> states() {
    List<Change<IssueState>> all = new ArrayList<>(List.of(Change.keep()));
    Arrays.stream(IssueState.values()).forEach(state -> all.add(Change.to(state)));
    return all;
  }

  private static Page<Issue> list(
      AnsweringVendor vendor,
      @Nullable String project,
      @Nullable IssueState state,
      @Nullable Cursor cursor) {
    String label = state == null ? null : "bug";
    return vendor.tracker.listIssues(
        new IssueQuery(project == null ? null : new Ref("mine", project), state, label, cursor, 1),
        vendor.call("issue.list"));
  }

  private static void assertDescribed(AnsweringVendor vendor, VendorWitness witness) {
    assertThat(vendor.requests()).hasSizeGreaterThan(100);
    for (WireRequest request : vendor.requests()) {
      assertThat(witness.faults(request))
          .describedAs(
              "%s %s %s"
                  .formatted(
                      request.method(),
                      request.uri(),
                      new String(request.body(), StandardCharsets.UTF_8)))
          .isEmpty();
    }
  }

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
        "{\"id\": 5, \"name\": \"Week\", \"state\": \"future\", \"startDate\":"
            + " \"2031-02-03T00:00:00.000Z\"}";
    String comment =
        "{\"id\": \"3\", \"body\": {\"type\": \"doc\", \"version\": 1, \"content\": []},"
            + " \"author\": {\"accountId\": \"a1\"}, \"created\": \"2024-05-06T07:08:09.123+0200\","
            + " \"updated\": \"2024-05-06T07:08:09.123+0200\"}";
    AnsweringVendor vendor =
        new AnsweringVendor("jira")
            .when("GET .*/myself.*", "{\"accountId\": \"a1\"}")
            .when("DELETE .*", "")
            .when("POST .*/issueLink .*", "")
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

    everything(vendor, "PROJ", "PROJ-7");
    Named named = new Named("PROJ", "PROJ-7", "PROJ-8", "PROJ-7/3", "10", "5", "31");
    surroundings(vendor, named);
    fields(vendor, named);

    VendorWitness witness = new VendorWitness("jira-cloud-platform-v3-2024.json.gz", "");
    // The search by tokens is newer than the description.
    List<WireRequest> older =
        vendor.requests().stream()
            .filter(request -> !request.uri().getPath().endsWith("/search/jql"))
            .toList();
    assertThat(vendor.requests().size() - older.size()).isEqualTo(7);
    VendorWitness boards = new VendorWitness("jira-software-v3-2022.json", "");
    assertThat(older)
        .allSatisfy(
            request ->
                assertThat(
                        (request.uri().getPath().contains("/agile/") ? boards : witness)
                            .faults(request))
                    .describedAs(request.uri() + new String(request.body(), StandardCharsets.UTF_8))
                    .isEmpty());
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
         "repository": {"full_name": "octo/hello"}}
        """;
    AnsweringVendor vendor =
        new AnsweringVendor("gitea")
            .when("DELETE .*", "")
            .when("GET .*/comments .*", "[" + comment + "]")
            .when("(POST|PATCH) .*/comments.*", comment)
            .when("POST .*/milestones .*", milestone)
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

    everything(vendor, "octo/hello", "octo/hello#7");
    Named named =
        new Named(
            "octo/hello",
            "octo/hello#7",
            "octo/hello#8",
            "octo/hello/comments/3",
            "octo/hello#7/blocks/octo/hello/8",
            "octo/hello/milestones/5",
            "close");
    surroundings(vendor, named);
    fields(vendor, named);

    assertDescribed(vendor, new VendorWitness("gitea-swagger-v1.json", "/api/v1"));
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
        "{\"id\": \"y1\", \"name\": null, \"number\": 3, \"isActive\": true, \"isPast\": false,"
            + " \"startsAt\": \"2031-02-03T00:00:00.000Z\", \"endsAt\":"
            + " \"2031-02-10T00:00:00.000Z\"}";
    String teams =
        "{\"nodes\": [{\"id\": \"1\", \"key\": \"ENG\", \"name\": \"Eng\"}],"
            + " \"pageInfo\": {\"hasNextPage\": true, \"endCursor\": \"c{n}\"}}";
    String labels = "{\"nodes\": [{\"id\": \"l1\", \"name\": \"bug\"}]}";
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(".*(Delete|ToSprint)\\(.*", data("{}"))
            .when(".*success.*", data("{}"))
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

    everything(vendor, "ENG", "ENG-7");
    Named named = new Named("ENG", "ENG-7", "ENG-8", "c1", "r1", "y1", "s2");
    surroundings(vendor, named);
    fields(vendor, named);

    GraphQLSchema schema = schema();
    assertThat(vendor.requests()).hasSizeGreaterThan(100);
    vendor.requests().forEach(request -> assertValid(schema, JSON.readTree(request.body())));
  }

  private static String data(String data) {
    return "{\"data\": " + data + "}";
  }

  private static GraphQLSchema schema() throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Repository.shared("specs/linear.graphql.gz")))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(text));
    }
  }

  private static void assertValid(GraphQLSchema schema, JsonNode body) {
    String document = body.get("query").asString();
    ParseAndValidateResult result =
        ParseAndValidate.parseAndValidate(
            schema, ExecutionInput.newExecutionInput(document).build());
    assertThat(result.getErrors()).describedAs(document).isEmpty();
    OperationDefinition operation =
        result.getDocument().getDefinitionsOfType(OperationDefinition.class).getFirst();
    Map<String, Object> variables =
        JSON.convertValue(body.get("variables"), new TypeReference<Map<String, Object>>() {});
    assertThat(
            ValuesResolver.coerceVariableValues(
                schema,
                operation.getVariableDefinitions(),
                new RawVariables(variables),
                GraphQLContext.getDefault(),
                Locale.ROOT))
        .isNotNull();
  }
}
