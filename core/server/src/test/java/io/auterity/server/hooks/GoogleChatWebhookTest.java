package io.auterity.server.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.time.Time;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deliveries of Google Chat, known by a token that is signed by keys which Google publishes. */
@Tag("postgresql")
class GoogleChatWebhookTest {

  @RegisterExtension
  static final RunningServer server = RunningServer.start(RunningServer.vendorFile("google-chat"));

  private static final String PLACE = "/service_accounts/v1/jwk/chat@system.gserviceaccount.com";
  private static final String CHAT = "chat@system.gserviceaccount.com";
  private static final String PROJECT = "1234567890";
  private static final String HEADER = "{\"alg\": \"RS256\", \"kid\": \"k1\", \"typ\": \"JWT\"}";
  private static final String CLICK =
      """
      {"type": "CARD_CLICKED", "eventTime": "2026-11-27T09:00:00.5Z",
       "user": {"name": "users/5", "displayName": "Ada"}, "message": {"name": "spaces/AAAA/messages/B.C"},
       "common": {"invokedFunction": "answer", "parameters": {"question": "invoice-7", "choice": "yes"}}}
      """;
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
  private static final KeyPair PAIR = pair();
  private static final AtomicInteger asked = new AtomicInteger();

  private static volatile boolean away;
  private static HttpServer google;

  private final Client admin = server.newTenant();

  @BeforeAll
  static void publish() throws IOException {
    google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    google.createContext(PLACE, GoogleChatWebhookTest::keys);
    google.start();
  }

