package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookReading.Event;
import io.auterity.spi.WebhookReading.Handshake;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Vendors that ask before they tell, or that tell little: each is answered as its documentation
 * wants it, verified as it signs, and told as an event.
 */
class VendorHandshakesTest {

  private static final Map<String, WebhookFile> OPENED = new ConcurrentHashMap<>();

  private static WebhookFile of(String file) {
    return OPENED.computeIfAbsent(file, key -> new WebhookFile(VendorFiles.plugin(key)));
  }

  private static WebhookReading signed(String file, String header, String prefix, String body) {
    return of(file).signed(header, prefix, body, Map.of("x-plane-delivery", "d-1"));
  }

  private static List<Event> events(WebhookReading reading) {
    assertThat(reading).isInstanceOf(WebhookReading.Events.class);
    return ((WebhookReading.Events) reading).events();
  }

  private static Event event(WebhookReading reading) {
    return events(reading).getFirst();
  }

  private static String text(Event event, String field) {
    return String.valueOf(event.record().text(field));
  }

  /** What is signed by nobody, by another secret, or over another body. */
  @ParameterizedTest
  @CsvSource({
    "asana,x-hook-signature,''",
    "notion,x-notion-signature,sha256=",
    "plane,x-plane-signature,''"
  })
  void whatIsForgedIsRefused(String file, String header, String prefix) {
    String body = "{\"events\": [], \"entity\": {}, \"event\": \"issue\"}";
    String other = "{\"events\": [{}], \"entity\": {}, \"event\": \"issue\"}";

    assertThat(of(file).read(body, Map.of())).isInstanceOf(WebhookReading.Refused.class);
    assertThat(of(file).read(body, Map.of(header, prefix + WebhookFile.hmac(other))))
        .isInstanceOf(WebhookReading.Refused.class);
    assertThat(
            of(file)
                .read(
                    WebhookFile.sent(
                        "POST", Map.of(), body, Map.of(header, prefix + "00".repeat(32))),
                    "of-another"))
        .isInstanceOf(WebhookReading.Refused.class);
    assertThat(signed(file, header, prefix, body)).isInstanceOf(WebhookReading.Unknown.class);
  }

  /** A signature made by another implementation of HMAC, so that the form is not only our own. */
  @ParameterizedTest
  @CsvSource({
    "asana,x-hook-signature,''",
    "notion,x-notion-signature,sha256=",
    "plane,x-plane-signature,''"
  })
  void theSignatureIsTheOneThatOpensslMakes(String file, String header, String prefix) {
    String made = "d8d04483c42e72eb6c47faef420fc5da092d8bfd42377fbb9de2fa2f38bfa497";

    assertThat(
            of(file)
                .read(
                    WebhookFile.sent(
                        "POST", Map.of(), "{\"events\": []}", Map.of(header, prefix + made)),
                    "b537207f20cbfa02357cf448134da559e8bd39d61597dcd5631b8012eae53e81"))
        .isInstanceOf(WebhookReading.Unknown.class);
  }

  @Test
  void asanaGivesItsSecretAndWantsItBack() {
    Map<String, String> gives = Map.of("x-hook-secret", "b537207f20cbfa02");

    assertThat(of("asana").read(WebhookFile.sent("POST", Map.of(), "", gives)))
        .isEqualTo(new Handshake(Json.of(""), gives, "b537207f20cbfa02"));
    // Once a secret is known, whoever knows the address alone gives no other one.
    assertThat(of("asana").read("", gives)).isInstanceOf(WebhookReading.Refused.class);
  }

  @Test
  void asanaTellsOfSeveralThingsAtOnceByTheirIds() {
    String body =
        """
        {"events": [
          {"user": {"gid": "12345", "resource_type": "user"}, "created_at": "2026-03-01T11:59:00.147Z", "action": "changed",
           "resource": {"gid": "1337", "resource_type": "task", "resource_subtype": "default_task"}, "parent": null,
           "change": {"field": "due_at", "action": "changed"}},
          {"user": {"gid": "12345"}, "created_at": "2026-03-01T11:59:01.147Z", "action": "added",
           "resource": {"gid": "1400", "resource_type": "story", "resource_subtype": "comment_added"},
           "parent": {"gid": "1337", "resource_type": "task"}},
          {"user": null, "created_at": "2026-03-01T11:59:02.147Z", "action": "deleted",
           "resource": {"gid": "1331", "resource_type": "project"}, "parent": null},
          {"user": null, "created_at": "2026-03-01T11:59:02.147Z", "action": "added",
           "resource": {"gid": "9", "resource_type": "section"}, "parent": {"gid": "1331", "resource_type": "project"}}]}
        """;

    WebhookReading reading = signed("asana", "x-hook-signature", "", body);

    assertThat(events(reading))
        .extracting(each -> each.type() + " " + each.subject())
        .containsExactly(
            "tracker.issue.updated 1337",
            "tracker.comment.added 1337",
            "tracker.project.deleted 1331");
    assertThat(event(reading).time()).isEqualTo(Instant.parse("2026-03-01T11:59:00.147Z"));
    assertThat(text(event(reading), "field")).isEqualTo("due_at");
    assertThat(((WebhookReading.Events) reading).reason()).startsWith("1 of 4 parts tell nothing");
  }

