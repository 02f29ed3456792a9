package io.auterity.server.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.time.Time;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a webhook refused is told by its facts, and nothing of what was sent is kept. */
@Tag("postgresql")
class RefusedDeliveryTest {

  @RegisterExtension
  static final RunningServer server = RunningServer.start(VendorOfWebhooks::plugins);

  private static final String DELIVERIES = "/api/v1/webhooks/deliveries";
  private static final String REFUSED = DELIVERIES + "?state=refused";

  private final VendorOfWebhooks vendor = new VendorOfWebhooks(server);

  private Reply forged(int issue) {
    return signed(issue, "somebody-else");
  }

  private Reply signed(int issue, String secret) {
    String body = VendorOfWebhooks.issue(issue);
    return vendor.send(
        vendor.path, "issues", "d-" + issue, body, VendorOfWebhooks.hmac(secret, body));
  }

  private static List<Json> items(Reply list) {
    assertThat(list.status()).as(list.toString()).isEqualTo(200);
    return ((Json.Arr) list.at("items")).items();
  }

  private Json.Obj only() {
    List<Json> items = items(vendor.admin.get(REFUSED));
    assertThat(items).hasSize(1);
    return (Json.Obj) items.getFirst();
  }

  private static String text(Json.Obj of, String name) {
    return String.valueOf(of.text(name));
  }

  private static Json.Obj refusal(Json.Obj delivery) {
    return (Json.Obj) Objects.requireNonNull(delivery.get("refusal"));
  }

  private long stored(String what) {
    return database(tx -> tx.query("select count(*) from " + what).mapTo(Long.class).one());
  }

  private void amend(String sql) {
    database(tx -> tx.update(sql).execute());
  }

  private <T> T database(Function<Transaction, T> work) {
    return server.database().database().inTenant(server.tenantOf(vendor.admin), work);
  }

  @Test
  void aForgedOneIsListedByWhereItStoppedAndWhoSentIt() {
    assertThat(forged(7).status()).isEqualTo(401);

    Json.Obj told = only();

    assertThat(text(told, "state")).isEqualTo("refused");
    assertThat(text(told, "provider")).isEqualTo("forge");
    assertThat(text(told, "reason")).startsWith("the signature is of no valid secret");
    assertThat(told.get("size")).isEqualTo(Json.of((long) VendorOfWebhooks.issue(7).length()));
    assertThat(text(refusal(told), "stopped")).isEqualTo("signature");
    assertThat(text(refusal(told), "address")).isEqualTo("127.0.0.1");
    assertThat(told.fields()).doesNotContainKeys("delivery", "type", "subject");
    assertThat(refusal(told).fields()).doesNotContainKeys("formerVersion", "formerUntil");
  }

  @Test
  void nothingOfItIsKeptToOpenOrToReplay() {
    forged(7);
    String path = DELIVERIES + "/" + text(only(), "id");

    Reply opened = vendor.admin.get(path);

    assertThat(opened.text("delivery.state")).isEqualTo("refused");
    assertThat(opened.at("headers")).isEqualTo(Json.EMPTY);
    assertThat(vendor.admin.get(path + "/body").status()).isEqualTo(409);
    assertThat(vendor.admin.post(path + "/replay", "").body())
        .contains("was refused: nothing of what was sent is kept");
    assertThat(stored("webhook_delivery")).isZero();
    assertThat(server.newTenant().get(path).status()).isEqualTo(404);
  }

  @Test
  void whatIsRefusedAlikeIsOneAndCounted() {
    IntStream.range(0, 5).forEach(this::forged);
    vendor.send(vendor.path, "issues", "d", "{}", null);

    List<Json> told = items(vendor.admin.get(REFUSED));

    // The clock may go from one span of ten minutes to the next meanwhile.
    assertThat(told.size()).isBetween(2, 3);
    assertThat(text((Json.Obj) told.getFirst(), "reason")).startsWith("not signed");
    assertThat(stored("(select sum(times) s from webhook_refusal) r where s = 6")).isEqualTo(1);
  }

  private void rotated(String overlap) {
    vendor.admin.post(
        "/api/v1/webhooks/" + vendor.id + "/rotate",
        "{\"what\": \"secret\", \"overlap\": \"%s\"}".formatted(overlap));
    amend("update webhook set former_until = former_until - interval '2 hours'");
  }