  @AfterAll
  static void close() {
    google.stop(0);
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keys(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    RSAPublicKey key = (RSAPublicKey) PAIR.getPublic();
    byte[] set =
        "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"k1\", \"use\": \"sig\", \"alg\": \"RS256\", \"n\": \"%s\", \"e\": \"%s\"}]}"
            .formatted(number(key.getModulus()), number(key.getPublicExponent()))
            .getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(away ? 404 : 200, set.length);
    exchange.getResponseBody().write(set);
    exchange.close();
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return URL.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private void provider(String project) {
    provider("google-chat", project);
  }

  private void provider(String connector, String project) {
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/t", BodyPublishers.ofString("{}"));
    admin.apply(
        """
        kind: provider
        id: chat
        spec:
          connector: %s
          unverified: true
          auth: {google-service-account: {secret: t}}
          config: {url: 'http://127.0.0.1:9', keys: 'http://127.0.0.1:%d', project: '%s'}
        """
            .formatted(connector, google.getAddress().getPort(), project));
  }

  private Reply made(String more) {
    return admin.post("/api/v1/webhooks", "{\"provider\": \"chat\"%s}".formatted(more));
  }

  private String endpoint() {
    provider(PROJECT);
    Reply made = made("");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.at("secret")).isEqualTo(Json.NULL);
    return String.valueOf(made.text("path"));
  }

  private static String claims(String issuer, String audience, long lives) {
    long now = Time.system().now().getEpochSecond();
    return "{\"iss\": \"%s\", \"aud\": \"%s\", \"iat\": %d, \"exp\": %d}"
        .formatted(issuer, audience, now - 3_600, now + lives);
  }

  private static String part(String text) {
    return URL.encodeToString(text.getBytes(UTF_8));
  }

  private static String token(String header, String claims) {
    String text = part(header) + "." + part(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(PAIR.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return text + "." + URL.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token that is signed with the public key, taken for a secret. */
  private static String confused(String claims) {
    String text = part(HEADER.replace("RS256", "HS256")) + "." + part(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(PAIR.getPublic().getEncoded(), "HmacSHA256"));
      return text + "." + URL.encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String right() {
    return token(HEADER, claims(CHAT, PROJECT, 300));
  }

  private static Reply told(String path, @Nullable String token) {
    Client bare = server.anonymous().with("Content-Type", "application/json");
    Client sender = token == null ? bare : bare.with("Authorization", "Bearer " + token);
    return sender.send("POST", path, BodyPublishers.ofString(CLICK));
  }

  private List<Json> deliveries() {
    return ((Json.Arr) admin.get("/api/v1/webhooks/deliveries").at("items")).items();
  }

  @Test
  void aClickIsTakenOnceAndItsTokenIsNotKept() {
    String path = endpoint();

    Reply taken = told(path, right());
    Reply again = told(path, right());

    assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
    assertThat(taken.body()).isEqualTo("{}");
    assertThat(again.body()).isEqualTo("{}");
    assertThat(deliveries()).hasSize(1);
    Json.Obj only = (Json.Obj) deliveries().getFirst();
    assertThat(only.text("type")).isEqualTo("io.auterity.messaging.answer.given.v1");
    assertThat(only.text("subject")).isEqualTo("invoice-7");
    assertThat(only.get("repeats")).isEqualTo(Json.of(1L));
    Reply shown = admin.get("/api/v1/webhooks/deliveries/" + only.text("id"));
    assertThat(shown.body()).doesNotContainIgnoringCase("authorization").doesNotContain("Bearer");
  }

  @Test
  void whatBearsNoValidTokenIsRefusedWithTheReasonForTheTenantAlone() {
    String path = endpoint();
    String good = claims(CHAT, PROJECT, 300);
    String bare = part("{\"alg\": \"none\"}") + "." + part(good) + ".AA";
    String changed = right().replace(part(good), part(claims(CHAT, PROJECT, 9_000)));

    assertThat(
            List.of(
                refused(path, null),
                refused(path, "nonsense"),
                refused(path, bare),
                refused(path, confused(good)),
                refused(path, token(HEADER, claims("https://accounts.google.com", PROJECT, 300))),
                refused(path, token(HEADER, claims(CHAT, "42", 300))),
                refused(path, token(HEADER, claims(CHAT, PROJECT, -120))),
                refused(path, token(HEADER.replace("k1", "k9"), good)),
                refused(path, changed)))
        .containsExactly(
            "not signed: no token in authorization",
            "the token: it is no signed token of three parts",
            "the token: it is signed in another way than this issuer's tokens are",
            "the token: it is signed in another way than this issuer's tokens are",
            "the token: another issuer gave it",
            "the token: it was given to another client",
            "the token: its time is over",
            "the token: no key of the issuer has signed it",
            "the token: its signature does not fit");
    assertThat(deliveries())
        .allSatisfy(
            each -> {
              assertThat(((Json.Obj) each).text("state")).isEqualTo("refused");
              assertThat(each.toString()).contains("\"stopped\":\"signature\"");
            });
  }

  private String refused(String path, @Nullable String token) {
    Reply reply = told(path, token);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
    assertThat(reply.body()).contains("nothing shows that the vendor of this webhook sent it");
    return reason();
  }

  private String reason() {
    Json.Obj hook =
        (Json.Obj) ((Json.Arr) admin.get("/api/v1/webhooks").at("items")).items().getFirst();
    return String.valueOf(((Json.Obj) Objects.requireNonNull(hook.get("lastDay"))).text("reason"));
  }

  @Test
  void whileKeysCannotBeHadTheVendorIsToSendAgain() {
    String path = endpoint();
    int before = asked.get();
    away = true;
    try {
      Reply first = told(path, right());
      assertThat(first.status()).isEqualTo(503);
      assertThat(first.body()).contains("send it again").doesNotContain("127.0.0.1");
      assertThat(reason())
          .isEqualTo(
              "answered 503: the keys by which the vendor signs cannot be had now: 127.0.0.1 answered 404");
      assertThat(told(path, right()).status()).isEqualTo(503);
      assertThat(told(path, null).status()).as("no key could help it").isEqualTo(401);
    } finally {
      away = false;
    }
    assertThat(asked.get()).as("they are asked for once a minute").isEqualTo(before + 1);
    assertThat(deliveries())
        .as("each reason is noted once")
        .hasSize(2)
        .allSatisfy(each -> assertThat(((Json.Obj) each).text("state")).isEqualTo("refused"));
  }

  @Test
  void whileItsProviderWaitsForConsentToTheHostOfTheKeysNoneAreFetched() throws IOException {
    String text =
        Files.readString(Repository.root().resolve("plugins/vendors/google-chat.yaml"))
            .replace("plugin: google-chat", "plugin: other-chat")
            .replace("\n  google-chat:\n", "\n  other-chat:\n");
    int signature = text.indexOf("  signature: {scheme: jwt");
    String unsigned =
        text.substring(0, signature)
            + "  signature: {scheme: none}\n"
            + text.substring(text.indexOf("  delivery:", signature));
    Client installer = server.installer(admin);
    try {
      assertThat(installer.post("/api/v1/plugins", "application/yaml", unsigned).status())
          .isEqualTo(200);
      provider("other-chat", PROJECT);
      String path = String.valueOf(made("").text("path"));
      int before = asked.get();

      Reply put = installer.post("/api/v1/plugins", "application/yaml", text);

      assertThat(put.body()).contains("\"waiting\":[\"chat\"]");
      Reply waiting = told(path, right());
      assertThat(waiting.status()).isEqualTo(503);
      assertThat(waiting.body()).contains("send it again").doesNotContain("consent");
      assertThat(reason()).contains("waits for its tenant's consent");
      assertThat(asked.get()).isEqualTo(before);
    } finally {
      installer.delete("/api/v1/plugins/other-chat?force=true");
    }
  }

  @Test
  void itTakesNoSecretAndAProjectToVerifyFor() {
    provider("");
    assertThat(made("").status()).isEqualTo(400);
    assertThat(made("").body()).contains("does not say for whom the vendor's tokens are");

    provider(PROJECT);
    assertThat(made(", \"secret\": \"8f742231b10e8888\"").body()).contains("leave the secret out");
    Reply made = made("");
    assertThat(made.status()).isEqualTo(201);
    Reply rotated =
        admin.post(
            "/api/v1/webhooks/%s/rotate".formatted(made.text("id")), "{\"what\": \"secret\"}");
    assertThat(rotated.status()).as(rotated.toString()).isEqualTo(400);
    assertThat(rotated.body()).contains("there is no secret");
    provider("");
    Reply late = told(String.valueOf(made.text("path")), right());
    assertThat(late.status()).isEqualTo(401);
    assertThat(admin.get("/api/v1/webhooks/" + made.text("id")).at("signed"))
        .isEqualTo(Json.of(true));
  }
}
