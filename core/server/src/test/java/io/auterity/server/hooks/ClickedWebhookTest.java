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
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a click on a button in a chat: one answer, and what each vendor waits for. */
@Tag("postgresql")
class ClickedWebhookTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(
          RunningServer.vendorFile("slack")
              .andThen(RunningServer.vendorFile("discord"))
              .andThen(RunningServer.vendorFile("telegram")));

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

  private String endpoint(String connector, String spec, String secret) {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/t", BodyPublishers.ofString("xoxb-none"));
    admin.apply(
        """
        kind: provider
        id: chat
        spec: {connector: %s, unverified: true, %s}
        """
            .formatted(connector, spec));
    Reply made =
        admin.post(
            "/api/v1/webhooks", "{\"provider\": \"chat\", \"secret\": \"%s\"}".formatted(secret));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return String.valueOf(made.text("path"));
  }

  private String slack() {
    return endpoint(
        "slack", "auth: {bearer: {secret: t}}, config: {url: 'http://127.0.0.1:9'}", SECRET);
  }

  private Reply click(String path, String id, long after, String secret) {
    String at = Long.toString(Time.system().now().getEpochSecond() + after);
    String body = CLICK.replace("%25s", id);
    return server
        .anonymous()
        .with("Content-Type", "application/x-www-form-urlencoded")
        .with("X-Slack-Request-Timestamp", at)
        .with("X-Slack-Signature", "v0=" + VendorOfWebhooks.hmac(secret, "v0:" + at + ":" + body))
        .send("POST", path, BodyPublishers.ofString(body));
  }

  /** Slack waits three seconds, and gives an address at which anybody may answer. */
  @Test
  void aSlashCommandIsAnsweredWithNothingAndItsAddressToAnswerAtIsNotTold() {
    String path = slack();
    String at = Long.toString(Time.system().now().getEpochSecond());
    String body =
        "command=%2Fdeploy&text=api&user_id=U2&user_name=bob&channel_id=C1&trigger_id=t-9"
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1%2F1%2Fsecret";

    Reply taken =
        server
            .anonymous()
            .with("Content-Type", "application/x-www-form-urlencoded")
            .with("X-Slack-Request-Timestamp", at)
            .with(
                "X-Slack-Signature", "v0=" + VendorOfWebhooks.hmac(SECRET, "v0:" + at + ":" + body))
            .send("POST", path, BodyPublishers.ofString(body));

    assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
    assertThat(taken.body()).isEmpty();
    assertThat(deliveries()).hasSize(1);
    Json.Obj only = (Json.Obj) deliveries().getFirst();
    assertThat(only.text("type")).isEqualTo("io.auterity.messaging.command.given.v1");
    assertThat(only.text("subject")).isEqualTo("/deploy");
    assertThat(admin.get("/api/v1/webhooks/deliveries").body())
        .contains("/deploy")
        .doesNotContain("hooks.slack");
    assertThat(admin.get("/api/v1/webhooks/deliveries/" + only.text("id")).body())
        .contains("/deploy")
        .doesNotContain("hooks.slack");
  }

  private List<Json> deliveries() {
    return ((Json.Arr) admin.get("/api/v1/webhooks/deliveries").at("items")).items();
  }

  @Test
  void aClickIsAnsweredAndRaisesOneAnswerHoweverOftenItComes() {
    String path = slack();
    Reply taken = click(path, "t-1", 0, SECRET);
    Reply again = click(path, "t-1", 1, SECRET);

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
    String path = slack();

    assertThat(click(path, "t-2", 0, "another").status()).isEqualTo(401);
    assertThat(click(path, "t-2", -400, SECRET).status()).isEqualTo(401);
    assertThat(deliveries())
        .allSatisfy(each -> assertThat(((Json.Obj) each).text("state")).isEqualTo("refused"));
  }

  private Reply told(String path, KeyPair pair, String signed, String sent)
      throws GeneralSecurityException {
    String at = Long.toString(Time.system().now().getEpochSecond());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update((at + signed).getBytes(UTF_8));
    return server
        .anonymous()
        .with("Content-Type", "application/json")
        .with("X-Signature-Timestamp", at)
        .with("X-Signature-Ed25519", HexFormat.of().formatHex(signature.sign()))
        .send("POST", path, BodyPublishers.ofString(sent));
  }

  @Test
  void discordIsToldThatItsClickWasTakenAndItsPingIsAnsweredWhereItIsSigned()
      throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    String key = HexFormat.of().formatHex(encoded, encoded.length - 32, encoded.length);
    String config = "auth: {header: {secret: t}}, config: {url: 'http://127.0.0.1:9', guild: '12'}";
    String path = endpoint("discord", config, key);
    String click =
        """
        {"id": "846462639134605312", "type": 3, "member": {"user": {"id": "5", "username": "mason"}},
         "message": {"id": "334", "channel_id": "41"}, "data": {"component_type": 2, "custom_id": "invoice-7|yes"}}
        """;
    String ping = "{\"type\": 1}";

    assertThat(told(path, pair, ping, ping).body()).isEqualTo("{\"type\":1}");
    assertThat(told(path, pair, click, ping).status()).isEqualTo(401);
    Reply taken = told(path, pair, click, click);
    Reply again = told(path, pair, click, click);
    Reply forged = told(path, pair, click, click.replace("yes", "no"));

    assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
    assertThat(taken.body()).isEqualTo("{\"type\":6}");
    assertThat(again.body()).isEqualTo("{\"type\":6}");
    assertThat(forged.status()).isEqualTo(401);
    assertThat(deliveries())
        .filteredOn(each -> "verified".equals(((Json.Obj) each).text("state")))
        .singleElement()
        .satisfies(each -> assertThat(((Json.Obj) each).get("events")).isEqualTo(Json.of(1L)));
  }

  private Reply pressed(String path, String token, String body) {
    return server
        .anonymous()
        .with("Content-Type", "application/json")
        .with("X-Telegram-Bot-Api-Secret-Token", token)
        .send("POST", path, BodyPublishers.ofString(body));
  }

  @Test
  void telegramIsToldThatItsButtonWasPressed() {
    String path =
        endpoint(
            "telegram", "auth: {path: {secret: t}}, config: {url: 'http://127.0.0.1:9'}", SECRET);
    String click =
        """
        {"update_id": 900, "callback_query": {"id": "4382", "data": "invoice-7|yes", "from": {"id": 5, "is_bot": false, "first_name": "Ada"},
         "message": {"message_id": 42, "date": 0, "chat": {"id": -100123, "type": "group"}}}}
        """;

    Reply taken = pressed(path, SECRET, click);
    Reply again = pressed(path, SECRET, click);

    assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
    assertThat(taken.text("method")).isEqualTo("answerCallbackQuery");
    assertThat(taken.text("callback_query_id")).isEqualTo("4382");
    assertThat(again.body()).isEqualTo(taken.body());
    assertThat(pressed(path, "another", click).status()).isEqualTo(401);
    assertThat(deliveries())
        .filteredOn(each -> "verified".equals(((Json.Obj) each).text("state")))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(((Json.Obj) each).text("type"))
                  .isEqualTo("io.auterity.messaging.answer.given.v1");
              assertThat(((Json.Obj) each).get("events")).isEqualTo(Json.of(1L));
            });
  }
}
