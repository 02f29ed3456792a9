package io.auterity.server.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.time.Time;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a click on a button in Slack: an answer, once, for which Slack is thanked. */
@Tag("postgresql")
class ClickedWebhookTest {

  @RegisterExtension
  static final RunningServer server = RunningServer.start(RunningServer.vendorFile("slack"));

  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String CLICK =
      "payload="
          + URLEncoder.encode(
              """
              {"type": "block_actions", "trigger_id": "%s", "user": {"id": "U2", "username": "bob"},
               "container": {"type": "message", "message_ts": "1503435956.000247", "channel_id": "C1"},
               "actions": [{"block_id": "invoice-7", "action_id": "yes", "action_ts": "1503435999.123456", "type": "button"}]}
              """,
              UTF_8);

  private final Client admin = server.newTenant();
  private final String path = endpoint();

  private String endpoint() {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/t", BodyPublishers.ofString("xoxb-none"));
    admin.apply(
        """
        kind: provider
        id: chat
        spec: {connector: slack, unverified: true, auth: {bearer: {secret: t}}, config: {url: "http://127.0.0.1:9"}}
        """);
    Reply made =
        admin.post(
            "/api/v1/webhooks", "{\"provider\": \"chat\", \"secret\": \"%s\"}".formatted(SECRET));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return String.valueOf(made.text("path"));
  }

  private Reply click(String id, long after, String secret) {
    String at = Long.toString(Time.system().now().getEpochSecond() + after);
    String body = CLICK.replace("%25s", id);
    return server
        .anonymous()
        .with("Content-Type", "application/x-www-form-urlencoded")
        .with("X-Slack-Request-Timestamp", at)
        .with("X-Slack-Signature", "v0=" + VendorOfWebhooks.hmac(secret, "v0:" + at + ":" + body))
        .send("POST", path, BodyPublishers.ofString(body));
  }

  private List<Json> deliveries() {
    return ((Json.Arr) admin.get("/api/v1/webhooks/deliveries").at("items")).items();
  }

  @Test
  void aClickIsAnsweredAndRaisesOneAnswerHoweverOftenItComes() {
    Reply taken = click("t-1", 0, SECRET);
    Reply again = click("t-1", 1, SECRET);

    assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
    assertThat(taken.body()).isEmpty();
    assertThat(again.status()).isEqualTo(200);
    assertThat(deliveries()).hasSize(1);
    Json.Obj only = (Json.Obj) deliveries().getFirst();
    assertThat(only.text("type")).isEqualTo("io.auterity.messaging.answer.given.v1");
    assertThat(only.text("subject")).isEqualTo("invoice-7");
    assertThat(only.get("events")).isEqualTo(Json.of(1L));
    assertThat(only.get("repeats")).isEqualTo(Json.of(1L));
  }

  @Test
  void aForgedOrAnOldClickIsRefusedAndRaisesNothing() {
    assertThat(click("t-2", 0, "another").status()).isEqualTo(401);
    assertThat(click("t-2", -400, SECRET).status()).isEqualTo(401);
    assertThat(deliveries())
        .allSatisfy(each -> assertThat(((Json.Obj) each).text("state")).isEqualTo("refused"));
  }
}
