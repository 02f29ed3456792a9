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
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    assertThat(vendor.requests()).hasSizeGreaterThan(60);
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
         "created": "2024-05-06T07:08:09.123+0200", "updated": "2024-05-06T07:08:09.123+0200"}}
        """;
    AnsweringVendor vendor =
        new AnsweringVendor("jira")
            .when("GET .*/myself.*", "{\"accountId\": \"a1\"}")
            .when("POST .*/project .*", "{\"id\": 1, \"key\": \"KEY\", \"self\": \"x\"}")
            .when(
                "GET .*/project/search .*",
                "{\"values\": [{\"key\": \"KEY\", \"name\": \"Name\"}], \"isLast\": false}")
            .when("POST .*/issue .*", "{\"id\": \"7\", \"key\": \"PROJ-7\"}")
            .when(
                "GET .*/transitions .*",
                "{\"transitions\": [{\"id\": \"31\", \"to\": {\"statusCategory\": {\"key\":"
                    + " \"done\"}}}]}")
            .when("GET .*/issue/PROJ-7 .*", issue)
            .when("(PUT|POST) .*/issue/PROJ-7.*", "")
            .when(
                "GET .*/search/jql .*",
                "{\"issues\": [" + issue + "], \"nextPageToken\": \"t{n}\"}");

    everything(vendor, "PROJ", "PROJ-7");

    VendorWitness witness = new VendorWitness("jira-cloud-platform-v3-2024.json.gz", "");
    // The search by tokens is newer than the description.
    List<WireRequest> older =
        vendor.requests().stream()
            .filter(request -> !request.uri().getPath().endsWith("/search/jql"))
            .toList();
    assertThat(vendor.requests().size() - older.size()).isEqualTo(6);
    assertThat(older).allSatisfy(request -> assertThat(witness.faults(request)).isEmpty());
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
    String repository = "{\"full_name\": \"octo/hello\", \"name\": \"hello\"}";
    String issue =
        """
        {"number": 7, "title": "t", "body": "b", "state": "open", "labels": [{"name": "bug"}],
         "created_at": "2024-05-06T07:08:09Z", "updated_at": "2024-05-06T07:08:09Z",
         "repository": {"full_name": "octo/hello"}}
        """;
    AnsweringVendor vendor =
        new AnsweringVendor("gitea")
            .when("POST .*/user/repos .*", repository)
            .when("GET .*/user/repos .*", "[" + repository + "]")
            .when("GET .*/labels .*", "[{\"id\": 3, \"name\": \"bug\"}]")
            .when("PUT .*/labels .*", "[]")
            .when("GET .*/issues(/search)? .*", "[" + issue + "]")
            .when("(GET|POST|PATCH) .*/issues.*", issue);

    everything(vendor, "octo/hello", "octo/hello#7");

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
    String teams =
        "{\"nodes\": [{\"id\": \"1\", \"key\": \"ENG\", \"name\": \"Eng\"}],"
            + " \"pageInfo\": {\"hasNextPage\": true, \"endCursor\": \"c{n}\"}}";
    String labels = "{\"nodes\": [{\"id\": \"l1\", \"name\": \"bug\"}]}";
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
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

    GraphQLSchema schema = schema();
    assertThat(vendor.requests()).hasSizeGreaterThan(60);
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
