package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.Event;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What vendors send of themselves becomes events with the kind's records. */
class VendorWebhooksTest {

  private static final String SAMPLES =
      "fixtures/jenkins-x+go-scm/scm/driver/gitea/testdata/webhooks/";
  private static final String JIRA = "fixtures/atlascode-jira/e2e/wiremock-mappings/mockedteams/";

  private static final Map<String, WebhookFile> OPENED = new ConcurrentHashMap<>();

  /** A file is read once, however many deliveries it is shown. */
  private static WebhookFile opened(String file, String connector) {
    return OPENED.computeIfAbsent(
        file + " " + connector, key -> new WebhookFile(VendorFiles.plugin(file), connector));
  }

  private static WebhookFile gitea() {
    return opened("gitea", "gitea-issues");
  }

  private static WebhookReading gitea(String event, String file) throws IOException {
    return gitea(gitea(), event, file);
  }

  private static Event ofGiteaGit(String event, String file) throws IOException {
    return event(gitea(opened("gitea", "gitea"), event, file));
  }

  private static WebhookReading gitea(WebhookFile of, String event, String file)
      throws IOException {
    return of.signed(
        "x-gitea-signature",
        "",
        Files.readString(Repository.shared(SAMPLES + file)),
        Map.of("x-gitea-event", event, "x-gitea-delivery", "d-1"));
  }

  private static Event event(WebhookReading reading) {
    assertThat(reading).isInstanceOf(WebhookReading.Events.class);
    return ((WebhookReading.Events) reading).events().getFirst();
  }

  private static String text(Json.Obj record, String name) {
    return String.valueOf(record.text(name));
  }

  @ParameterizedTest
  @CsvSource({"issues_opened.json,created,open", "issues_closed.json,closed,closed"})
  void anIssueOfGitea(String file, String verb, String state) throws IOException {
    Event event = event(gitea("issues", file));

    assertThat(event.type()).isEqualTo("tracker.issue." + verb);
    assertThat(event.subject()).matches("\\S+/\\S+#\\d+");
    assertThat(text(event.record(), "state")).isEqualTo(state);
    assertThat(event.record().get("ref"))
        .isEqualTo(
            Json.EMPTY
                .with("provider", Json.of("mine"))
                .with("id", Json.of(String.valueOf(event.subject()))));
  }