  private Reply accepted(int version, String overlap) {
    return vendor.admin.post(
        "/api/v1/webhooks/" + vendor.id + "/former",
        "{\"version\": %d, \"overlap\": \"%s\"}".formatted(version, overlap));
  }

  @Test
  void theSecretOfBeforeIsAcceptedForAWhileMore() {
    rotated("1h");
    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(401);

    Reply hook = accepted(1, "24h");

    assertThat(Instant.parse(hook.text("formerUntil"))).isAfter(Instant.now());
    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(202);
    assertThat(vendor.admin.get("/api/v1/audit?sort=-at&limit=20").body())
        .contains("secret version 1 good until " + hook.text("formerUntil"));
    assertThat(accepted(1, "1h").text("formerUntil")).isEqualTo(hook.text("formerUntil"));
  }

  @Test
  void noOtherSecretThanTheOneOfBeforeIsAcceptedAgain() {
    rotated("1h");
    assertThat(accepted(2, "24h").body()).contains("conflict", "secret 2 of webhook");
    assertThat(accepted(1, "721h").body()).contains("invalid", "overlap is 0s to 30d");
    assertThat(accepted(1, "0s").body()).contains("invalid", "0s would accept nothing");

    rotated("0s");

    assertThat(accepted(1, "24h").status()).isEqualTo(409);
    assertThat(accepted(2, "24h").status()).isEqualTo(409);
    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(401);
  }

  @Test
  void theSignatureOfASecretThatIsOverIsNamed() {
    rotated("1h");

    assertThat(vendor.opened(7, "d-1").status()).isEqualTo(401);
    Json.Obj told = only();

    assertThat(text(told, "reason"))
        .isEqualTo("the signature is of secret 1, which is good no more");
    assertThat(refusal(told).get("formerVersion")).isEqualTo(Json.of(1L));
    assertThat(refusal(told).fields()).containsKey("formerUntil");
    assertThat(stored("webhook_delivery")).isZero();
  }

  @Test
  void whatWasSignedTooLongAgoStoppedAtItsTime() {
    VendorOfWebhooks timed = new VendorOfWebhooks(server, "timed-issues");
    String body = VendorOfWebhooks.issue(7);

    for (String at : List.of("1000", "1001", "1700")) {
      String signature = VendorOfWebhooks.hmac(timed.secret, at + "." + body);
      assertThat(timed.send(timed.path, at, "d-1", body, signature).status()).isEqualTo(401);
    }
    List<Json> all = items(timed.admin.get(REFUSED));
    Json.Obj told = (Json.Obj) all.getFirst();

    assertThat(text(refusal(told), "stopped")).isEqualTo("time");
    assertThat(text(told, "reason")).contains("more than 300 s before or after");
    // However old each is they are one, or two where a span of ten minutes has just begun.
    assertThat(all.size()).isBetween(1, 2);
  }

  @Test
  void whereThereIsNoSecretItStoppedThere() {
    VendorOfWebhooks shaking = new VendorOfWebhooks(server, "shaking-issues");

    assertThat(shaking.send(shaking.path, "issues", "d", "{}", "00").status()).isEqualTo(401);

    Json.Obj told = (Json.Obj) items(shaking.admin.get(REFUSED)).getFirst();
    assertThat(text(refusal(told), "stopped")).isEqualTo("secret");
  }

  @Test
  void refusedOnesStandAmongTheOthersInPages() {
    vendor.opened(1, "d-1");
    forged(2);
    vendor.opened(3, "d-3");

    Reply page = vendor.admin.get(DELIVERIES + "?limit=2");
    Reply rest = vendor.admin.get(DELIVERIES + "?limit=2&cursor=" + page.text("next"));

    assertThat(items(page).stream().map(each -> text((Json.Obj) each, "state")))
        .containsExactly("verified", "refused");
    assertThat(items(rest).stream().map(each -> text((Json.Obj) each, "delivery")))
        .containsExactly("d-1");
    assertThat(items(vendor.admin.get(DELIVERIES + "?state=verified"))).hasSize(2);
    assertThat(items(vendor.admin.get(DELIVERIES + "?type=io.auterity.tracker.issue.created.v1")))
        .hasSize(2);
    assertThat(items(vendor.admin.get(REFUSED + "&provider=another"))).isEmpty();
    assertThat(items(vendor.admin.get(REFUSED + "&since=1h&webhook=" + vendor.id))).hasSize(1);
  }

