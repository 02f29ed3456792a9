package io.auterity.server.session;

import static io.auterity.server.session.OutsideTenant.ADA;
import static io.auterity.server.session.OutsideTenant.encoded;
import static io.auterity.server.session.OutsideTenant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.session.OutsideTenant.Pending;
import io.auterity.spi.Json;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People sign in with accounts that they have at an issuer outside. */
@Tag("postgresql")
class SignInTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  @RegisterExtension static final OutsideIssuer outside = new OutsideIssuer();

  private final OutsideTenant people = new OutsideTenant(server, outside);

  @Test
  void thePageOfATenantShowsItsWaysAndNoOthers() {
    Client anonymous = server.anonymous();

    assertThat(anonymous.get("/api/v1/sign-in?tenant=" + encoded(people.name)).body())
        .isEqualTo("{\"items\":[{\"issuer\":\"staff\",\"name\":\"Staff\",\"preset\":\"oidc\"}]}");
    assertThat(anonymous.get("/api/v1/sign-in?tenant=nobody").body()).isEqualTo("{\"items\":[]}");
    assertThat(anonymous.get("/api/v1/sign-in?tenant=" + encoded(other())).body())
        .isEqualTo("{\"items\":[]}");
    assertThat(anonymous.get("/api/v1/sign-in").status()).isEqualTo(400);
  }

  private static String other() {
    return server.newTenant().get("/api/v1/session").text("tenant.name");
  }

  @Test
  void somebodySignsInWithTheRolesThatTheRulesGiveThem() {
    Reply reply = people.signedIn(ADA);

    assertThat(reply.header("location")).isEqualTo("/runs");
    assertThat(reply.headers().allValues("set-cookie"))
        .anySatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Strict"));
    Reply session = people.console(reply).get("/api/v1/session");
    assertThat(session.text("principal.name")).isEqualTo("Ada");
    assertThat(session.text("principal.type")).isEqualTo("user");
    assertThat(session.at("roles").toString()).isEqualTo("[\"viewer\"]");
    assertThat(session.text("tenant.name")).isEqualTo(people.name);
    assertThat(people.console(reply).get("/api/v1/runs").status()).isEqualTo(200);
    assertThat(people.console(reply).get("/api/v1/keys").status()).isEqualTo(403);
    assertThat(outside.asked.getFirst())
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("client_id", people.client);
    assertThat(people.admin.get("/api/v1/audit?limit=100").body())
        .contains("sign_in", "ada-1 at " + outside.url())
        .doesNotContain(OutsideIssuer.SECRET, "at-4711");
    assertThat(people.admin.get("/api/v1/keys").body())
        .as("a person is no key")
        .doesNotContain("Ada");
  }

  @Test
  void whatIsBegunIsBoundToItsBrowser() {
    Reply begun = people.begin("staff");
    assertThat(begun.header("set-cookie"))
        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600");
    assertThat(OutsideIssuer.query(begun.text("authorize").replaceFirst(".*\\?", "")))
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid email profile")
        .containsKeys("state", "nonce", "code_challenge");

    Pending mine = people.begun("/");
    Pending others = people.begun("/");
    String theirs = people.code(others, ADA);
    assertThat(
            refusal(
                people.back(new Pending(mine.authorize(), others.state(), mine.cookie()), theirs)))
        .as("the state of another browser")
        .isEqualTo("state");
    assertThat(
            refusal(
                server.anonymous().get(others.callback() + "?state=" + others.state() + theirs)))
        .as("no cookie")
        .isEqualTo("state");
    assertThat(
            refusal(
                people.back(
                    new Pending(mine.authorize(), mine.state(), mine.cookie() + "A"), theirs)))
        .isEqualTo("state");
    assertThat(refusal(people.back(mine, theirs)))
        .as("the code of another sign-in, which its verifier does not fit")
        .isEqualTo("denied");
  }

  @Test
  void aSignInIsFinishedOnce() {
    Pending pending = people.begun("/");
    String answer = people.code(pending, ADA);
    people.console(people.back(pending, answer));

    assertThat(refusal(people.back(pending, answer))).isEqualTo("used");
    assertThat(outside.asked).hasSize(1);
  }

  @Test
  void namesThatNobodyCanHaveAreNobodys() {
    Client anonymous = server.anonymous();
    Pending pending = people.begun("/");

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
    assertThat(refusal(people.back(forged, "&code=c"))).isEqualTo("state");
  }

  @ParameterizedTest
  @CsvSource({"//evil.test", "https://evil.test", "/\\\\evil.test"})
  void nobodyIsSentElsewhere(String next) {
    Pending pending = people.begun(next);

    assertThat(people.back(pending, people.code(pending, ADA)).header("location")).isEqualTo("/");
  }

  @Test
  void aForeignPageBeginsNothing() {
    String body = "{\"tenant\": \"%s\", \"issuer\": \"staff\"}".formatted(people.name);

    assertThat(
            server
                .anonymous()
                .with("Origin", "https://evil.test")
                .post("/api/v1/sign-in", body)
                .status())
        .isEqualTo(403);
  }

  @Test
  void whatTheIssuerSaysOtherwiseCountsFromTheNextSignInOn() {
    Client before = people.console(people.signedIn(ADA));
    Json.Obj wider = ADA.with("groups", Json.array(List.of(Json.of("admins"))));

    Client after = people.console(people.signedIn(wider));
    assertThat(after.get("/api/v1/session").at("roles").toString()).isEqualTo("[\"admin\"]");
    assertThat(after.get("/api/v1/session").text("principal.id"))
        .isEqualTo(people.admin.get("/api/v1/people").text("items.0.id"));
    assertThat(before.get("/api/v1/session").status())
        .as("sessions of before end with what they could do")
        .isEqualTo(401);

    Json.Obj left = ADA.with("groups", Json.array(List.of(Json.of("leavers"))));
    assertThat(refusal(people.signedIn(left))).isEqualTo("no_role");
    assertThat(after.get("/api/v1/session").status()).isEqualTo(401);
  }

  @Test
  void aTokenThatAPageGotIsShownOnce() {
    people.admin.apply(people.issuer().replace("secret: client", "shown: true"));
    String token = outside.given(people.client, ADA);

    Reply shown = people.show(token);

    assertThat(shown.status()).as(shown.toString()).isEqualTo(204);
    assertThat(shown.header("set-cookie")).contains("auterity_session=", "HttpOnly");
    assertThat(people.show(token).body()).contains("\"signIn\":\"used\"");
    assertThat(people.show(outside.given("another", ADA)).body()).contains("token_audience");
    assertThat(people.show(token.substring(0, token.lastIndexOf('.') + 1)).body())
        .contains("token_malformed")
        .doesNotContain(token);
    assertThat(server.anonymous().get("/api/v1/sign-in?tenant=" + encoded(people.name)).body())
        .as("nobody is sent there")
        .isEqualTo("{\"items\":[]}");
  }

  @Test
  void gitHubSaysWhoSomebodyIsByItsInterface() {
    people.admin.apply(
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
            .formatted(outside.url(), people.client));
    Pending pending = people.begun("/");
    assertThat(pending.authorize()).contains("/login/oauth/authorize?", "scope=read%3Auser");

    Reply reply = people.back(pending, "&code=" + outside.agreed(pending.authorize(), ADA));

    Reply session = people.console(reply).get("/api/v1/session");
    assertThat(session.text("principal.name")).isEqualTo("Ada of GitHub");
    assertThat(session.at("roles").toString()).isEqualTo("[\"auditor\",\"viewer\"]");
    assertThat(people.admin.get("/api/v1/people").body()).contains("583231");

    outside.tellsEmails = false;
    Pending again = people.begun("/");
    Reply without = people.back(again, "&code=" + outside.agreed(again.authorize(), ADA));
    assertThat(people.console(without).get("/api/v1/session").at("roles").toString())
        .as("rules that ask for no address need none")
        .isEqualTo("[\"viewer\"]");

    outside.tired = true;
    Pending late = people.begun("/");
    assertThat(refusal(people.back(late, "&code=" + outside.agreed(late.authorize(), ADA))))
        .as("a limit is not that they keep their address to themselves")
        .isEqualTo("issuer_away");
    assertThat(people.console(without).get("/api/v1/session").status()).isEqualTo(200);
  }
}
