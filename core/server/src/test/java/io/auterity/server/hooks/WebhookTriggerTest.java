package io.auterity.server.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls from outside start runs. */
@Tag("postgresql")
class WebhookTriggerTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String PATH = "/api/v1/triggers";
  private static final String SECRET = "wine-and-bread";
  private static final String HMAC = "{hmac: {header: X-Signature, secret: shop}}";
  private static final String BODY = "{\"order\":  \"8841\",\n \"note\": \"\u00e4\"}\n";

  private static final String WITHOUT =
      """
      kind: workflow
      id: refund
      spec:
        input: {order: {type: string}, about: {type: object, default: {}}}
        steps: [{id: said, transform: "${input.order}"}]
        output: ${said}
      """;

  private final Client admin = server.newTenant();
  private final Client outside = server.anonymous();

  WebhookTriggerTest() {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/shop", BodyPublishers.ofString(SECRET));
  }

  private static String file(String verify) {
    return WITHOUT.replace(
        "  steps:",
        """
          triggers:
            - id: hook
              webhook: {verify: %s}
              input:
                order: "${event.body.order}"
                about: {headers: "${event.headers}", query: "${event.query}"}
          steps:\
        """
            .formatted(verify));
  }

  private String applied(String verify) {
    admin.apply(file(verify));
    return address();
  }

  private Json.Obj trigger() {
    return (Json.Obj) ((Json.Arr) admin.get(PATH).at("items")).items().getFirst();
  }

  private String address() {
    return String.valueOf(trigger().text("path"));
  }

  private static byte[] hmac(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(body.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Reply signed(String path, String body, String signature) {
    return outside.with("X-Signature", signature).post(path, "application/json", body);
  }

  private static String hex(String body) {
    return HexFormat.of().formatHex(hmac(body));
  }

  @Test
  void aSignedCallStartsARun() {
    String path = applied(HMAC) + "?shop=7&shop=8";

    Reply called =
        outside
            .with("X-Signature", "sha256=" + hex(BODY))
            .with("X-Kind", "order")
            .with("X-Api-Key", "hidden")
            .with("Cookie", "hidden=1")
            .post(path, "application/json", BODY);

    assertThat(called.status()).as(called.toString()).isEqualTo(202);
    assertThat(called.text("state")).isEqualTo("accepted");
    Reply run = admin.awaiting("/api/v1/runs/" + called.text("run"), "state", "succeeded");
    assertThat(run.text("output")).isEqualTo("8841");
    assertThat(run.text("startedBy.door")).isEqualTo("trigger");
    assertThat(admin.get("/api/v1/runs/" + called.text("run") + "/input").body())
        .contains("\"x-kind\":\"order\"", "\"shop\":\"7\"")
        .doesNotContain("hidden", "x-signature");
    assertThat(admin.get("/api/v1/audit?action=control:run.start").body())
        .contains("trigger/refund.hook")
        .contains("begun");
    String id = String.valueOf(trigger().text("id"));
    assertThat(admin.get(PATH + "/" + id + "/starts").text("items.0.run"))
        .isEqualTo(called.text("run"));
  }

  /** As users of others ask for: activepieces#7097, n8n-io/n8n#13146. */
  @Test
  void whatIsSignedIsTheBodyByteByByteAndNotWhatItSays() {
    String path = applied(HMAC);

    assertThat(signed(path, BODY, hex(BODY)).status()).isEqualTo(202);
    // What begins a run takes the trigger's problem away.
    admin.awaiting(PATH + "/" + trigger().text("id") + "/starts", "items.0.state", "started");
    Reply other = signed(path, BODY.replace("  ", " "), hex(BODY));
    assertThat(other.status()).isEqualTo(401);
    assertThat(other.text("code")).isEqualTo("unauthenticated");
    assertThat(trigger().text("problem"))
        .isEqualTo(
            "a call was refused: the signature in x-signature is not that of the body as it was"
                + " sent");
    assertThat(outside.post(path, "application/json", BODY).text("detail"))
        .startsWith("it has no signature in x-signature");
    assertThat(signed(path, BODY, "zz").status()).isEqualTo(401);
    String base64 = Base64.getEncoder().encodeToString(hmac(BODY));
    applied("{hmac: {header: X-Signature, secret: shop, prefix: 'v1:', encoding: base64}}");
    assertThat(signed(path, BODY, "v1:" + base64).status()).isEqualTo(202);
    assertThat(signed(path, BODY, base64).status()).isEqualTo(401);
  }

  private Reply timed(String path, long age, String id, String signedBody, String body) {
    long at = Instant.now().getEpochSecond() - age;
    return outside
        .with("X-Time", Long.toString(at))
        .with("X-Id", id)
        .with("X-Signature", hex("%s.%d.%s".formatted(id, at, signedBody)))
        .post(path, "application/json", body);
  }

  @Test
  void aSignedTimeMakesACallCountForAWhileAndOnce() {
    String path =
        applied("{hmac: {header: X-Signature, secret: shop, timestamp: X-Time, id: X-Id}}");

    Reply first = timed(path, 0, "call-1", BODY, BODY);
    assertThat(first.status()).as(first.toString()).isEqualTo(202);
    Reply again = timed(path, 20, "call-1", BODY, BODY);
    assertThat(again.text("run")).isEqualTo(first.text("run"));
    assertThat(again.at("repeated")).isEqualTo(Json.of(true));
    assertThat(timed(path, 20, "call-2", BODY, BODY).text("run")).isNotEqualTo(first.text("run"));
    for (long age : List.of(400L, -400L)) {
      Reply late = timed(path, age, "call-3", BODY, BODY);
      assertThat(late.status()).as(late.toString()).isEqualTo(401);
      assertThat(late.text("detail")).contains("300 s before or after");
    }
    assertThat(timed(path, 0, "call-3", BODY, BODY + " ").status()).isEqualTo(401);
    assertThat(timed(path, 0, "a b", BODY, BODY).text("detail")).contains("x-id");
    assertThat(signed(path, BODY, hex(BODY)).text("detail"))
        .contains("X-Time", "when it was signed");
    assertThat(trigger().get("warning")).isNull();
  }

  @Test
  void withoutAnIdACallIsKnownByWhatItSignsWhateverStandsBeside() {
    String path =
        applied(
            "{hmac: {header: X-Signature, secret: shop, part: v1, timestamp: t, tolerance: 1h}}");
    long at = Instant.now().getEpochSecond() - 3_000;
    String header = "t=%d,v1=00,v1=%s".formatted(at, hex(at + "." + BODY));

    Reply first = outside.with("X-Signature", header).post(path, "application/json", BODY);
    Reply replayed =
        outside
            .with("X-Signature", header)
            .with("Idempotency-Key", "another")
            .post(path, "application/json", BODY);
    String moved = header.replace("t=" + at, "t=" + (at + 1));

    assertThat(first.status()).as(first.toString()).isEqualTo(202);
    assertThat(replayed.text("run")).isEqualTo(first.text("run"));
    assertThat(outside.with("X-Signature", moved).post(path, "application/json", BODY).status())
        .isEqualTo(401);
  }

  @Test
  void callsOfStandardWebhooksAreTaken() {
    String key = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/shop", BodyPublishers.ofString("whsec_" + key));
    String path = applied("{standard: {secret: shop}}");
    long at = Instant.now().getEpochSecond();
    String signature = Base64.getEncoder().encodeToString(hmac("msg_1.%d.%s".formatted(at, BODY)));
    Client sender =
        outside
            .with("webhook-id", "msg_1")
            .with("webhook-timestamp", Long.toString(at))
            .with("webhook-signature", "v1,AAAA v1," + signature);

    Reply first = sender.post(path, "application/json", BODY);
    Reply again = sender.post(path, "application/json", BODY);

    assertThat(first.status()).as(first.toString()).isEqualTo(202);
    assertThat(again.text("run")).isEqualTo(first.text("run"));
    assertThat(sender.with("webhook-id", "msg_2").post(path, "application/json", BODY).status())
        .isEqualTo(401);
    assertThat(String.valueOf(trigger().get("webhook"))).contains("standard", "shop");
  }

  @Test
  void oneThatSignsNoTimeSaysThatItsCallsCanBeSentAgain() {
    applied(HMAC);

    assertThat(trigger().text("warning")).contains("signs no time", "sent again", "timestamp");
  }

  @Test
  void aBearerTokenIsTheSecret() {
    String path = applied("{bearer: {secret: shop}}");

    assertThat(outside.bearer(SECRET).post(path, BODY).status()).isEqualTo(202);
    assertThat(outside.bearer(SECRET + "x").post(path, BODY).text("detail"))
        .isEqualTo("the token is another");
    assertThat(outside.post(path, BODY).status()).isEqualTo(401);
    admin.delete("/api/v1/secrets/shop");
    Reply gone = outside.bearer(SECRET).post(path, BODY);
    assertThat(gone.status()).isEqualTo(503);
    assertThat(gone.body()).doesNotContain("shop");
    assertThat(trigger().text("problem")).contains("shop");
  }

  @Test
  void aDeliveryThatComesTwiceIsAnsweredWithTheSameRun() {
    String path = applied("none");
    Client sender = outside.with("X-GitHub-Delivery", "72d3162e-cc78-11e3");

    Reply first = sender.post(path, BODY);
    Reply again = sender.post(path, BODY);

    assertThat(first.text("run")).startsWith("run_").isEqualTo(again.text("run"));
    assertThat(first.toString()).contains("\"repeated\":false");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.toString()).contains("\"repeated\":true");
    assertThat(outside.post(path, BODY).text("run")).isNotEqualTo(first.text("run"));
    assertThat(outside.with("Idempotency-Key", "a b").post(path, BODY).status()).isEqualTo(400);
  }

  @Test
  void formsAndTextsAreReadAndOtherTypesRefused() {
    String path = applied("none");

    assertThat(outside.post(path, "application/x-www-form-urlencoded", "order=a+b").status())
        .isEqualTo(202);
    assertThat(outside.post(path, "application/vnd.shop+json", BODY).status()).isEqualTo(202);
    Reply text = outside.post(path, "text/plain; charset=utf-8", "order");
    assertThat(text.status()).isEqualTo(400);
    assertThat(text.text("detail")).startsWith("input: ");
    for (String type : new String[] {"application/xml", "text/xml", "image/png", "x"}) {
      Reply refused = outside.post(path, type, "<order/>");
      assertThat(refused.status()).as(type).isEqualTo(415);
      assertThat(refused.text("code")).isEqualTo("unsupported");
      assertThat(refused.text("detail")).contains("send application/json");
    }
    assertThat(outside.post(path, "application/x-www-form-urlencoded", BODY).text("detail"))
        .startsWith("Content-Type: says a form, and the body looks like JSON");
    assertThat(outside.post(path, "{\"order\": ").status()).isEqualTo(400);
    assertThat(outside.with("Content-Encoding", "gzip").post(path, BODY).status()).isEqualTo(415);
    assertThat(outside.get(path).status()).isEqualTo(405);
  }

  /** As kestra-io/kestra#4638 asks for: 413, and not a fault after the start. */
  @Test
  void aBodyOfMoreThanAMebibyteIsRefused() {
    String path = applied("none");
    String most = "{\"order\":\"" + "x".repeat((1 << 20) - 12) + "\"}";

    assertThat(outside.post(path, most).status()).isEqualTo(202);
    Reply more = outside.post(path, most + "\n");
    assertThat(more.status()).isEqualTo(413);
    assertThat(more.text("code")).isEqualTo("too_large");
  }

  /** An address that answered 404 though it was active: n8n-io/n8n#34038. */
  @Test
  void anAddressIsThereAtOnceAndGoneWhileItsTriggerIsPaused() {
    String path = applied("none");
    assertThat(outside.post(path, BODY).status()).isEqualTo(202);
    String id = PATH + "/" + trigger().text("id");

    admin.post(id + "/pause", "");
    Reply paused = outside.post(path, BODY);
    admin.post(id + "/resume", "");

    assertThat(paused.status()).isEqualTo(410);
    assertThat(paused.text("code")).isEqualTo("not_found");
    assertThat(paused.text("detail")).contains("paused");
    assertThat(outside.post(path, BODY).status()).isEqualTo(202);
    admin.apply(WITHOUT);
    assertThat(outside.post(path, BODY).status()).isEqualTo(404);
    assertThat(outside.post("/hooks/in/" + "a".repeat(54), BODY).text("code"))
        .isEqualTo("not_found");
    assertThat(outside.post("/hooks/in/x", BODY).status()).isEqualTo(404);
  }

  @Test
  void aCallMayWaitForTheOutput() {
    admin.apply(file("none, reply: output"));
    Client sender = outside.with("Webhook-Id", "msg_1");

    Reply first = sender.post(address(), BODY);
    Reply again = sender.post(address(), BODY.replace("8841", "7"));

    assertThat(first.status()).as(first.toString()).isEqualTo(200);
    assertThat(first.body()).isEqualTo("\"8841\"");
    assertThat(again.body()).isEqualTo("\"8841\"");
    assertThat(first.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  /** What a run says of itself is for those who may read it. */
  @Test
  void aRunThatFailsIsToldByItsCodeAlone() {
    admin.apply(
        file("none, reply: output")
            .replace("steps: [", "steps: [{id: nap, wait: '${input.order}'}, "));

    Reply called = outside.post(address(), BODY);

    assertThat(called.status()).as(called.toString()).isEqualTo(502);
    assertThat(called.text("state")).isEqualTo("failed");
    assertThat(called.text("run")).startsWith("run_");
    assertThat(called.text("code")).isNotEmpty();
    assertThat(called.body()).doesNotContain("duration", "nap");
  }

  @Test
  void oneThatIsStartedOverTheApiMayBeWaitedForToo() {
    admin.apply(WITHOUT.replace("steps: [", "steps: [{id: nap, wait: '${input.order}'}, "));
    String path = "/api/v1/workflows/refund/runs";

    Reply over = admin.post(path + "?wait=30s", "{\"input\": {\"order\": \"1ms\"}}");
    Reply goesOn = admin.post(path + "?wait=200ms", "{\"input\": {\"order\": \"1h\"}}");

    assertThat(over.status()).as(over.toString()).isEqualTo(200);
    assertThat(over.text("state")).isEqualTo("succeeded");
    assertThat(over.text("output")).isEqualTo("1ms");
    assertThat(goesOn.status()).isEqualTo(202);
    assertThat(goesOn.body()).doesNotContain("output");
    assertThat(admin.post(path + "?wait=31s", "{\"input\": {\"order\": \"1ms\"}}").text("detail"))
        .startsWith("wait: '31s' is no duration up to 30s");
  }

  @Test
  void oneIsTriedWithACallThatStartsNothing() {
    applied("none");
    String id = PATH + "/" + trigger().text("id");

    Reply tried = admin.post(id + "/try", "{\"call\": {\"body\": {\"order\": \"1\"}}}");

    assertThat(tried.text("items.0.input.order")).isEqualTo("1");
    assertThat(admin.post(id + "/try", "{}").status()).isEqualTo(400);
    assertThat(admin.post(id + "/try", "{\"call\": {\"query\": {\"a\": null}}}").status())
        .isEqualTo(400);
    assertThat(admin.get(id + "/starts").body()).doesNotContain("start_");
  }

  @Test
  void withoutVerificationItIsRefusedAndWithNoneItIsSlow() {
    Reply missing =
        admin.post("/api/v1/apply", "application/yaml", file("none").replace("verify: none", ""));
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.toString()).contains("triggers[0].webhook.verify").contains("\"line\":7");
    String path = applied("none");

    Reply last = outside.post(path, BODY);
    for (int i = 0; i < 60; i++) {
      last = outside.post(path, BODY);
    }

    assertThat(last.status()).isEqualTo(429);
    assertThat(last.text("code")).isEqualTo("rate_limited");
    assertThat(last.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
  }

  @Test
  void overTheApiItIsMadeByThoseWhoMayUseItsSecret() {
    admin.apply(WITHOUT);
    String body =
        """
        {"name": "hook", "workflow": "refund", "on": "webhook",
         "webhook": {"verify": {"bearer": {"secret": "shop"}}},
         "when": "${event.body.order != ''}", "input": {"order": "${event.body.order}"}}
        """;
    Reply key =
        admin.post("/api/v1/keys", "{\"name\": \"some\", \"allow\": [\"control:trigger.write\"]}");
    Reply refused = outside.bearer(key.text("secret")).post(PATH, body);

    Reply made = admin.post(PATH, body);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("'shop'");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.text("on")).isEqualTo("webhook");
    assertThat(made.toString()).contains("\"verify\":{\"bearer\":{\"secret\":\"shop\"}}");
    Client sender = outside.bearer(SECRET);
    assertThat(sender.post(made.text("path"), BODY).status()).isEqualTo(202);
    Reply skipped = sender.post(made.text("path"), "{\"order\": \"\"}");
    assertThat(skipped.status()).isEqualTo(200);
    assertThat(skipped.text("state")).isEqualTo("skipped");
    assertThat(skipped.text("reason")).isEqualTo("when does not hold");
    assertThat(
            admin.post(PATH, body.replace("{\"bearer\": {\"secret\": \"shop\"}}", "\"no\"")).body())
        .contains("webhook.verify");
  }
}
