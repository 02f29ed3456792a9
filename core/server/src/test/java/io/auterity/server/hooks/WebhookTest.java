package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.time.Time;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class WebhookTest {

  @RegisterExtension
  static final RunningServer server = RunningServer.start(VendorOfWebhooks::plugins);

  private static final String DELIVERIES = "/api/v1/webhooks/deliveries";

  private final VendorOfWebhooks vendor = new VendorOfWebhooks(server);

  private Reply only() {
    return vendor.admin.get(DELIVERIES);
  }

  private static Json.Obj item(Reply list) {
    assertThat(list.status()).as(list.toString()).isEqualTo(200);
    return (Json.Obj) ((Json.Arr) list.at("items")).items().getFirst();
  }

  private static String item(Reply list, String name) {
    return String.valueOf(item(list).text(name));
  }

  private String first() {
    return item(only(), "id");
  }

  private Json figure(String name) {
    return vendor.admin.get("/api/v1/webhooks/" + vendor.id).at("lastDay." + name);
  }

  private long stored(String what) {
    return server
        .database()
        .database()
        .inTenant(
            server.tenantOf(vendor.admin),
            tx -> tx.query("select count(*) from " + what).mapTo(Long.class).one());
  }

  @Test
  void whatTheVendorSignedIsKeptWithItsRecord() {
    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(202);

    Reply list = only();
    assertThat(item(list, "state")).isEqualTo("verified");
    assertThat(item(list, "type")).isEqualTo("io.auterity.tracker.issue.created.v1");
    assertThat(item(list, "subject")).isEqualTo("demo/billing#7");
    assertThat(item(list, "delivery")).isEqualTo("d-1");
    assertThat(figure("taken")).isEqualTo(Json.of(1L));
  }

  @Test
  void aDeliveryThatComesAgainIsToldAndRaisesNothing() {
    vendor.opened(7, "d-1");

    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(202);

    assertThat(only().at("items"))
        .isInstanceOfSatisfying(Json.Arr.class, all -> assertThat(all.items()).hasSize(1));
    assertThat(item(only()).get("repeats")).isEqualTo(Json.of(1L));
  }

  @Test
  void whatWasSignedOnceIsNotRaisedAgainUnderAnotherId() {
    vendor.opened(7, "d-1");

    assertThat(vendor.opened(7, "d-2").status()).isEqualTo(202);

    assertThat(stored("webhook_delivery")).isEqualTo(1);
    assertThat(item(only(), "delivery")).isEqualTo("d-1");
    assertThat(item(only()).get("repeats")).isEqualTo(Json.of(1L));
    assertThat(item(only()).get("events")).isEqualTo(Json.of(1L));
  }

  @Test
  void oneDeliveryRaisesEachOfItsEvents() {
    VendorOfWebhooks many = new VendorOfWebhooks(server, "many-issues");
    String body =
        "{\"value\": [%s, {}, %s]}".formatted(VendorOfWebhooks.issue(1), VendorOfWebhooks.issue(2));
    String signature = VendorOfWebhooks.hmac(many.secret, body);

    assertThat(many.send(many.path, "issues", "d-1", body, signature).status()).isEqualTo(202);
    Reply list = many.admin.get(DELIVERIES + "?type=io.auterity.tracker.issue.created.v1");
    Reply replayed = many.admin.post(DELIVERIES + "/" + item(list, "id") + "/replay", "");

    assertThat(item(list).get("events")).isEqualTo(Json.of(2L));
    assertThat(item(list, "subject")).isEqualTo("demo/billing#1");
    assertThat(item(list, "reason")).startsWith("1 of 3 parts tell nothing");
    assertThat(replayed.at("events")).isEqualTo(Json.of(2L));
  }

  @Test
  void aHandshakeInTheQueryIsAnsweredAndKeepsNothing() {
    VendorOfWebhooks many = new VendorOfWebhooks(server, "many-issues");

    Reply asked = server.anonymous().get(many.path + "?challenge=c%2B1");

    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.body()).isEqualTo("c+1");
    assertThat(server.anonymous().get(many.path).status()).isEqualTo(405);
  }

  @Test
  void aHandshakeThatTheVendorSignsIsAnsweredOnlyWhereItIsSigned() {
    VendorOfWebhooks pinging = new VendorOfWebhooks(server, "pinging-issues");
    String ping = "{\"ping\": true}";

    Reply unsigned = pinging.send(pinging.path, "ping", "d-1", ping, null);
    Reply wrong = pinging.send(pinging.path, "ping", "d-1", ping, "00".repeat(32));
    Reply signed =
        pinging.send(
            pinging.path, "ping", "d-1", ping, VendorOfWebhooks.hmac(pinging.secret, ping));

    assertThat(unsigned.status()).isEqualTo(401);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unsigned.body() + wrong.body()).doesNotContain("pong");
    assertThat(signed.status()).as(signed.toString()).isEqualTo(200);
    assertThat(signed.body()).isEqualTo("{\"pong\":true}");
  }

  @Test
  void manyAtOnceAreOne() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> send = () -> vendor.opened(7, "same").status();
      threads
          .invokeAll(IntStream.range(0, 16).mapToObj(i -> send).toList())
          .forEach(each -> assertThat(each.resultNow()).isEqualTo(202));
    }

    assertThat(stored("webhook_delivery")).isEqualTo(1);
    assertThat(item(only()).get("repeats")).isEqualTo(Json.of(15L));
  }

  @Test
  void whatNobodySignedIsRefusedAndCountedAndNotKept() {
    String body = VendorOfWebhooks.issue(1);

    assertThat(vendor.send(vendor.path, "issues", "d", body, null).status()).isEqualTo(401);
    Reply forged =
        vendor.send(vendor.path, "issues", "d", body, VendorOfWebhooks.hmac("another", body));

    assertThat(forged.status()).isEqualTo(401);
    assertThat(forged.body()).doesNotContain("signature");
    assertThat(stored("webhook_delivery")).isZero();
    assertThat(figure("refused")).isEqualTo(Json.of(2L));
    assertThat(figure("reason"))
        .isEqualTo(Json.of("the signature is of no valid secret, or of another body"));
  }

  @Test
  void hostileBodiesAreRefusedOrKeptAsTheyCame() {
    for (String body :
        List.of("", "null", "[]", "{", "[".repeat(50_000), "\u0000", "{\"a\":1,\"a\":2}")) {
      Reply reply =
          vendor.send(
              vendor.path,
              "issues",
              "h" + body.hashCode(),
              body,
              VendorOfWebhooks.hmac(vendor.secret, body));
      assertThat(reply.status()).as(body).isEqualTo(202);
    }

    assertThat(vendor.admin.get(DELIVERIES + "?state=verified").body()).doesNotContain("whd_");
    assertThat(vendor.send(vendor.path, "issues", "d", "x".repeat((5 << 20) + 1), "00").status())
        .isEqualTo(413);
  }

  @Test
  void anAddressThatNobodyGaveIsNotThere() {
    assertThat(vendor.send("/hooks/nonsense", "issues", "d", "{}", "00").status()).isEqualTo(404);
    assertThat(vendor.send("/hooks/" + "A".repeat(43), "issues", "d", "{}", "00").status())
        .isEqualTo(404);
    assertThat(server.anonymous().get(vendor.path).status()).isEqualTo(405);
  }

  @Test
  void anOpenedDeliveryShowsNoSecretAndItsBodyOnlyToWhoMay() {
    vendor.opened(7, "d-1");
    String path = DELIVERIES + "/" + first();
    Client viewer = vendor.admin.keyWith("viewer");

    Reply opened = viewer.get(path);

    assertThat(opened.text("headers.x-gitea-event")).isEqualTo("issues");
    assertThat(opened.text("headers.x-gitea-signature")).isEqualTo("(redacted)");
    assertThat(opened.body()).doesNotContain("Broken");
    assertThat(viewer.get(path + "/body").status()).isEqualTo(403);
    assertThat(vendor.admin.get(path + "/body").text("text")).isEqualTo(VendorOfWebhooks.issue(7));
    assertThat(stored("webhook_delivery where position('Broken'::bytea in body) > 0")).isZero();
  }

  @Test
  void aReplayIsMarkedAndAudited() {
    vendor.opened(7, "d-1");
    String path = DELIVERIES + "/" + first() + "/replay";

    assertThat(vendor.admin.keyWith("operator").post(path, "").status()).isEqualTo(403);
    Reply replayed = vendor.admin.post(path, "");

    assertThat(replayed.status()).as(replayed.toString()).isEqualTo(200);
    assertThat(replayed.at("replays")).isEqualTo(Json.of(1L));
    assertThat(vendor.admin.get("/api/v1/audit?target=delivery/*").body()).contains("replays 1");
  }

  @Test
  void whatIsNotRecognisedIsKeptAndNotReplayed() {
    String body = "{\"nothing\": 1}";
    assertThat(
            vendor
                .send(vendor.path, "star", "d", body, VendorOfWebhooks.hmac(vendor.secret, body))
                .status())
        .isEqualTo(202);

    assertThat(item(only(), "state")).isEqualTo("unrecognised");
    assertThat(vendor.admin.post(DELIVERIES + "/" + first() + "/replay", "").status())
        .isEqualTo(409);
  }

  @Test
  void listsAreFilteredAndComeInPages() {
    IntStream.range(0, 3).forEach(i -> vendor.opened(i, "d-" + i));

    Reply page = vendor.admin.get(DELIVERIES + "?limit=2&provider=forge&since=1h");
    Reply rest = vendor.admin.get(DELIVERIES + "?limit=2&cursor=" + page.text("next"));

    assertThat(item(page, "delivery")).isEqualTo("d-2");
    assertThat(item(rest, "delivery")).isEqualTo("d-0");
    assertThat(vendor.admin.get(DELIVERIES + "?provider=other").body()).doesNotContain("whd_");
    assertThat(vendor.admin.get(DELIVERIES + "?state=lost").status()).isEqualTo(400);
  }

  @Test
  void aRotatedSecretOverlapsAsLongAsWanted() {
    String rotate = "/api/v1/webhooks/" + vendor.id + "/rotate";

    String second = vendor.admin.post(rotate, "{\"what\": \"secret\"}").text("secret");
    assertThat(vendor.opened(1, "old").status()).isEqualTo(202);
    String body = VendorOfWebhooks.issue(2);
    assertThat(
            vendor
                .send(vendor.path, "issues", "new", body, VendorOfWebhooks.hmac(second, body))
                .status())
        .isEqualTo(202);

    vendor.admin.post(rotate, "{\"what\": \"secret\", \"overlap\": \"0s\"}");
    assertThat(vendor.opened(3, "late").status()).isEqualTo(401);
  }

  @Test
  void aRotatedTokenEndsTheAddressOfBefore() {
    Reply rotated =
        vendor.admin.post("/api/v1/webhooks/" + vendor.id + "/rotate", "{\"what\": \"token\"}");
    String body = VendorOfWebhooks.issue(2);

    assertThat(vendor.opened(1, "old").status()).isEqualTo(404);
    assertThat(
            vendor
                .send(
                    rotated.text("path"),
                    "issues",
                    "new",
                    body,
                    VendorOfWebhooks.hmac(vendor.secret, body))
                .status())
        .isEqualTo(202);
  }

  @Test
  void aWebhookGoesWithItsProvider() {
    vendor.opened(7, "d-1");

    assertThat(vendor.admin.delete("/api/v1/resources/provider/forge").status()).isLessThan(300);

    assertThat(vendor.opened(8, "d-2").status()).isEqualTo(404);
    assertThat(only().body()).doesNotContain("whd_");
    assertThat(stored("webhook")).isZero();
    new Retention(
            server.database().database(), new Settings.Retention(30, 30, 30, 30), Time.system())
        .runOnce();
    assertThat(stored("webhook_delivery") + stored("webhook_hour")).isZero();
  }

  private Reply sign(VendorOfWebhooks vendor, String secret, int issue) {
    String body = VendorOfWebhooks.issue(issue);
    return vendor.send(vendor.path, "issues", "ignored", body, VendorOfWebhooks.hmac(secret, body));
  }

  @Test
  void aHandshakeThatCameToNothingIsRepeatedWithAnotherSecret() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");

    assertThat(shaking.shake("first-secret").status()).isEqualTo(200);
    assertThat(shaking.shake("second-secret").status()).isEqualTo(200);

    assertThat(sign(shaking, "first-secret", 1).status()).isEqualTo(401);
    assertThat(sign(shaking, "second-secret", 1).status()).isEqualTo(202);
    assertThat(shaking.admin.get("/api/v1/audit?target=webhook/*").body())
        .contains("handshake")
        .contains("secret version 2")
        .doesNotContain("second-secret");
  }

  /** A vendor such as Notion gives its secret, and wants it from a person before it goes on. */
  @Test
  void whatAHandshakeGaveIsToldUntilItCounts() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");
    String path = "/api/v1/webhooks/" + shaking.id + "/secret";

    assertThat(shaking.admin.get(path).status()).isEqualTo(409);
    shaking.shake("first-secret");
    assertThat(shaking.admin.get(path).text("secret")).isEqualTo("first-secret");
    shaking.shake("second-secret");
    assertThat(shaking.admin.get(path).text("secret")).isEqualTo("second-secret");
    assertThat(shaking.admin.get("/api/v1/audit?target=webhook/*").body())
        .contains("secret version 2 told")
        .doesNotContain("second-secret");
    sign(shaking, "second-secret", 1);

    assertThat(shaking.admin.get(path).status()).isEqualTo(409);
    assertThat(shaking.admin.get(path).body()).doesNotContain("second-secret");
  }

  @Test
  void whatAHandshakeGaveIsToldForAnHour() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");
    shaking.shake("first-secret");
    amend(shaking, "update webhook set secret_since = secret_since - interval '61 minutes'");

    assertThat(shaking.admin.get("/api/v1/webhooks/" + shaking.id + "/secret").status())
        .isEqualTo(409);
  }

  /** A secret that was made here was shown when it was made. */
  @Test
  void aSecretThatNoHandshakeGaveIsNotToldAgain() {
    VendorOfWebhooks gitea = new VendorOfWebhooks(server, "gitea-issues");

    assertThat(gitea.admin.get("/api/v1/webhooks/" + gitea.id + "/secret").status()).isEqualTo(409);
  }

  @Test
  void aSecretThatIsInUseIsReplacedByTheOperatorAlone() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");
    shaking.shake("first-secret");
    sign(shaking, "first-secret", 1);

    assertThat(shaking.shake("of-somebody-else").status()).isEqualTo(401);
    assertThat(sign(shaking, "first-secret", 2).status()).isEqualTo(202);
    Reply rotated =
        shaking.admin.post(
            "/api/v1/webhooks/" + shaking.id + "/rotate",
            "{\"what\": \"secret\", \"overlap\": \"0s\"}");

    assertThat(rotated.status()).as(rotated.toString()).isEqualTo(200);
    assertThat(sign(shaking, "first-secret", 3).status()).isEqualTo(401);
    assertThat(shaking.shake("third-secret").status()).isEqualTo(200);
    assertThat(sign(shaking, "third-secret", 4).status()).isEqualTo(202);
  }

  private void amend(VendorOfWebhooks whose, String sql) {
    server
        .database()
        .database()
        .inTenant(server.tenantOf(whose.admin), tx -> tx.update(sql).execute());
  }

  private static Reply forget(VendorOfWebhooks whose) {
    return whose.admin.post("/api/v1/webhooks/" + whose.id + "/rotate", "{\"what\": \"secret\"}");
  }

  @Test
  void aHandshakeThatNobodySignedIsRepeatedForAnHourFromTheFirst() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");
    shaking.shake("first-secret");
    amend(shaking, "update webhook set secret_since = secret_since - interval '40 minutes'");
    assertThat(shaking.shake("second-secret").status()).isEqualTo(200);
    assertThat(shaking.admin.get("/api/v1/webhooks/" + shaking.id).text("handshakeUntil"))
        .isNotNull();

    amend(shaking, "update webhook set secret_since = secret_since - interval '40 minutes'");

    assertThat(shaking.shake("of-somebody-else").status()).isEqualTo(401);
    assertThat(sign(shaking, "second-secret", 1).status()).isEqualTo(202);
  }

  @Test
  void theSecretOfBeforeCountsAsLongAsPromisedWhenAHandshakeGivesAnother() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");
    shaking.shake("first-secret");
    sign(shaking, "first-secret", 1);
    forget(shaking);

    assertThat(sign(shaking, "first-secret", 2).status()).isEqualTo(202);
    shaking.shake("second-secret");

    assertThat(sign(shaking, "first-secret", 3).status()).isEqualTo(202);
    assertThat(sign(shaking, "second-secret", 4).status()).isEqualTo(202);
  }

  @Test
  void whatTheSecretOfBeforeSignedSaysNothingOfThePresentOne() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");
    shaking.shake("first-secret");
    sign(shaking, "first-secret", 1);
    forget(shaking);
    shaking.shake("lost-on-its-way");

    assertThat(sign(shaking, "first-secret", 2).status()).isEqualTo(202);
    assertThat(shaking.shake("second-secret").status()).isEqualTo(200);

    assertThat(sign(shaking, "second-secret", 3).status()).isEqualTo(202);
    assertThat(shaking.shake("of-somebody-else").status()).isEqualTo(401);
  }

  @Test
  void equalBodiesWithoutAnIdAreAllKeptAndSayThatTheyMayRepeat() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");
    shaking.shake("first-secret");

    sign(shaking, "first-secret", 7);
    sign(shaking, "first-secret", 7);
    Reply list = shaking.admin.get(DELIVERIES);

    assertThat(((Json.Arr) list.at("items")).items()).hasSize(2);
    assertThat(item(list).get("repeats")).isEqualTo(Json.of(0L));
  }

  @Test
  void guessesOfTokensAreLookedUpAtAPaceOnly() {
    int limited = 0;
    for (int i = 0; i < 400; i++) {
      String guess = "/hooks/" + "%043d".formatted(i);
      limited += vendor.send(guess, "issues", "d", "{}", "00").status() == 429 ? 1 : 0;
    }

    assertThat(limited).isPositive();
    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(202);
  }

  @Test
  void headersThatNobodyReadsAreNotKept() {
    String body = VendorOfWebhooks.issue(7);
    server
        .anonymous()
        .with("X-Gitea-Event", "issues")
        .with("X-Gitea-Delivery", "d-1")
        .with("X-Gitea-Signature", VendorOfWebhooks.hmac(vendor.secret, body))
        .with("X-Api-Credential", "hunter2")
        .post(vendor.path, body);

    Reply opened = vendor.admin.get(DELIVERIES + "/" + first());

    assertThat(opened.body()).contains("x-gitea-delivery").doesNotContain("hunter2");
  }

  @Test
  void whatBelongsToAnotherTenantIsNotThere() {
    vendor.opened(7, "d-1");
    Client stranger = server.newTenant();
    String delivery = DELIVERIES + "/" + first();

    for (String path : List.of("/api/v1/webhooks/" + vendor.id, delivery, delivery + "/body")) {
      assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(stranger.post(delivery + "/replay", "").status()).isEqualTo(404);
    assertThat(stranger.delete("/api/v1/webhooks/" + vendor.id).status()).isEqualTo(404);
    assertThat(stranger.get(DELIVERIES).body()).doesNotContain("whd_");
    assertThat(stranger.get("/api/v1/webhooks").body()).doesNotContain("forge");
  }

  @Test
  void tokensAndSecretsAreShownOnceAndAreNotStored() {
    assertThat(vendor.admin.get("/api/v1/webhooks/" + vendor.id).body())
        .contains("\"signed\":true")
        .contains("hmac-sha256")
        .doesNotContain(vendor.path)
        .doesNotContain(vendor.secret);
    assertThat(vendor.admin.get("/api/v1/audit?target=webhook/*").body())
        .contains("secret version 1")
        .doesNotContain(vendor.path.substring(7))
        .doesNotContain(vendor.secret);
    assertThat(stored("webhook where position('%s'::bytea in secret) > 0".formatted(vendor.secret)))
        .isZero();
  }

  @Test
  void aProviderThatReadsNoneGetsNone() {
    assertThat(vendor.admin.post("/api/v1/webhooks", "{\"provider\": \"nobody\"}").status())
        .isEqualTo(404);
    assertThat(
            vendor
                .admin
                .keyWith("viewer")
                .post("/api/v1/webhooks", "{\"provider\": \"forge\"}")
                .status())
        .isEqualTo(403);
    assertThat(vendor.admin.delete("/api/v1/webhooks/" + vendor.id).status()).isEqualTo(204);
    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(404);
  }
}