  @ParameterizedTest
  @CsvSource({
    "issue_comment_created.json,created",
    "issue_comment_edited.json,updated",
    "issue_comment_deleted.json,deleted"
  })
  void aCommentOfGitea(String file, String verb) throws IOException {
    Event event = event(gitea("issue_comment", file));

    assertThat(event.type()).isEqualTo("tracker.comment." + verb);
    assertThat(text(event.record(), "issue")).isEqualTo(event.subject());
    assertThat(text(event.record(), "author")).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "issues,issues_opened.json,git.issue.created",
    "issues,issues_closed.json,git.issue.closed",
    "issue_comment,issue_comment_created.json,git.comment.created",
    "issue_comment,pull_request_comment_edited.json,git.comment.updated",
    "pull_request,pull_request_merged.json,git.pull_request.merged",
    "pull_request,pull_request_closed.json,git.pull_request.closed",
    "create,branch_create.json,git.branch.created",
    "delete,tag_delete.json,git.tag.deleted",
    "push,push.json,git.push"
  })
  void whatAGitHostOfGiteaTells(String event, String file, String type) throws IOException {
    Event told = ofGiteaGit(event, file);

    assertThat(told.type()).isEqualTo(type);
    assertThat(told.subject()).matches("\\S+/\\S+");
  }

  @Test
  void aCommentAtAGitHostSaysOfWhat() throws IOException {
    Event issue = ofGiteaGit("issue_comment", "issue_comment_created.json");
    Event pull = ofGiteaGit("issue_comment", "pull_request_comment_created.json");

    assertThat(text(issue.record(), "issue")).isEqualTo(issue.subject());
    assertThat(issue.record().fields()).doesNotContainKey("pull");
    assertThat(text(pull.record(), "pull")).isEqualTo(pull.subject());
    assertThat(pull.record().fields()).doesNotContainKey("issue");
  }

  @Test
  void aReleaseOfGitea() throws IOException {
    String sent =
        Files.readString(Repository.shared(SAMPLES + "release.json"))
            .replaceFirst("\\{", "{\"action\": \"published\", ");

    Event release =
        event(
            opened("gitea", "gitea")
                .signed("x-gitea-signature", "", sent, Map.of("x-gitea-event", "release")));

    assertThat(release.type()).isEqualTo("git.release.published");
    assertThat(release.subject()).isEqualTo("gogits/hello-world/releases/1");
    assertThat(text(release.record(), "tag")).isEqualTo("v1.0.0");
  }

  /** The server calls the repository that was forked its forkee. */
  @Test
  void aForkAtGiteaIsToldAsOfWhatWasForked() {
    Event fork =
        event(
            opened("gitea", "gitea")
                .signed(
                    "x-gitea-signature",
                    "",
                    """
                    {"forkee": {"full_name": "octo/hello"}, "sender": {"login": "ada"},
                     "repository": {"full_name": "ada/hello", "html_url": "https://git.example/ada/hello"}}
                    """,
                    Map.of("x-gitea-event", "fork")));

    assertThat(fork.type()).isEqualTo("git.fork.created");
    assertThat(fork.subject()).isEqualTo("octo/hello");
    assertThat(text(fork.record(), "fork")).isEqualTo("ada/hello");
  }

  @ParameterizedTest
  @CsvSource({"create,branch_create.json", "delete,tag_delete.json", "nonsense,push.json"})
  void whatNoEventIsLikeIsUnknownAndHasItsDelivery(String event, String file) throws IOException {
    assertThat(gitea(event, file))
        .isInstanceOfSatisfying(
            WebhookReading.Unknown.class,
            unknown -> assertThat(unknown.delivery().id()).isEqualTo("d-1"));
  }

  @Test
  void nothingOfAForgeryIsRead() {
    String body = "{\"action\":\"opened\"}";

    assertThat(gitea().signed("x-gitea-signature", "sha256=", body, Map.of()))
        .isInstanceOf(WebhookReading.Refused.class);
    assertThat(gitea().read(body, Map.of("x-gitea-signature", WebhookFile.hmac(body + " "))))
        .isInstanceOf(WebhookReading.Refused.class);
    assertThat(gitea().read(body, Map.of("x-gitea-event", "issues")))
        .isInstanceOfSatisfying(
            WebhookReading.Refused.class,
            refused -> assertThat(refused.reason()).contains("x-gitea-signature"));
  }

  @Test
  void whatIsVerifiedAndNoJsonIsUnknown() {
    assertThat(gitea().signed("x-gitea-signature", "", "payload=%7B%7D", Map.of()))
        .isInstanceOf(WebhookReading.Unknown.class);
    assertThat(gitea().signed("x-gitea-signature", "", "[".repeat(5_000), Map.of()))
        .isInstanceOf(WebhookReading.Unknown.class);
    assertThat(
            gitea()
                .signed(
                    "x-gitea-signature",
                    "",
                    "{\"action\":\"opened\",\"issue\":7,\"repository\":[]}",
                    Map.of("x-gitea-event", "issues")))
        .isInstanceOf(WebhookReading.Unknown.class);
  }

  @Test
  void anIssueOfJiraInBothFormsOfItsDescription() throws IOException {
    String issue = answer(JIRA + "BTS-1/bts1.json");
    String body = "{\"webhookEvent\":\"jira:issue_updated\",\"issue\":%s}";
    WebhookFile jira = opened("jira", "jira");

    Event event =
        event(
            jira.signed(
                "x-hub-signature",
                "sha256=",
                body.formatted(issue),
                Map.of("x-atlassian-webhook-identifier", "7")));
    Event plain =
        event(
            jira.signed(
                "x-hub-signature",
                "sha256=",
                body.formatted(
                    """
                    {"key": "BTS-9", "fields": {"summary": "Plain", "description": "A *text*",
                      "status": {"name": "Done", "statusCategory": {"key": "done"}},
                      "created": "2026-02-01T10:00:00.000+0000",
                      "updated": "2026-02-01T11:00:00.000+0000"}}
                    """),
                Map.of()));

    assertThat(event.type()).isEqualTo("tracker.issue.updated");
    assertThat(event.subject()).isEqualTo("BTS-1");
    assertThat(text(event.record(), "body")).contains("Track and resolve bugs");
    assertThat(text(plain.record(), "body")).contains("A ").contains("text");
  }

  private static String answer(String file) throws IOException {
    String whole = Files.readString(Repository.shared(file));
    return new tools.jackson.databind.json.JsonMapper()
        .readTree(whole)
        .at("/response/body")
        .asString();
  }

  @ParameterizedTest
  @CsvSource({"0,true", "59,true", "-59,true", "61,false", "-61,false"})
  void whatLinearSignedLongAgoIsRefused(long ago, boolean taken) {
    WebhookFile linear = opened("linear", "linear");
    String body =
        """
        {"action": "create", "type": "Issue", "webhookTimestamp": %d, "data": {
          "identifier": "ENG-7", "title": "T", "team": {"key": "ENG"}, "labels": [{"name": "bug"}],
          "state": {"name": "Todo", "type": "unstarted"},
          "createdAt": "2026-02-01T10:00:00.000Z", "updatedAt": "2026-02-01T10:00:00.000Z"}}
        """
            .formatted(WebhookFile.NOW.minusSeconds(ago).toEpochMilli());

    WebhookReading reading =
        linear.signed("linear-signature", "", body, Map.of("linear-delivery", "l-1"));

    if (taken) {
      assertThat(event(reading).type()).isEqualTo("tracker.issue.created");
      assertThat(event(reading).record().get("labels")).hasToString("[\"bug\"]");
    } else {
      assertThat(reading)
          .isEqualTo(
              new WebhookReading.Refused(
                  "it was signed more than 60 s before or after it came here"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pr_created.json,pullrequest:created,created,open",
    "pr_fulfilled.json,pullrequest:fulfilled,merged,merged",
    "pr_declined.json,pullrequest:rejected,closed,closed"
  })
  void aPullRequestOfBitbucket(String file, String key, String verb, String state)
      throws IOException {
    String sent =
        Files.readString(
            Repository.shared(
                "fixtures/drone+go-scm/scm/driver/bitbucket/testdata/webhooks/" + file));

    Event event =
        event(
            opened("bitbucket", "bitbucket")
                .signed(
                    "x-hub-signature",
                    "sha256=",
                    sent,
                    Map.of("x-event-key", key, "x-request-uuid", "d-1")));

    assertThat(event.type()).isEqualTo("git.pull_request." + verb);
    assertThat(event.subject()).matches("brydzewski/foo#[12]");
    assertThat(text(event.record(), "state")).isEqualTo(state);
  }

  private static Event ofGitlab(String file, String connector) throws IOException {
    String sent =
        Files.readString(
            Repository.shared("fixtures/drone+go-scm/scm/driver/gitlab/testdata/webhooks/" + file));
    return event(
        opened("gitlab", connector)
            .read(
                sent, Map.of("x-gitlab-token", WebhookFile.SECRET, "x-gitlab-event-uuid", "d-1")));
  }

  @ParameterizedTest
  @CsvSource({
    "pull_request_create.json,git.pull_request.created,gitlab-org/hello-world!1",
    "pull_request_close.json,git.pull_request.closed,gitlab-org/hello-world!1",
    "pull_request_reopen.json,git.pull_request.reopened,gitlab-org/hello-world!1",
    "pull_request_merge.json,git.pull_request.merged,gitlab-org/hello-world!1",
    "issue_create.json,tracker.issue.created,gitlab-org/hello-world#1",
    "issue_closed.json,tracker.issue.closed,gitlab-org/hello-world#1",
    "issue_labeled.json,tracker.issue.updated,gitlab-org/hello-world#1",
    "issue_comment_create.json,tracker.comment.created,gitlab-org/hello-world#1",
    "issue_create.json,git.issue.created,gitlab-org/hello-world#1",
    "issue_reopen.json,git.issue.reopened,gitlab-org/hello-world#1",
    "issue_comment_create.json,git.comment.created,gitlab-org/hello-world#1",
    "merge_request_comment_create.json,git.comment.created,gitlab-org/hello-world!1",
    "push.json,git.push,gitlab-org/hello-world",
    "tag_create.json,git.push,gitlab-org/hello-world",
    "merge_request_subgroup.json,git.pull_request.created,*"
  })
  void whatGitlabTells(String file, String type, String subject) throws IOException {
    Event event = ofGitlab(file, type.startsWith("git.") ? "gitlab" : "gitlab-issues");

    assertThat(event.type()).isEqualTo(type);
    if (!subject.equals("*")) {
      assertThat(event.subject()).isEqualTo(subject);
    }
  }

  @Test
  void aMergeRequestOfGitlab() throws IOException {
    Event opened = ofGitlab("pull_request_create.json", "gitlab");
    Event merged = ofGitlab("pull_request_merge.json", "gitlab");
    Event labelled = ofGitlab("issue_labeled.json", "gitlab-issues");

    assertThat(text(opened.record(), "author")).isEqualTo("sytses");
    assertThat(text(opened.record(), "state")).isEqualTo("open");
    assertThat(text(merged.record(), "state")).isEqualTo("merged");
    assertThat(text(merged.record(), "author")).isEqualTo("51764");
    assertThat(labelled.record().get("labels")).hasToString("[\"critical\"]");
    assertThat(labelled.record().get("author")).isNull();
  }

  @Test
  void aReleaseOfGitlab() {
    String sent =
        """
        {"object_kind": "release", "action": "create", "tag": "v1.1", "name": "v1.1", "description": "It has been released",
         "url": "https://example.com/octo/hello/-/releases/v1.1", "project": {"path_with_namespace": "octo/hello"}}
        """;

    Event release =
        event(opened("gitlab", "gitlab").read(sent, Map.of("x-gitlab-token", WebhookFile.SECRET)));

    assertThat(release.type()).isEqualTo("git.release.created");
    assertThat(release.subject()).isEqualTo("octo/hello#v1.1");
    assertThat(text(release.record(), "notes")).isEqualTo("It has been released");
  }

  private static final String GITHUB = "fixtures/octokit-webhooks/payload-examples/api.github.com/";

  private static WebhookReading ofGithub(String event, String file) throws IOException {
    return ofGithub(event.startsWith("issue") ? "github-issues" : "github", event, file);
  }

  private static WebhookReading ofGithub(String connector, String event, String file)
      throws IOException {
    return opened("github", connector)
        .signed(
            "x-hub-signature-256",
            "sha256=",
            Files.readString(Repository.shared(GITHUB + event + "/" + file)),
            Map.of("x-github-event", event, "x-github-delivery", "d-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "issues,opened.payload.json,tracker.issue.created",
    "issues,edited.payload.json,tracker.issue.updated",
    "issues,labeled.payload.json,tracker.issue.labelled",
    "issues,deleted.payload.json,tracker.issue.deleted",
    "pull_request,opened.payload.json,git.pull_request.created",
    "pull_request,synchronize.payload.json,git.pull_request.synchronize",
    "pull_request,closed.payload.json,git.pull_request.closed",
    "issue_comment,created.payload.json,tracker.comment.created",
    "push,payload.json,git.push"
  })
  void whatGithubTells(String event, String file, String type) throws IOException {
    assertThat(event(ofGithub(event, file)).type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({
    "issues,opened.payload.json,git.issue.created,issue",
    "issues,labeled.payload.json,git.issue.labelled,issue",
    "issue_comment,edited.payload.json,git.comment.updated,issue",
    "pull_request_review_comment,created.payload.json,git.comment.created,pull",
    "commit_comment,created.payload.json,git.comment.created,sha",
    "release,published.payload.json,git.release.published,tag",
    "create,with-description.payload.json,git.tag.created,name",
    "delete,payload.json,git.tag.deleted,name",
    "fork,payload.json,git.fork.created,fork"
  })
  void whatAGitHostOfGithubTells(String event, String file, String type, String field)
      throws IOException {
    Event told = event(ofGithub("github", event, file));

    assertThat(told.type()).isEqualTo(type);
    assertThat(told.subject()).startsWith("Codertocat/Hello-World");
    assertThat(text(told.record(), field)).isNotBlank();
    assertThat(told.record().fields().keySet().stream().filter(List.of("issue", "pull")::contains))
        .hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "issues",
        "issue_comment",
        "commit_comment",
        "release",
        "create",
        "delete",
        "fork"
      })
  void eachSampleIsToldByAGitHostOfGithub(String event) throws IOException {
    for (Path sample : samples(event)) {
      assertThat(ofGithub("github", event, sample.getFileName().toString()))
          .as(sample.toString())
          .isInstanceOf(WebhookReading.Events.class);
    }
  }

  private static List<Path> samples(String event) throws IOException {
    try (Stream<Path> samples = Files.list(Repository.shared(GITHUB + event))) {
      return samples.filter(each -> each.toString().endsWith(".json")).toList();
    }
  }

  @Test
  void whatIsMergedAtGithubIsToldAsMerged() throws IOException {
    String sent =
        Files.readString(Repository.shared(GITHUB + "pull_request/closed.payload.json"))
            .replace("\"merged\": false", "\"merged\": true")
            .replace("\"merged_at\": null", "\"merged_at\": \"2019-05-15T15:20:33Z\"");

    Event event =
        event(
            opened("github", "github")
                .signed(
                    "x-hub-signature-256",
                    "sha256=",
                    sent,
                    Map.of("x-github-event", "pull_request", "x-github-delivery", "d-1")));

    assertThat(event.type()).isEqualTo("git.pull_request.merged");
    assertThat(text(event.record(), "state")).isEqualTo("merged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issues", "pull_request", "issue_comment", "push"})
  void eachSampleThatGithubGivesOfThemIsRead(String event) throws IOException {
    for (Path sample : samples(event)) {
      if (sample.toString().contains("pinned")) {
        continue; // Samples of pins alone tell of an issue without its state.
      }
      assertThat(ofGithub(event, sample.getFileName().toString()))
          .as(sample.toString())
          .isInstanceOf(WebhookReading.Events.class);
    }
  }
}
