package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.Event;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vendors send of themselves becomes events with the kind's records. */
class VendorWebhooksTest {

  private static final String SAMPLES =
      "fixtures/jenkins-x+go-scm/scm/driver/gitea/testdata/webhooks/";
  private static final String JIRA = "fixtures/atlascode-jira/e2e/wiremock-mappings/mockedteams/";

  private static WebhookFile gitea() {
    return new WebhookFile(VendorFiles.plugin("gitea"), "gitea-issues");
  }

  private static WebhookReading gitea(String event, String file) throws IOException {
    return gitea()
        .signed(
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
    WebhookFile jira = new WebhookFile(VendorFiles.plugin("jira"));

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
    WebhookFile linear = new WebhookFile(VendorFiles.plugin("linear"));
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
          .isEqualTo(new WebhookReading.Refused("it was signed 61 s apart from now, 60 allowed"));
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
            new WebhookFile(VendorFiles.plugin("bitbucket"), "bitbucket")
                .signed(
                    "x-hub-signature",
                    "sha256=",
                    sent,
                    Map.of("x-event-key", key, "x-request-uuid", "d-1")));

    assertThat(event.type()).isEqualTo("git.pull_request." + verb);
    assertThat(event.subject()).matches("brydzewski/foo#[12]");
    assertThat(text(event.record(), "state")).isEqualTo(state);
  }
}
