package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.outbox.EventSchema;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.wiring.Server;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events of vendors start runs. */
@Tag("postgresql")
class TriggerTest {

  @RegisterExtension
  static final RunningServer server = RunningServer.start(VendorOfWebhooks::plugins);

  private static final String PATH = "/api/v1/triggers";

  private final VendorOfWebhooks vendor = new VendorOfWebhooks(server);

  private void workflow() {
    vendor.admin.apply(
        """
        kind: workflow
        id: greet
        spec:
          input: {title: {type: string}, key: {type: string}, event: {type: object}}
          steps: [{id: said, transform: "${input.title + ' ' + input.key}"}]
        """);
  }

  private static String body(String when) {
    return """
    {"name": "on-issue", "workflow": "greet", "on": "event",
     "type": "io.auterity.tracker.issue.*", "when": "%s",
     "input": {"title": "${event.data.record.title}", "key": "${event.subject}", "event": "${event}"}}
    """
        .formatted(when);
  }

  private String trigger(String when) {
    Reply made = vendor.admin.post(PATH, body(when));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return PATH + "/" + made.text("id");
  }

  @Test
  void oneThatStartsRunsAtTimesSaysWhenNextAndTheNextFiveAreShownBefore() {
    workflow();
    String times = "?cron=30+2+*+*+*&zone=Europe/Berlin";

    Reply preview = vendor.admin.get(PATH + "/preview" + times);
    Reply made =
        vendor.admin.post(
            PATH,
            """
            {"name": "nightly", "workflow": "greet", "on": "cron", "cron": "30 2 * * *",
             "zone": "Europe/Berlin",
             "input": {"title": "${schedule.date}", "key": "${schedule.time}", "event": {}}}
            """);

    assertThat(((Json.Arr) preview.at("items")).items()).hasSize(5);
    assertThat(preview.text("items.0.local")).contains("T02:30+0").endsWith("[Europe/Berlin]");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.text("next")).isEqualTo(preview.text("items.0.at"));
    assertThat(made.text("missed")).isEqualTo("last");
    assertThat(vendor.admin.get(PATH + "/preview?cron=30+2&zone=UTC").toString())
        .contains("does not have five fields");
    assertThat(vendor.admin.post(PATH, body("true").replace("\"type\"", "\"cron\"")).toString())
        .contains("say type with event");
  }

  @Test
  void thoseOfAFileComeAndGoWithItAndTakeTheRightToMakeThem() {
    String file =
        """
        kind: workflow
        id: filed
        spec:
          input: {title: {type: string}}
          triggers:
            - {id: night, cron: "30 2 * * *", input: {title: "${schedule.date}"}}
            - {id: issue, event: io.auterity.tracker.issue.*, input: {title: "${event.subject}"}}
          steps: [{id: said, transform: "${input.title}"}]
        """;
    assertThat(writer().post("/api/v1/apply", "application/yaml", file).toString())
        .startsWith("403")
        .contains("which takes control:trigger.write");
    vendor.admin.apply(file);

    Reply listed = vendor.admin.get(PATH);
    String id = filed(listed, "filed.night");
    Reply deleted = vendor.admin.delete(PATH + "/" + id);
    Reply wrong =
        vendor.admin.post(
            "/api/v1/apply", "application/yaml", file.replace("schedule.date", "schedule.day"));
    vendor.admin.apply(file.replaceFirst("- .id: night.*", ""));

    assertThat(deleted.status()).isEqualTo(409);
    assertThat(deleted.toString()).contains("stands in the file of workflow 'filed'");
    assertThat(wrong.toString()).contains("triggers[0].input").contains("\"line\":6");
    assertThat(vendor.admin.get(PATH).toString())
        .doesNotContain("filed.night")
        .contains("filed.issue");
    vendor.admin.delete("/api/v1/resources/workflow/filed");
    assertThat(vendor.admin.get(PATH).toString()).doesNotContain("filed.issue");
  }

  /** Who may apply resources, and make no triggers. */
  private Client writer() {
    Reply made =
        vendor.admin.post(
            "/api/v1/keys", "{\"name\": \"some\", \"allow\": [\"control:resource.write\"]}");
    return server.anonymous().bearer(made.text("secret"));
  }

  private static String filed(Reply listed, String name) {
    return ((Json.Arr) listed.at("items"))
        .items().stream()
            .map(Json.Obj.class::cast)
            .filter(one -> name.equals(one.text("name")))
            .map(one -> String.valueOf(one.text("id")))
            .findFirst()
            .orElseThrow();
  }

  private int runs() {
    return ((Json.Arr) vendor.admin.get("/api/v1/runs").at("items")).items().size();
  }

  @Test
  void aDeliveryTellsWhatItStarted() {
    workflow();
    String path = trigger("${event.data.provider == 'forge'}");
    vendor.opened(7, "d-1");
    vendor.admin.awaiting(path + "/starts", "items", "started");
    String delivery = vendor.admin.get("/api/v1/webhooks/deliveries").text("items.0.id");
    vendor.admin.post("/api/v1/webhooks/deliveries/" + delivery + "/replay", "");
    vendor.admin.awaiting(PATH + "/starts?limit=1&delivery=" + delivery, "next", "start_");

    Reply first = vendor.admin.get(PATH + "/starts?limit=1&delivery=" + delivery);
    Reply rest =
        vendor.admin.get(PATH + "/starts?delivery=" + delivery + "&cursor=" + first.text("next"));

    assertThat(first.text("items.0.name")).isEqualTo("on-issue");
    assertThat(first.text("items.0.workflow")).isEqualTo("greet");
    assertThat(PATH + "/" + first.text("items.0.trigger")).isEqualTo(path);
    assertThat(rest.text("items.0.start.run")).startsWith("run_");
    assertThat(rest.text("items.0.start.cause")).isNotEqualTo(first.text("items.0.start.cause"));
    vendor.opened(8, "d-2");
    String other = vendor.admin.get("/api/v1/webhooks/deliveries").text("items.0.id");
    assertThat(vendor.admin.get(PATH + "/starts?delivery=" + other).body())
        .doesNotContain(String.valueOf(rest.text("items.0.start.run")));
    assertThat(server.newTenant().get(PATH + "/starts?delivery=" + delivery).body())
        .doesNotContain("start_");
  }

  @Test
  void anIssueStartsARunWithWhatItTells() {
    workflow();
    String path = trigger("${event.data.provider == 'forge'}");

    vendor.opened(7, "d-1");
    Reply starts = vendor.admin.awaiting(path + "/starts", "items", "started");

    String run = starts.text("items.0.run");
    assertThat(vendor.admin.get("/api/v1/runs/" + run + "/input").body())
        .contains("Broken")
        .contains("demo/billing#7");
    EventSchema.assertSeenFits(
        (Json.Obj) vendor.admin.get("/api/v1/runs/" + run + "/input").at("event"));
    assertThat(vendor.admin.get("/api/v1/audit?action=control:run.start").body())
        .contains("trigger/on-issue")
        .contains("begun");
    assertThat(vendor.admin.post(path + "/starts/" + starts.text("items.0.id") + "/retry", ""))
        .extracting(Reply::status)
        .isEqualTo(409);
  }

  /** A user of n8n saw runs of both versions after a new one was applied (n8n#30607). */
  @Test
  void onceANewVersionIsAppliedNoOtherIsRun() {
    workflow();
    String path = trigger("${true}");
    vendor.opened(7, "d-1");
    vendor.admin.awaiting(path + "/starts", "items", "demo/billing#7");
    settled(path);
    vendor.admin.apply(
        """
        kind: workflow
        id: greet
        spec:
          input: {title: {type: string}, key: {type: string}, event: {type: object}}
          steps: [{id: said, transform: "${'new: ' + input.title}"}]
        """);

    for (int issue = 8; issue < 12; issue++) {
      vendor.opened(issue, "d-" + issue);
      vendor.admin.awaiting(path + "/starts", "items", "demo/billing#" + issue);
    }
    settled(path);

    Json.Arr runs = (Json.Arr) vendor.admin.get("/api/v1/runs").at("items");
    assertThat(runs.items())
        .extracting(run -> ((Json.Obj) run).get("version"))
        .containsExactly(Json.of(2), Json.of(2), Json.of(2), Json.of(2), Json.of(1));
  }

  @Test
  void whoseRightIsGoneStartsNothingAndThatIsAudited() {
    workflow();
    Reply key = vendor.admin.post("/api/v1/keys", "{\"name\": \"gone\", \"roles\": [\"admin\"]}");
    Client maker = new Client(vendor.admin.base()).bearer(key.text("secret"));
    String path = PATH + "/" + maker.post(PATH, body("${true}")).text("id");
    assertThat(vendor.admin.delete("/api/v1/keys/" + key.text("key.id")).status()).isEqualTo(204);

    vendor.opened(7, "d-1");
    Reply starts = vendor.admin.awaiting(path + "/starts", "items", "failed");

    assertThat(starts.text("items.0.problem")).startsWith("gone may not start runs: revoked at ");
    assertThat(
            vendor
                .admin
                .awaiting("/api/v1/audit?action=access.violation", "items", "control:run.start")
                .body())
        .contains("trigger/on-issue");
    assertThat(runs()).isZero();
  }

  @Test
  void deliveriesThatComeAgainStartNothingAlsoBesideAnotherServer() {
    workflow();
    String path = trigger("${true}");
    Server beside = server.beside();
    try {
      IntStream.range(0, 5).forEach(i -> vendor.opened(i, "d-" + i));
      IntStream.range(0, 5).forEach(i -> vendor.opened(i, "d-" + i));
      vendor.opened(9, "last");
      for (int issue : new int[] {0, 1, 2, 3, 4, 9}) {
        vendor.admin.awaiting(path + "/starts", "items", "demo/billing#" + issue);
      }
      assertThat(settled(path).body()).doesNotContain("\"waiting\"", "\"failed\"");
    } finally {
      beside.close();
    }

    assertThat(runs()).isEqualTo(6);
  }

  /** What it has started once nothing waits any more. */
  private Reply settled(String path) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Reply starts = vendor.admin.get(path + "/starts");
    while (starts.body().contains("\"waiting\"") && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
      starts = vendor.admin.get(path + "/starts");
    }
    return starts;
  }

  @Test
  void aKeptDeliveryIsTriedWithoutARun() {
    workflow();
    String path = trigger("${event.subject.endsWith('#8')}");
    vendor.opened(7, "d-1");
    String delivery = vendor.admin.get("/api/v1/webhooks/deliveries").text("items.0.id");

    Reply tried = vendor.admin.post(path + "/try", "{\"delivery\": \"%s\"}".formatted(delivery));

    assertThat(tried.status()).as(tried.toString()).isEqualTo(200);
    assertThat(tried.at("items.0.taken")).isEqualTo(Json.of(false));
    assertThat(tried.text("items.0.reason")).isEqualTo("when does not hold");
    assertThat(tried.text("items.0.input.title")).isEqualTo("Broken");
    assertThat(vendor.admin.get("/api/v1/audit?action=control:content.read").body())
        .contains(path + "/try");
    assertThat(runs()).isZero();
  }

  @Test
  void aTriggerIsChangedPausedAndDeleted() {
    workflow();
    String path = trigger("${true}");

    assertThat(vendor.admin.post(path + "/pause", "").text("state")).isEqualTo("paused");
    assertThat(vendor.admin.post(path + "/resume", "").text("state")).isEqualTo("active");
    Reply changed =
        vendor
            .admin
            .with("Content-Type", "application/json")
            .send("PUT", path, BodyPublishers.ofString(body("${false}")));
    assertThat(changed.text("when")).isEqualTo("${false}");
    assertThat(vendor.admin.get("/api/v1/audit?target=trigger/*").body())
        .contains("control:trigger.write")
        .contains("paused");
    assertThat(vendor.admin.delete(path).status()).isEqualTo(204);
    assertThat(vendor.admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void whatCannotBeIsRefused() {
    workflow();
    for (String when : List.of("${event.nonsense}", "${event.subject}")) {
      assertThat(vendor.admin.post(PATH, body(when)).text("detail")).contains("when");
    }
    for (String wrong :
        List.of(
            "{\"name\": \"A B\", \"workflow\": \"greet\", \"on\": \"event\", \"type\":"
                + " \"io.auterity.x\"}",
            "{\"name\": \"a\", \"workflow\": \"greet\", \"on\": \"cron\", \"type\":"
                + " \"io.auterity.x\"}",
            "{\"name\": \"a\", \"workflow\": \"greet\", \"on\": \"event\", \"type\": \"*\"}",
            "{\"name\": \"a\", \"workflow\": \"greet\", \"on\": \"poll\"}",
            "{\"name\": \"a\", \"workflow\": \"greet\", \"on\": \"poll\", \"poll\": {\"call\":"
                + " \"tracker.issue.create\", \"every\": \"5m\"}}",
            "{\"name\": \"a\", \"workflow\": \"greet\", \"on\": \"poll\", \"poll\": {\"call\":"
                + " \"tracker.issue.list\", \"every\": \"1s\"}}")) {
      assertThat(vendor.admin.post(PATH, wrong).status()).as(wrong).isEqualTo(400);
    }
    for (String never : List.of("custom.paid.v1", "tracker.isue.created.v1", "run.started.v1")) {
      Reply refused = vendor.admin.post(PATH, body("${true}").replace("tracker.issue.*", never));
      assertThat(refused.status()).as(never).isEqualTo(400);
      assertThat(refused.text("detail")).contains("io.auterity." + never, "never happens");
    }
    assertThat(vendor.admin.keyWith("viewer").post(PATH, body("${true}")).status()).isEqualTo(403);
    trigger("${true}");
    assertThat(vendor.admin.post(PATH, body("${true}")).status()).isEqualTo(409);
    String gone = body("${true}").replace("greet", "gone");
    assertThat(vendor.admin.post(PATH, gone).status()).isEqualTo(404);
  }

  @Test
  void whatBelongsToAnotherTenantIsNotThere() {
    workflow();
    String path = trigger("${true}");
    Client stranger = server.newTenant();

    for (String read : List.of(path, path + "/starts")) {
      assertThat(stranger.get(read).status()).as(read).isEqualTo(404);
    }
    assertThat(stranger.post(path + "/pause", "").status()).isEqualTo(404);
    String start = path + "/starts/start_" + "7".repeat(32) + "/retry";
    assertThat(stranger.post(start, "").status()).isEqualTo(404);
    assertThat(stranger.delete(path).status()).isEqualTo(404);
    assertThat(stranger.get(PATH).body()).doesNotContain("on-issue");
  }
}