  /** What Asana sends again is known by what it told, since it gives no id. */
  @Test
  void whatAsanaSendsAgainIsKnown() {
    String first = "{\"events\": [{\"created_at\": \"2026-03-01T11:59:00.147Z\"}]}";
    String second = "{\"events\": [{\"created_at\": \"2026-03-01T11:59:00.148Z\"}]}";

    String known = delivery(signed("asana", "x-hook-signature", "", first));

    assertThat(delivery(signed("asana", "x-hook-signature", "", first))).isEqualTo(known);
    assertThat(delivery(signed("asana", "x-hook-signature", "", second))).isNotEqualTo(known);
  }

  private static String delivery(WebhookReading reading) {
    return String.valueOf(((WebhookReading.Unknown) reading).delivery().id());
  }

  @Test
  void mondayGetsItsChallengeBack() {
    WebhookReading answered =
        of("monday").read("{\"challenge\": \"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd\"}", Map.of());

    assertThat(answered)
        .isEqualTo(
            new Handshake(
                Json.EMPTY.with("challenge", Json.of("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmd")),
                Map.of(),
                null));
    assertThat(of("monday").webhooks.scheme()).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "create_pulse,pulse,tracker.issue.created",
    "update_column_value,pulse,tracker.issue.updated",
    "update_name,pulse,tracker.issue.updated",
    "move_pulse_into_group,pulse,tracker.issue.moved",
    "archive_pulse,item,tracker.issue.archived",
    "delete_pulse,item,tracker.issue.deleted",
    "create_update,pulse,tracker.comment.created",
    "delete_update,pulse,tracker.comment.deleted"
  })
  void whatMondayTells(String happened, String called, String type) {
    String body =
        """
        {"event": {"userId": 32002207, "boardId": 2924980809, "%1$sId": 4277581981, "%1$sName": "Task 1", "groupId": "topics",
          "columnId": "status", "value": {"label": {"index": 1, "text": "Done"}}, "previousValue": null, "updateId": 7,
          "textBody": "Hello", "app": "monday", "type": "%2$s", "triggerTime": "2026-03-01T11:59:00.000Z",
          "subscriptionId": 147295839, "triggerUuid": "b5ed2e17c530446a98b25b8e6f0d6a1f"}}
        """
            .formatted(called, happened);

    WebhookReading reading = of("monday").read(body, Map.of());

    assertThat(event(reading).type()).isEqualTo(type);
    assertThat(event(reading).subject()).isEqualTo("4277581981");
    assertThat(text(event(reading), "project")).isEqualTo("2924980809");
    assertThat(((WebhookReading.Events) reading).delivery().id())
        .isEqualTo("b5ed2e17c530446a98b25b8e6f0d6a1f");
  }

  @Test
  void notionGivesItsTokenByWhichItSigns() {
    String gives =
        "{\"verification_token\": \"secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl\"}";

    assertThat(of("notion").read(WebhookFile.sent("POST", Map.of(), gives, Map.of())))
        .isEqualTo(
            new Handshake(
                Json.of(""), Map.of(), "secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl"));
    assertThat(of("notion").read(gives, Map.of())).isInstanceOf(WebhookReading.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "page.created,page,knowledge.page.created,153104cd-477e-809d-8dc4-ff2d96ae3090,parent",
    "page.content_updated,page,knowledge.page.content_updated,153104cd-477e-809d-8dc4-ff2d96ae3090,parent",
    "comment.created,comment,knowledge.comment.created,0ef104cd-477e-80e1-8571-cfd10e92339a,page",
    "data_source.schema_updated,data_source,knowledge.data_source.schema_updated,153104cd-477e-809d-8dc4-ff2d96ae3090,parent"
  })
  void whatNotionTells(String type, String entity, String told, String subject, String field) {
    String body =
        """
        {"id": "367cba44-b6f3-4c92-81e7-6a2e9659efd4", "timestamp": "2026-03-01T11:55:34.285Z",
         "workspace_id": "13950b26-c203-4f3b-b97d-93ec06319565", "authors": [{"id": "c7c11cca-1d73-471d-9b6e-bdef51470190", "type": "person"}],
         "attempt_number": 1, "type": "%s", "entity": {"id": "153104cd-477e-809d-8dc4-ff2d96ae3090", "type": "%s"},
         "data": {"page_id": "0ef104cd-477e-80e1-8571-cfd10e92339a", "parent": {"id": "0ef104cd-477e-80e1-8571-cfd10e92339a", "type": "page"}}}
        """
            .formatted(type, entity);

    WebhookReading reading = signed("notion", "x-notion-signature", "sha256=", body);

    assertThat(event(reading).type()).isEqualTo(told);
    assertThat(event(reading).subject()).isEqualTo(subject);
    assertThat(text(event(reading), field)).isEqualTo("0ef104cd-477e-80e1-8571-cfd10e92339a");
    assertThat(text(event(reading), "by")).isEqualTo("c7c11cca-1d73-471d-9b6e-bdef51470190");
    assertThat(((WebhookReading.Events) reading).delivery().id())
        .isEqualTo("367cba44-b6f3-4c92-81e7-6a2e9659efd4");
  }

  private static String plane(String event, String action, String data) {
    return """
        {"event": "%s", "action": "%s", "webhook_id": "f1a2fe64-c8d4-4eed-b3ef-498690052c1d",
         "workspace_id": "c467e125-59e3-44ec-b5ee-f9c1e138c611", "data": %s,
         "activity": {"actor": {"id": "6bb20d1c-4960-41ca-af4f-cee01de160c4", "display_name": "ada"}}}
        """
        .formatted(event, action, data);
  }

  @Test
  void aWorkItemOfPlaneIsToldWhole() {
    String item =
        """
        {"id": "e1c25c66", "project": "4af68566", "sequence_id": 7, "name": "Broken", "description_html": "<p>It is <b>so</b></p>",
         "state": {"id": "s", "name": "Done", "color": "#fff", "group": "completed"}, "priority": "high",
         "labels": [{"id": "l", "name": "bug", "color": "#f00"}], "assignees": [{"id": "a", "display_name": "ada"}],
         "created_at": "2026-03-01T10:00:00.000000Z", "updated_at": "2026-03-01T11:00:00.000000Z", "created_by": "6bb20d1c",
         "target_date": null, "start_date": null, "parent": null, "point": null}
        """;

    Event event = event(signed("plane", "x-plane-signature", "", plane("issue", "updated", item)));

    assertThat(event.type()).isEqualTo("tracker.issue.updated");
    assertThat(event.subject()).isEqualTo("4af68566/e1c25c66");
    assertThat(text(event, "title")).isEqualTo("Broken");
    assertThat(text(event, "state")).isEqualTo("closed");
    assertThat(event.record().get("labels")).hasToString("[\"bug\"]");
    assertThat(event.record().get("ref"))
        .isEqualTo(
            Json.EMPTY.with("provider", Json.of("mine")).with("id", Json.of("4af68566/e1c25c66")));
  }

  @ParameterizedTest
  @CsvSource({
    "issue,delete,'{\"id\": \"e1\"}',tracker.issue.deleted,e1",
    "issue_comment,create,'{\"id\": \"c1\", \"project\": \"p1\", \"issue\": \"e1\", \"comment_html\": \"<p>Hi</p>\", \"actor\": \"a1\"}',"
        + "tracker.comment.created,p1/e1",
    "issue_comment,deleted,'{\"id\": \"c1\"}',tracker.comment.deleted,c1",
    "cycle,created,'{\"id\": \"y1\", \"project\": \"p1\", \"name\": \"Week 9\"}',tracker.sprint.created,y1",
    "project,update,'{\"id\": \"p1\", \"name\": \"Billing\"}',tracker.project.updated,p1"
  })
  void whatPlaneTells(String event, String action, String data, String type, String subject) {
    WebhookReading reading = signed("plane", "x-plane-signature", "", plane(event, action, data));

    assertThat(event(reading).type()).isEqualTo(type);
    assertThat(event(reading).subject()).isEqualTo(subject);
    assertThat(((WebhookReading.Events) reading).delivery().id()).isEqualTo("d-1");
  }

  @ParameterizedTest
  @CsvSource({
    "page_update,knowledge.page.updated,space",
    "page_delete,knowledge.page.deleted,title",
    "book_create,knowledge.space.created,name"
  })
  void whatBookstackTellsIsNotSigned(String happened, String type, String field) {
    String body =
        """
        {"event": "%s", "text": "Benny updated page \\"My page\\"", "triggered_at": "2026-03-01T11:25:10.000000Z",
         "triggered_by": {"id": 1, "name": "Benny", "slug": "benny"}, "webhook_id": 2, "webhook_name": "All",
         "url": "https://wiki.example/books/a/page/my-page",
         "related_item": {"id": 2432, "book_id": 13, "chapter_id": 554, "name": "My page", "slug": "my-page", "draft": false,
           "revision_count": 9, "current_revision": {"id": 597, "revision_number": 2}}}
        """
            .formatted(happened);

    WebhookReading reading = of("bookstack").read(body, new HashMap<>());

    assertThat(of("bookstack").webhooks.scheme()).isEqualTo("none");
    assertThat(event(reading).type()).isEqualTo(type);
    assertThat(event(reading).subject()).isEqualTo("2432");
    assertThat(text(event(reading), field)).isNotBlank();
    assertThat(text(event(reading), "by")).isEqualTo("benny");
  }
}
