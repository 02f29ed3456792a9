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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People sign in with accounts that they have at an issuer outside. */
@Tag("postgresql")
class SignInTest {

  private static final Json.Obj ADA =
      Json.EMPTY
          .with("sub", Json.of("ada-1"))
          .with("name", Json.of("Ada"))
          .with("groups", Json.array(List.of(Json.of("staff"))));

  @RegisterExtension
  static final RunningServer server = RunningServer.approving(plugins -> {}, "127.0.0.1:* for *");

  private static OutsideIssuer outside;

  private final Client admin = server.newTenant();
  private final String tenant = admin.get("/api/v1/session").text("tenant.name");
  private final String client = "client-" + UUID.randomUUID();

  @BeforeAll
  static void open() throws Exception {
    outside = new OutsideIssuer();
  }

  @AfterAll
  static void close() {
    outside.close();
  }

  @BeforeEach
  void apply() {
    outside.asked.clear();
    outside.instead.clear();
    secret(admin);
    admin.apply(issuer("staff", client));
  }

  private static void secret(Client of) {
    of.with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/client", BodyPublishers.ofString(OutsideIssuer.SECRET));
  }

  private static String issuer(String id, String client) {
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

  private record Pending(String authorize, String state, String cookie) {

    /** Where its issuer sends the browser. */
    private String callback() {
      return URI.create(asked(authorize).get("redirect_uri")).getRawPath();
    }
  }

  private static Map<String, String> asked(String authorize) {
    return OutsideIssuer.query(URI.create(authorize).getRawQuery());
  }

  private Pending begun(String next) {
    return pending(
        server
            .anonymous()
            .post(
                "/api/v1/sign-in",
                "{\"tenant\": \"%s\", \"issuer\": \"staff\", \"next\": \"%s\"}"
                    .formatted(tenant, next)));
  }

  private static Pending pending(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    String authorize = reply.text("authorize");
    return new Pending(
        authorize,
        asked(authorize).getOrDefault("state", ""),
        reply.header("set-cookie").split(";", 2)[0]);
  }

  private static Reply back(Pending pending, String more) {
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

  /** What the page of the callback sends when its person says so. */
  private static Reply link(Client by, Pending pending, Json.Obj claims) {
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

  private static String code(Pending pending, Json.Obj claims) {
    return "&code="
        + outside.agreed(pending.authorize(), claims)
        + "&iss="
        + URLEncoder.encode(outside.url(), StandardCharsets.UTF_8);
  }

  private Reply signedIn(Json.Obj claims) {
    Pending pending = begun("/runs");
    return back(pending, code(pending, claims));
  }

  private static Client console(Reply signedIn) {
    assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(303);
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

  private static String refusal(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(303);
    assertThat(reply.headers().allValues("set-cookie"))
        .hasSize(1)
        .first()
        .asString()
        .contains("Max-Age=0");
    return reply.header("location").replaceFirst(".*refused=", "");
  }

  @Test
  void thePageOfATenantShowsItsWaysAndNoOthers() {
    Client anonymous = server.anonymous();

    assertThat(anonymous.get("/api/v1/sign-in?tenant=" + encoded(tenant)).body())
        .isEqualTo("{\"items\":[{\"issuer\":\"staff\",\"name\":\"Staff\",\"preset\":\"oidc\"}]}");
    assertThat(anonymous.get("/api/v1/sign-in?tenant=nobody").body()).isEqualTo("{\"items\":[]}");
    assertThat(anonymous.get("/api/v1/sign-in?tenant=" + encoded(other())).body())
        .isEqualTo("{\"items\":[]}");
    assertThat(anonymous.get("/api/v1/sign-in").status()).isEqualTo(400);
  }

  private static String other() {
    return server.newTenant().get("/api/v1/session").text("tenant.name");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void somebodySignsInWithTheRolesThatTheRulesGiveThem() {
    Reply reply = signedIn(ADA);

    assertThat(reply.header("location")).isEqualTo("/runs");
    assertThat(reply.headers().allValues("set-cookie"))
        .anySatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Strict"));
    Reply session = console(reply).get("/api/v1/session");
    assertThat(session.text("principal.name")).isEqualTo("Ada");
    assertThat(session.text("principal.type")).isEqualTo("user");
    assertThat(session.at("roles").toString()).isEqualTo("[\"viewer\"]");
    assertThat(session.text("tenant.name")).isEqualTo(tenant);
    assertThat(console(reply).get("/api/v1/runs").status()).isEqualTo(200);
    assertThat(console(reply).get("/api/v1/keys").status()).isEqualTo(403);
    assertThat(outside.asked.getFirst())
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("client_id", client);
    assertThat(admin.get("/api/v1/audit?limit=100").body())
        .contains("sign_in", "ada-1 at " + outside.url())
        .doesNotContain(OutsideIssuer.SECRET, "at-4711");
    assertThat(admin.get("/api/v1/keys").body()).as("a person is no key").doesNotContain("Ada");
  }

  @Test
  void whatIsBegunIsBoundToItsBrowser() {
    Reply begun =
        server
            .anonymous()
            .post(
                "/api/v1/sign-in", "{\"tenant\": \"%s\", \"issuer\": \"staff\"}".formatted(tenant));
    assertThat(begun.header("set-cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600");
    assertThat(OutsideIssuer.query(begun.text("authorize").replaceFirst(".*\\?", "")))
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid email profile")
        .containsKeys("state", "nonce", "code_challenge");

    Pending mine = begun("/");
    Pending others = begun("/");
    String theirs = code(others, ADA);
    assertThat(refusal(back(new Pending(mine.authorize(), others.state(), mine.cookie()), theirs)))
        .as("the state of another browser")
        .isEqualTo("state");
    assertThat(
            refusal(
                server.anonymous().get(others.callback() + "?state=" + others.state() + theirs)))
        .as("no cookie")
        .isEqualTo("state");
    assertThat(
            refusal(back(new Pending(mine.authorize(), mine.state(), mine.cookie() + "A"), theirs)))
        .isEqualTo("state");
    assertThat(refusal(back(mine, theirs)))
        .as("the code of another sign-in, which its verifier does not fit")
        .isEqualTo("denied");
  }

  @Test
  void aSignInIsFinishedOnce() {
    Pending pending = begun("/");
    String answer = code(pending, ADA);
    console(back(pending, answer));

    assertThat(refusal(back(pending, answer))).isEqualTo("used");
    assertThat(outside.asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "iss, https://evil.test, token_issuer",
    "aud, another, token_audience",
    "nonce, of-another, token_nonce",
    "sub, '', token_subject",
  })
  void aTokenThatIsNotForThisSignInIsNotTaken(String claim, String value, String code) {
    outside.instead.put(claim, Json.of(value));

    assertThat(refusal(signedIn(ADA))).isEqualTo(code);
  }

  @Test
  void theAnswerOfAnotherIssuerIsNotTaken() {
    Pending pending = begun("/");
    String code = "&code=" + outside.agreed(pending.authorize(), ADA);

    assertThat(refusal(back(pending, code + "&iss=https%3A%2F%2Fevil.test"))).isEqualTo("mix_up");
    assertThat(refusal(back(pending, code))).as("it always names itself").isEqualTo("mix_up");
    assertThat(outside.asked).as("no code went anywhere").isEmpty();
  }

  @Test
  void aCodeOfAnotherTenantsIssuerGoesNowhere() throws Exception {
    Client mallory = server.newTenant();
    secret(mallory);
    try (OutsideIssuer evil = new OutsideIssuer()) {
      evil.namesItself = false;
      mallory.apply(issuer("evil", client).replace(outside.url(), evil.url()));
      Pending attacked = begun("/");
      Pending victim =
          pending(
              server
                  .anonymous()
                  .post(
                      "/api/v1/sign-in",
                      "{\"tenant\": \"%s\", \"issuer\": \"evil\"}"
                          .formatted(mallory.get("/api/v1/session").text("tenant.name"))));
      String code = "&code=" + outside.agreed(attacked.authorize(), ADA);

      Reply sentOn = back(new Pending(attacked.authorize(), victim.state(), victim.cookie()), code);

      assertThat(refusal(sentOn)).isEqualTo("mix_up");
      assertThat(evil.asked).as("it has no code of another's").isEmpty();
      assertThat(attacked.callback())
          .isNotEqualTo(victim.callback())
          .startsWith("/signin/callback/ten_")
          .endsWith("/staff");
    }
  }

  @Test
  void anIssuerThatIsAwayIsNotAskedByEachWhoComes() throws Exception {
    try (OutsideIssuer gone = new OutsideIssuer()) {
      gone.away = true;
      admin.apply(issuer("gone", client).replace(outside.url(), gone.url()));
      String body = "{\"tenant\": \"%s\", \"issuer\": \"gone\"}".formatted(tenant);
      server.anonymous().post("/api/v1/sign-in", body);
      int asked = gone.told.get();

      Reply second = server.anonymous().post("/api/v1/sign-in", body);

      assertThat(second.body()).contains("issuer_away");
      assertThat(gone.told).hasValue(asked).hasPositiveValue();
    }
  }

  @Test
  void namesThatNobodyCanHaveAreNobodys() {
    Client anonymous = server.anonymous();
    Pending pending = begun("/");

    assertThat(
            anonymous
                .post("/api/v1/sign-in", "{\"tenant\": \"a\\u0000\", \"issuer\": \"staff\"}")
                .status())
        .isEqualTo(404);
    assertThat(anonymous.get("/api/v1/sign-in?tenant=%00").status()).isEqualTo(400);
    Pending forged =
        new Pending(
            pending.authorize(),
            pending.state(),
            "auterity_signin=AA." + UUID.randomUUID() + ".AAAA");
    assertThat(refusal(back(forged, "&code=c"))).isEqualTo("state");
  }

  @Test
  void anIssuerThatSaysNoIsTold() {
    Pending pending = begun("/");
    String itself = "&iss=" + encoded(outside.url());

    assertThat(refusal(back(pending, itself + "&error=access_denied"))).isEqualTo("denied");
    assertThat(refusal(back(pending, itself + "&code=unknown"))).isEqualTo("denied");
  }

  @ParameterizedTest
  @CsvSource({"//evil.test", "https://evil.test", "/\\\\evil.test"})
  void nobodyIsSentElsewhere(String next) {
    Pending pending = begun(next);

    assertThat(back(pending, code(pending, ADA)).header("location")).isEqualTo("/");
  }

  @Test
  void aForeignPageBeginsNothing() {
    String body = "{\"tenant\": \"%s\", \"issuer\": \"staff\"}".formatted(tenant);

    assertThat(
            server
                .anonymous()
                .with("Origin", "https://evil.test")
                .post("/api/v1/sign-in", body)
                .status())
        .isEqualTo(403);
  }

  @Test
  void whomNoRuleFitsIsNotLetIn() {
    Json.Obj eve = ADA.with("sub", Json.of("eve")).with("groups", Json.array(List.of()));

    assertThat(refusal(signedIn(eve))).isEqualTo("no_role");
    assertThat(admin.get("/api/v1/people").body()).doesNotContain("eve");
  }

  @Test
  void whatTheIssuerSaysOtherwiseCountsFromTheNextSignInOn() {
    Client before = console(signedIn(ADA));
    Json.Obj wider = ADA.with("groups", Json.array(List.of(Json.of("admins"))));

    Client after = console(signedIn(wider));
    assertThat(after.get("/api/v1/session").at("roles").toString()).isEqualTo("[\"admin\"]");
    assertThat(after.get("/api/v1/session").text("principal.id"))
        .isEqualTo(admin.get("/api/v1/people").text("items.0.id"));
    assertThat(before.get("/api/v1/session").status())
        .as("sessions of before end with what they could do")
        .isEqualTo(401);

    Json.Obj left = ADA.with("groups", Json.array(List.of(Json.of("leavers"))));
    assertThat(refusal(signedIn(left))).isEqualTo("no_role");
    assertThat(after.get("/api/v1/session").status()).isEqualTo(401);
  }

  @Test
  void aPersonIsWhoTheIssuersSubjectIsWhateverTheyAreCalled() {
    console(signedIn(ADA.with("email", Json.of("ada@a.test"))));
    console(signedIn(ADA.with("sub", Json.of("ada-2")).with("email", Json.of("ada@a.test"))));

    assertThat(admin.get("/api/v1/people").at("items").toString())
        .contains("ada-1", "ada-2")
        .containsPattern("key_[0-9a-f]{32}.*key_[0-9a-f]{32}");
  }

  @Test
  void twoAccountsAreLinkedInOneSessionAlone() {
    Client ada = console(signedIn(ADA));
    Json.Obj second = ADA.with("sub", Json.of("ada-2")).with("name", Json.of("Countess"));
    Reply asked = ada.post("/api/v1/identities", "{\"issuer\": \"staff\", \"next\": \"/keys\"}");
    Pending pending = pending(asked);

    Reply page = back(pending, code(pending, second));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("src=\"/signin/link.js\"").doesNotContain(pending.state());
    assertThat(ada.get("/api/v1/identities").body()).as("nothing yet").doesNotContain("ada-2");
    Reply linked = link(ada, pending, second);

    assertThat(linked.text("next")).as(linked.toString()).isEqualTo("/keys");
    assertThat(linked.headers().allValues("set-cookie")).as("no session is opened").hasSize(1);
    assertThat(link(ada, pending, second).body()).contains("\"signIn\":\"used\"");
    assertThat(ada.get("/api/v1/identities").body()).contains("ada-1", "ada-2");
    assertThat(console(signedIn(second)).get("/api/v1/session").text("principal.id"))
        .isEqualTo(ada.get("/api/v1/session").text("principal.id"));
    assertThat(admin.get("/api/v1/audit?limit=100").body()).contains("identity.link");
  }

  @Test
  void anAccountIsLinkedByWhoeverBeganThatAlone() {
    Client mallory = console(signedIn(ADA.with("sub", Json.of("mallory"))));
    Client ada = console(signedIn(ADA));
    Client again = console(signedIn(ADA.with("sub", Json.of("mallory"))));
    Pending planted = pending(mallory.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));
    Json.Obj hers = ADA.with("sub", Json.of("ada-2"));

    assertThat(link(ada, planted, hers).body()).contains("\"signIn\":\"state\"");
    assertThat(link(again, planted, hers).body())
        .as("another session of the same person")
        .contains("\"signIn\":\"state\"");
    assertThat(link(ada.with("Origin", "https://evil.test"), planted, hers).status())
        .isEqualTo(403);
    assertThat(link(server.anonymous().with("Cookie", "a=b"), planted, hers).status())
        .isEqualTo(401);
    assertThat(outside.asked).as("its code went nowhere").hasSize(3);
    assertThat(admin.get("/api/v1/people").body()).doesNotContain("ada-2");
    assertThat(server.anonymous().get("/signin/link.js").body())
        .contains("\"/api/v1/identities/linked\"", "x-auterity-console");
  }

  @Test
  void whatIsLinkedAlreadyIsNotLinkedAgain() {
    console(signedIn(ADA.with("sub", Json.of("bea"))));
    Client ada = console(signedIn(ADA));
    Pending pending = pending(ada.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));

    assertThat(link(ada, pending, ADA.with("sub", Json.of("bea"))).body())
        .contains("\"signIn\":\"linked\"");
  }

  @Test
  void nothingIsLinkedToASessionThatHasEnded() {
    Client ada = console(signedIn(ADA));
    Pending pending = pending(ada.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));
    ada.delete("/api/v1/session");

    assertThat(link(ada, pending, ADA.with("sub", Json.of("late"))).status()).isEqualTo(401);
    assertThat(admin.get("/api/v1/people").body()).doesNotContain("late");
  }

  @Test
  void aKeyLinksNothing() {
    assertThat(admin.post("/api/v1/identities", "{\"issuer\": \"staff\"}").status()).isEqualTo(403);
    assertThat(admin.get("/api/v1/identities").at("items").toString()).isEqualTo("[]");
  }

  @Test
  void anAccountIsUnlinkedButNotTheLast() {
    Client ada = console(signedIn(ADA));
    String only = ada.get("/api/v1/identities").text("items.0.id");
    assertThat(ada.delete("/api/v1/identities/" + only).status()).isEqualTo(409);
    Pending pending = pending(ada.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));
    link(ada, pending, ADA.with("sub", Json.of("ada-2")));

    assertThat(ada.delete("/api/v1/identities/" + only).status()).isEqualTo(204);

    assertThat(ada.get("/api/v1/session").status()).as("all sessions end").isEqualTo(401);
    assertThat(admin.get("/api/v1/people").body()).contains("ada-2").doesNotContain("ada-1");
  }

  @Test
  void aPersonIsRemovedAndHasNoKeyToRotate() {
    Client ada = console(signedIn(ADA));
    String id = admin.get("/api/v1/people").text("items.0.id");

    assertThat(admin.post("/api/v1/keys/" + id + "/rotate", "{}").status()).isEqualTo(404);
    assertThat(ada.post("/api/v1/codes", "").status())
        .as("codes open sessions of keys")
        .isEqualTo(403);
    assertThat(server.newTenant().delete("/api/v1/people/" + id).status()).isEqualTo(404);
    assertThat(admin.delete("/api/v1/people/" + id).status()).isEqualTo(204);
    assertThat(ada.get("/api/v1/session").status()).isEqualTo(401);
  }

  @Test
  void whoeverTakesAnIssuerAwayEndsItsSessions() {
    Client ada = console(signedIn(ADA));

    assertThat(admin.delete("/api/v1/resources/issuer/staff").status()).isEqualTo(204);

    assertThat(ada.get("/api/v1/session").status()).isEqualTo(401);
    assertThat(
            server
                .anonymous()
                .post(
                    "/api/v1/sign-in",
                    "{\"tenant\": \"%s\", \"issuer\": \"staff\"}".formatted(tenant))
                .status())
        .isEqualTo(404);
  }

  @Test
  void whoeverChangesTheRulesEndsTheSessionsThatTheyGave() {
    Client ada = console(signedIn(ADA));

    admin.apply(issuer("staff", client).replace("name: Staff", "name: All of us"));
    assertThat(ada.get("/api/v1/session").status()).as("a name gives nothing").isEqualTo(200);
    admin.apply(issuer("staff", client).replace("role: viewer", "role: auditor"));

    assertThat(ada.get("/api/v1/session").status()).isEqualTo(401);
    assertThat(console(signedIn(ADA)).get("/api/v1/session").at("roles").toString())
        .isEqualTo("[\"auditor\"]");
  }

  @Test
  void aClientOfAnIssuerIsOneTenants() {
    Client other = server.newTenant();
    secret(other);

    Reply refused = other.post("/api/v1/apply", "application/yaml", issuer("mine", client));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.body()).contains("in use already").doesNotContain(tenant);
    admin.delete("/api/v1/resources/issuer/staff");
    assertThat(other.post("/api/v1/apply", "application/yaml", issuer("mine", client)).status())
        .as("given back")
        .isEqualTo(200);
  }

  @Test
  void nobodyLetsOthersInWithMoreThanTheyHave() {
    String writer =
        admin
            .post(
                "/api/v1/keys",
                "{\"name\": \"writer\", \"allow\": [\"control:resource.*\","
                    + " \"control:secret.use.client\"]}")
            .text("secret");

    Reply refused =
        admin
            .bearer(writer)
            .post("/api/v1/apply", "application/yaml", issuer("wider", client + "-2"));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.body()).contains("you cannot give a role");
  }

