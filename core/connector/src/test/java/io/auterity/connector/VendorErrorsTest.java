package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.spi.Applied;
import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.WireRequest;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.NewSprint;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.testkit.contract.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors refuse is a failure of the code that callers and routes act on. */
class VendorErrorsTest {

  private static Failure createProject(AnsweringVendor vendor) {
    return Failures.of(
            () ->
                vendor.tracker.createProject(
                    new NewProject("KEY", "Name"), vendor.call("project.create")))
        .orElseThrow();
  }

  private static Failure getIssue(AnsweringVendor vendor, String issue) {
    return Failures.of(
            () ->
                vendor.tracker.getIssue(
                    new WhichIssue(new Ref("mine", issue)), vendor.call("issue.get")))
        .orElseThrow();
  }

  private static String linear(String message, String extensions) {
    return "{\"data\": null, \"errors\": [{\"message\": \"%s\", \"extensions\": {%s}}]}"
        .formatted(message, extensions);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          invalid input          | INVALID
          user error             | INVALID
          graphql error          | INVALID
          forbidden              | FORBIDDEN
          feature not accessible | FORBIDDEN
          usage limit exceeded   | QUOTA_EXHAUSTED
          authentication error   | UNAUTHENTICATED
          ratelimited            | RATE_LIMITED
          internal error         | UNAVAILABLE
          lock timeout           | UNAVAILABLE
          """)
  void aRefusalOfLinearWithStatus200GoesByItsType(String type, FailureCode code) {
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(".*", linear("Argument Validation Error", "\"type\": \"" + type + "\""));

    assertThat(getIssue(vendor, "ENG-7").code()).isEqualTo(code);
  }

  @Test
  void aFieldThatLinearDoesNotTakeIsTheCallersAndNotTriedAgain() {
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(
                ".*teams\\(filter.*",
                "{\"data\": {\"teams\": {\"nodes\": [{\"id\": \"1\"}]}, \"issueLabels\":"
                    + " {\"nodes\": []}}}")
            .when(
                ".*issueCreate.*",
                linear(
                    "Argument Validation Error",
                    "\"type\": \"invalid input\", \"code\": \"INVALID_INPUT\","
                        + " \"userPresentableMessage\": \"priority must not be greater than 4.\""));
    NewIssue issue =
        new NewIssue(
            new Ref("mine", "ENG"), "Title", null, null, Json.EMPTY.with("priority", Json.of(9)));

    Failure failure =
        Failures.expect(
            FailureCode.INVALID,
            () -> vendor.tracker.createIssue(issue, vendor.call("issue.create")));

    assertThat(failure.retryable()).isFalse();
    assertThat(failure.message()).endsWith("priority must not be greater than 4.");
  }

  @Test
  void whatLinearDoesNotFindIsNotFoundThoughItCallsThatInvalidInput() {
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(".*", linear("Entity not found: Issue", "\"type\": \"invalid input\""));

    assertThat(getIssue(vendor, "ENG-7").code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          projectKey  | Project 'X' uses this project key.                      | CONFLICT
          projectKey  | A project with that project key already exists.         | CONFLICT
          projectName | A project with that name already exists.                | CONFLICT
          projectKey  | Project keys must start with an uppercase letter.       | INVALID
          projectName | The project name must not exceed 80 characters.         | INVALID
          projectLead | The user is already inactive.                           | INVALID
          """)
  void aProjectThatJiraHasIsAConflict(String field, String message, FailureCode code) {
    AnsweringVendor vendor =
        new AnsweringVendor("jira")
            .when("GET .*/myself.*", "{\"accountId\": \"a1\"}")
            .when(
                "POST .*",
                400,
                "{\"errorMessages\": [], \"errors\": {\"%s\": \"%s\"}}".formatted(field, message));

    Failure failure = createProject(vendor);

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message())
        .isEqualTo("the vendor answered 400: %s: %s".formatted(field, message));
  }

  @Test
  void aPersonWhomGitlabDoesNotKnowIsNamedAndNobodyIsUnassigned() {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab").when("GET .*/users .*", "[]").when(".*", "{}");
    Ref issue = new Ref("mine", "octo/hello#7");

    Failure created =
        Failures.expect(
            FailureCode.INVALID,
            () ->
                vendor.tracker.createIssue(
                    NewIssue.builder(new Ref("mine", "octo/hello"), "A")
                        .assignees(List.of("nosuch"))
                        .build(),
                    vendor.call("issue.create")));
    Failure updated =
        Failures.expect(
            FailureCode.INVALID,
            () ->
                vendor.tracker.updateIssue(
                    IssueUpdate.builder(issue).assignees(Change.to(List.of("nosuch"))).build(),
                    vendor.call("issue.update")));

    for (Failure failure : List.of(created, updated)) {
      assertThat(failure.message()).isEqualTo("there is no user 'nosuch'");
      assertThat(failure.fields()).containsKey("assignees");
    }
    assertThat(vendor.requests()).extracting(WireRequest::method).containsOnly("GET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Offset pagination has a maximum allowed offset of 50000 for requests | UNSUPPORTED
          405 Method Not Allowed                                               | CONFLICT
          """)
  void aListOfGitlabThatIsTooLongForItsPagesSaysSo(String error, FailureCode code) {
    AnsweringVendor vendor =
        new AnsweringVendor("gitlab").when(".*", 405, "{\"error\": \"%s\"}".formatted(error));

    Failure failure = getIssue(vendor, "octo/hello#1");

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).contains(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea", "forgejo"})
  void aRepositoryIsNotDeletedAsAProject(String id) {
    AnsweringVendor vendor = new AnsweringVendor(id).when(".*", "{}");

    Failures.expect(
        FailureCode.UNSUPPORTED,
        () ->
            vendor.tracker.deleteProject(
                new WhichProject(new Ref("mine", "octo/hello")), vendor.call("project.delete")));
    assertThat(vendor.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          409 | The repository with the same name already exists. | CONFLICT
          422 | repository already exists                         | CONFLICT
          422 | name is reserved                                  | INVALID
          423 | the repository is archived                        | FORBIDDEN
          """)
  void whatGiteaRefusesGoesByStatusAndWords(int status, String message, FailureCode code) {
    AnsweringVendor vendor =
        new AnsweringVendor("gitea").when(".*", status, "{\"message\": \"" + message + "\"}");

    assertThat(createProject(vendor).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"message": "Validation Failed", "errors": [{"code": "already_exists"}]}                   | CONFLICT
          {"message": "Validation Failed", "errors": [{"message": "name already exists"}]}           | CONFLICT
          {"message": "Repository creation failed: name already exists", "errors": ["already there"]} | CONFLICT
          {"message": "Invalid request.\\n\\n\\"sha\\" wasn't supplied."}                            | CONFLICT
          {"message": "Validation Failed", "errors": [{"code": "missing_field"}]}                    | INVALID
          {"message": "The labels shall be known"}                                                   | INVALID
          """)
  void whatGithubHasAlreadyIsAConflictHoweverItSaysSo(String body, FailureCode code) {
    AnsweringVendor vendor = new AnsweringVendor("github").when(".*", 422, body);

    assertThat(createProject(vendor).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          You have exceeded a secondary rate limit. Please wait a few minutes | RATE_LIMITED
          You have triggered an abuse detection mechanism. Please retry       | RATE_LIMITED
          Resource not accessible by integration                              | FORBIDDEN
          """)
  void aSecondaryLimitOfGithubIsARateLimit(String message, FailureCode code) {
    AnsweringVendor vendor =
        new AnsweringVendor("github").when(".*", 403, "{\"message\": \"%s\"}".formatted(message));

    Failure failure = getIssue(vendor, "octocat/hello-world#1");

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.message()).contains(message);
    assertThat(failure.retryAfter() != null).isEqualTo(code == FailureCode.RATE_LIMITED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]} | RATE_LIMITED
          {"errors": [{"message": "You have exceeded a secondary rate limit. Please wait"}]} | RATE_LIMITED
          {"message": "You have exceeded a secondary rate limit", "documentation_url": "x"} | RATE_LIMITED
          {"data": {"repository": null}, "errors": [{"type": "NOT_FOUND"}]}             | NOT_FOUND
          {"data": {"repository": {"discussions": {"nodes": [], "pageInfo": {"hasNextPage": false}}}}, "errors": [{"type": "FORBIDDEN"}]} | FORBIDDEN
          {"data": {"repository": {"discussions": {"nodes": [], "pageInfo": {"hasNextPage": false}}}}, "errors": [{"message": "late"}]}   | UNAVAILABLE
          """)
  void whatGithubsGraphQlRefusesWithStatus200IsNoList(String body, FailureCode code) {
    AnsweringVendor vendor =
        new AnsweringVendor("github", Json.EMPTY)
            .when(".*", body)
            .headed("x-ratelimit-remaining", "0")
            .headed("x-ratelimit-reset", "1790000000")
            .headed("date", "Mon, 21 Sep 2026 14:12:20 GMT");
    Capability discussions =
        vendor.extensions().stream()
            .filter(each -> each.id().equals("github.discussion.list"))
            .findFirst()
            .orElseThrow();
    ExtensionValue input = new ExtensionValue(Json.EMPTY.with("repository", Json.of("octo/hello")));

    Failure failure = Failures.expect(code, () -> vendor.extension(discussions, input));

    assertThat(failure.applied()).isEqualTo(Applied.NO);
    assertThat(failure.retryAfter())
        .isEqualTo(code == FailureCode.RATE_LIMITED ? Duration.ofSeconds(60) : null);
  }

  @Test
  void aRefusalOfGithubInAnotherFormIsToldInItsWords() {
    AnsweringVendor vendor =
        new AnsweringVendor("github")
            .when(".*", 422, "{\"message\": \"Validation Failed\", \"errors\": \"not a list\"}");

    assertThat(getIssue(vendor, "octocat/hello-world#1").message())
        .endsWith("Validation Failed: not a list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitea", "forgejo"})
  void aBeginOfAMilestoneIsRefusedByItsName(String id) {
    AnsweringVendor vendor = new AnsweringVendor(id);
    NewSprint begun =
        new NewSprint(
            new Ref("mine", "octocat/hello-world"),
            "Week 1",
            Instant.parse("2031-02-03T00:00:00Z"),
            null);

    Failure failure =
        Failures.expect(
            FailureCode.UNSUPPORTED,
            () -> vendor.tracker.createSprint(begun, vendor.call("sprint.create")));

    assertThat(failure.fields()).containsOnlyKeys("startsAt");
    assertThat(vendor.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "INTERNAL_SERVER_ERROR, UNAVAILABLE, UNKNOWN",
    "API_TEMPORARILY_BLOCKED, UNAVAILABLE, NO",
    "InvalidColumnIdException, INVALID, NO",
    "ComplexityException, RATE_LIMITED, NO"
  })
  void aFaultOfMondaysOwnIsNotTheCallers(String name, FailureCode code, Applied applied) {
    AnsweringVendor vendor =
        new AnsweringVendor("monday")
            .when(
                ".*",
                "{\"data\": null, \"errors\": [{\"message\": \"m\", \"extensions\": {\"code\": \"%s\"}}]}"
                    .formatted(name));

    Failure failure =
        Failures.of(
                () ->
                    vendor.tracker.deleteIssue(
                        new WhichIssue(new Ref("mine", "7")), vendor.call("issue.delete")))
            .orElseThrow();

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.applied()).isEqualTo(applied);
  }

  @Test
  void whatLinearSaysItDidNotDoIsNotInDoubt() {
    AnsweringVendor vendor =
        new AnsweringVendor("linear")
            .when(".*", "{\"data\": {\"issueDelete\": {\"success\": false}}}");

    Failure failure =
        Failures.expect(
            FailureCode.CONFLICT,
            () ->
                vendor.tracker.deleteIssue(
                    new WhichIssue(new Ref("mine", "ENG-7")), vendor.call("issue.delete")));

    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }
}