  @Test
  void theyAreCountedByStateAndByTime() {
    vendor.opened(1, "d-1");
    vendor.opened(1, "d-1");
    vendor.opened(3, "d-3");
    forged(2);
    forged(2);

    Reply day = counts("?since=24h");

    assertThat(day.at("byState"))
        .isEqualTo(
            Json.object(
                Map.of(
                    "verified", Json.of(2L), "unrecognised", Json.of(0L), "refused", Json.of(2L))));
    assertThat(day.at("repeats")).isEqualTo(Json.of(1L));
    assertThat(day.at("total")).isEqualTo(Json.of(5L));
    assertThat(day.text("binMs")).startsWith("900000");
    assertThat(((Json.Arr) day.at("bins")).items()).hasSize(96);
    assertThat(inBins(day, "total")).isEqualTo(5);
    assertThat(inBins(day, "refused")).isEqualTo(2);
  }

  @Test
  void countsAreOfWhatIsWantedAlone() {
    vendor.opened(1, "d-1");
    forged(2);
    amend("update webhook_delivery set received = received - interval '2 hours'");

    assertThat(total(counts("?since=1h"))).isEqualTo(1);
    assertThat(total(counts("?until=1h"))).isEqualTo(1);
    assertThat(total(counts("?type=io.auterity.tracker.issue.created.v1"))).isEqualTo(1);
    assertThat(total(counts("?provider=another"))).isZero();
    assertThat(total(counts("?webhook=" + vendor.id))).isEqualTo(2);
    assertThat(server.newTenant().get(DELIVERIES + "/counts").at("total")).isEqualTo(Json.of(0L));
    assertThat(counts("?since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z").status())
        .isEqualTo(200);
  }

  @Test
  void whatCameAgainIsAmongThoseSince() {
    vendor.opened(1, "d-1");
    amend("update webhook_delivery set received = received - interval '2 hours'");
    assertThat(items(vendor.admin.get(DELIVERIES + "?since=1h"))).isEmpty();
    assertThat(items(vendor.admin.get(DELIVERIES + "?until=1h"))).hasSize(1);

    vendor.opened(1, "d-1");

    assertThat(items(vendor.admin.get(DELIVERIES + "?since=1h"))).hasSize(1);
  }

  private Reply counts(String query) {
    return vendor.admin.get(DELIVERIES + "/counts" + query);
  }

  private static long total(Reply counts) {
    return ((Json.Int) counts.at("total")).value();
  }

  private static long inBins(Reply counts, String name) {
    return ((Json.Arr) counts.at("bins"))
        .items().stream()
            .map(bin -> (Json.Int) Objects.requireNonNull(((Json.Obj) bin).get(name)))
            .mapToLong(Json.Int::value)
            .sum();
  }

  @Test
  void aWebhookKeepsTheNewestHundred() {
    amend(
        """
        insert into webhook_refusal
          (tenant, webhook, id, span, address, reason, stopped, size, refused, last)
        select w.tenant, w.id, cast(lpad(to_hex(n), 32, '0') as uuid), now(), '10.0.0.' || n, 'of old',
          'signature', 1, now(), now()
        from webhook w, generate_series(1, 120) n
        """);

    forged(7);

    assertThat(stored("webhook_refusal")).isEqualTo(100);
    assertThat(stored("webhook_refusal where reason <> 'of old'")).isEqualTo(1);
    assertThat(stored("webhook_refusal where address = '10.0.0.21'")).isZero();
    assertThat(stored("webhook_refusal where address = '10.0.0.22'")).isEqualTo(1);
  }

  @Test
  void theyGoAfterAWeekAndWithTheirWebhook() {
    VendorOfWebhooks kept = new VendorOfWebhooks(server);
    forged(7);
    kept.send(kept.path, "issues", "d", "{}", "00");
    vendor.admin.delete("/api/v1/webhooks/" + vendor.id);

    retain();
    assertThat(stored("webhook_refusal")).isZero();
    assertThat(items(kept.admin.get(REFUSED))).hasSize(1);

    server
        .database()
        .database()
        .inTenant(
            server.tenantOf(kept.admin),
            tx ->
                tx.update("update webhook_refusal set last = now() - interval '8 days'").execute());
    retain();
    assertThat(items(kept.admin.get(REFUSED))).isEmpty();
  }

  private static void retain() {
    new Retention(
            server.database().database(), new Settings.Retention(30, 30, 30, 30), Time.system())
        .runOnce();
  }
}
