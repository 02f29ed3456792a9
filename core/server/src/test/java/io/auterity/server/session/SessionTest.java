package io.auterity.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class SessionTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client admin = server.newTenant();

  @Test
  void aKeyOpensASessionInACookieThatScriptsCannotRead() {
    Reply signedIn = signIn("key", key());

    assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
    assertThat(signedIn.header("set-cookie"))
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Domain");
    assertThat(signedIn.text("principal.name")).isEqualTo("admin");
    assertThat(signedIn.at("roles").toString()).isEqualTo("[\"admin\"]");

    Reply current = console(signedIn).get("/api/v1/session");
    assertThat(current.status()).isEqualTo(200);
    assertThat(current.text("tenant.id")).startsWith("ten_");
    assertThat(current.at("expiresAt")).isInstanceOf(Json.Str.class);
  }

  @Test
  void theSessionTellsWhatOneMayDo() {
    String narrow =
        admin
            .post(
                "/api/v1/keys",
                """
                {"name": "n", "roles": ["auditor"], "allow": ["ai.*", "control:run.*"],
                 "deny": ["ai.image.*", "control:run.cancel"]}
                """)
            .text("secret");

    Reply session = console(signIn("key", narrow)).get("/api/v1/session");

    assertThat(session.at("acts").toString())
        .isEqualTo(
            "[\"control:audit.read\",\"control:content.read\",\"control:decision.read\","
                + "\"control:run.again\",\"control:run.answer\",\"control:run.bulk\","
                + "\"control:run.pause\",\"control:run.read\",\"control:run.repair\",\"control:run.signal\","
                + "\"control:run.start\"]");
    assertThat(session.at("calls").toString())
        .isEqualTo("{\"allow\":[\"ai.*\"],\"deny\":[\"ai.image.*\"]}");
  }

  @Test
  void aCodeOpensOneSession() {
    String code = admin.post("/api/v1/codes", "").text("code");

    assertThat(signIn("code", code).status()).isEqualTo(200);
    assertThat(signIn("code", code).status()).isEqualTo(401);
  }

  @Test
  void aKeyIsShownAsBearerInAnyCase() {
    Client lower = admin.with("Authorization", "bearer " + key());

    assertThat(lower.get("/api/v1/session").status()).isEqualTo(200);
    assertThat(lower.with("Authorization", "Basic " + key()).get("/api/v1/session").status())
        .isEqualTo(401);
  }

  @Test
  void aWrongKeyIsRefused() {
    Reply reply = signIn("key", "ak_wrong");

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.text("code")).isEqualTo("unauthenticated");
    assertThat(reply.header("www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  void signingOutEndsTheSession() {
    Client console = console(signIn("key", key()));

    Reply out = fromOwnPage(console).delete("/api/v1/session");

    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("set-cookie")).contains("Max-Age=0");
    assertThat(console.get("/api/v1/session").status()).isEqualTo(401);
  }

  @Test
  void aCookieChangesNothingWithoutTheConsolesHeaderAndOrigin() {
    Client console = console(signIn("key", key()));
    Client marked = console.with("X-Auterity-Console", "1");

    assertThat(console.post("/api/v1/codes", "").status()).isEqualTo(403);
    assertThat(marked.post("/api/v1/codes", "").status()).isEqualTo(403);
    assertThat(marked.with("Origin", "https://evil.test").post("/api/v1/codes", "").status())
        .isEqualTo(403);
    assertThat(console.with("Origin", console.base()).post("/api/v1/codes", "").status())
        .isEqualTo(403);
    assertThat(fromOwnPage(console).post("/api/v1/codes", "").status()).isEqualTo(200);
  }

  @Test
  void aForeignPageCannotSignAnybodyIn() {
    Reply reply =
        server
            .anonymous()
            .with("Origin", "https://evil.test")
            .post("/api/v1/session", "{\"key\": \"%s\"}".formatted(key()));

    assertThat(reply.status()).isEqualTo(403);
  }

  @Test
  void aBearerKeyIsASessionWithoutEnd() {
    Reply reply = admin.get("/api/v1/session");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.at("expiresAt")).isEqualTo(Json.NULL);
  }

  @Test
  void signingInTakesOneOfKeyAndCode() {
    assertThat(server.anonymous().post("/api/v1/session", "{}").status()).isEqualTo(400);
    assertThat(
            server
                .anonymous()
                .post("/api/v1/session", "{\"key\": \"a\", \"code\": \"b\"}")
                .text("detail"))
        .isEqualTo("send either a key or a code");
  }

  private String key() {
    return admin.key();
  }

  private static Reply signIn(String what, String secret) {
    return server.anonymous().post("/api/v1/session", "{\"%s\": \"%s\"}".formatted(what, secret));
  }

  private static Client console(Reply signedIn) {
    return server.anonymous().with("Cookie", signedIn.header("set-cookie").split(";", 2)[0]);
  }

  private static Client fromOwnPage(Client console) {
    return console.with("X-Auterity-Console", "1").with("Origin", console.base());
  }
}
