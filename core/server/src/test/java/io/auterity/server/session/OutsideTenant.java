package io.auterity.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A tenant whose people sign in with accounts at an issuer outside, and what their browsers do. */
final class OutsideTenant {

  static final Json.Obj ADA =
      Json.EMPTY
          .with("sub", Json.of("ada-1"))
          .with("name", Json.of("Ada"))
          .with("groups", Json.array(List.of(Json.of("staff"))));

  final Client admin;
  final String name;
  final String client = "client-" + UUID.randomUUID();

  private final RunningServer server;
  private final OutsideIssuer outside;

  /** A new one, which trusts the issuer as {@code staff}. */
  OutsideTenant(RunningServer server, OutsideIssuer outside) {
    this.server = server;
    this.outside = outside;
    this.admin = server.newTenant();
    this.name = admin.get("/api/v1/session").text("tenant.name");
    secret(admin);
    admin.apply(issuer());
  }

  static void secret(Client of) {
    of.with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/client", BodyPublishers.ofString(OutsideIssuer.SECRET));
  }

  String issuer() {
    return issuer("staff", client);
  }

  String issuer(String id, String client) {
    return """
    kind: issuer
    id: %s
    spec:
      name: Staff
      issuer: %s
      client: %s
      secret: client
      rules:
        - {role: viewer, claim: groups, contains: staff}
        - {role: admin, claim: groups, contains: admins}
        - {role: none, claim: groups, contains: leavers}
    """
        .formatted(id, outside.url(), client);
  }

  /** What a browser has begun. */
  record Pending(String authorize, String state, String cookie) {

    static Pending of(Reply reply) {
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      String authorize = reply.text("authorize");
      return new Pending(
          authorize,
          asked(authorize).getOrDefault("state", ""),
          reply.header("set-cookie").split(";", 2)[0]);
    }

    /** Where its issuer sends the browser. */
    String callback() {
      return URI.create(asked(authorize).get("redirect_uri")).getRawPath();
    }

    private static Map<String, String> asked(String authorize) {
      return OutsideIssuer.query(URI.create(authorize).getRawQuery());
    }
  }

  /** Asks to sign in. */
  Reply begin(String issuer) {
    return server
        .anonymous()
        .post(
            "/api/v1/sign-in", "{\"tenant\": \"%s\", \"issuer\": \"%s\"}".formatted(name, issuer));
  }

  Pending begun(String next) {
    return Pending.of(
        server
            .anonymous()
            .post(
                "/api/v1/sign-in",
                "{\"tenant\": \"%s\", \"issuer\": \"staff\", \"next\": \"%s\"}"
                    .formatted(name, next)));
  }

  /** The browser comes back with what else stands in the address. */
  Reply back(Pending pending, String more) {
    return server
        .anonymous()
        .with("Cookie", pending.cookie())
        .get(
            pending.callback()
                + "?state="
                + pending.state()
                + more
                + "&session_state=of-the-issuer");
  }

  /** Somebody agrees at the issuer; what stands in the address then. */
  String code(Pending pending, Json.Obj claims) {
    return "&code="
        + outside.agreed(pending.authorize(), claims)
        + "&iss="
        + encoded(outside.url());
  }

  Reply signedIn(Json.Obj claims) {
    Pending pending = begun("/runs");
    return back(pending, code(pending, claims));
  }

  /** Somebody shows a token that they got by themselves. */
  Reply show(String token) {
    return server
        .anonymous()
        .post(
            "/api/v1/sign-in/token",
            "{\"tenant\": \"%s\", \"issuer\": \"staff\", \"token\": \"%s\"}"
                .formatted(name, token));
  }

  /** The console of whoever has signed in so. */
  Client console(Reply signedIn) {
    assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(303);
    return entered(signedIn);
  }

  /** The same, whatever the answer was that opened the session. */
  Client entered(Reply signedIn) {
    String session =
        signedIn.headers().allValues("set-cookie").stream()
            .filter(cookie -> cookie.startsWith("auterity_session="))
            .findFirst()
            .orElseThrow(() -> new AssertionError(signedIn.header("location")));
    Client anonymous = server.anonymous();
    return anonymous
        .with("Cookie", session.split(";", 2)[0])
        .with("X-Auterity-Console", "1")
        .with("Origin", anonymous.base());
  }

  /** What the page of the callback sends when its person says so. */
  Reply link(Client by, Pending pending, Json.Obj claims) {
    Map<String, String> told = OutsideIssuer.query(code(pending, claims).substring(1));
    Json.Obj answer =
        Json.EMPTY
            .with("at", Json.of(pending.callback().replaceFirst("/signin/callback/", "")))
            .with("state", Json.of(pending.state()))
            .with("code", Json.of(told.get("code")))
            .with("iss", Json.of(told.get("iss")));
    String session = by.headers().get("Cookie");
    return by.with("Cookie", session + "; " + pending.cookie())
        .post("/api/v1/identities/linked", answer.toString());
  }

  /** The code of a sign-in that was refused, in whose place no session is opened. */
  static String refusal(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(303);
    assertThat(reply.headers().allValues("set-cookie"))
        .hasSize(1)
        .first()
        .asString()
        .contains("Max-Age=0");
    return reply.header("location").replaceFirst(".*refused=", "");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