  @Test
  void gitHubSaysWhoSomebodyIsByItsInterface() {
    admin.apply(
        """
        kind: issuer
        id: staff
        spec:
          preset: github
          url: %s
          client: %s
          secret: client
          rules: [{role: viewer, claim: login, equals: ada}, {role: auditor, domain: a.test}]
        """
            .formatted(outside.url(), client));
    Pending pending = begun("/");
    assertThat(pending.authorize()).contains("/login/oauth/authorize?", "scope=read%3Auser");

    Reply reply = back(pending, "&code=" + outside.agreed(pending.authorize(), ADA));

    Reply session = console(reply).get("/api/v1/session");
    assertThat(session.text("principal.name")).isEqualTo("Ada of GitHub");
    assertThat(session.at("roles").toString()).isEqualTo("[\"auditor\",\"viewer\"]");
    assertThat(admin.get("/api/v1/people").body()).contains("583231");
  }

  @Test
  void whoeverIsWrongAgainAndAgainWaits() {
    String itself = "&iss=" + encoded(outside.url());
    for (int i = 0; i < 21; i++) {
      assertThat(refusal(back(begun("/"), "&error=access_denied" + itself)))
          .as("who presses Cancel is not wrong")
          .isEqualTo("denied");
    }
    Reply last = back(begun("/"), "&code=unknown" + itself);
    for (int i = 0; i < 40 && !refusal(last).equals("too_many"); i++) {
      last = back(begun("/"), "&code=unknown" + itself);
    }

    assertThat(refusal(last)).isEqualTo("too_many");
  }

  @Test
  void aTokenThatAPageGotIsShownOnce() {
    admin.apply(issuer("staff", client).replace("secret: client", "shown: true"));
    String token = outside.given(client, ADA);

    Reply shown = show(token);

    assertThat(shown.status()).as(shown.toString()).isEqualTo(204);
    assertThat(shown.header("set-cookie")).contains("auterity_session=", "HttpOnly");
    assertThat(show(token).body()).contains("\"signIn\":\"used\"");
    assertThat(show(outside.given("another", ADA)).body()).contains("token_audience");
    assertThat(show(token.substring(0, token.lastIndexOf('.') + 1)).body())
        .contains("token_malformed")
        .doesNotContain(token);
    assertThat(server.anonymous().get("/api/v1/sign-in?tenant=" + encoded(tenant)).body())
        .as("nobody is sent there")
        .isEqualTo("{\"items\":[]}");
  }

  private Reply show(String token) {
    return server
        .anonymous()
        .post(
            "/api/v1/sign-in/token",
            "{\"tenant\": \"%s\", \"issuer\": \"staff\", \"token\": \"%s\"}"
                .formatted(tenant, token));
  }
}
