package io.auterity.server.session;

import static io.auterity.server.session.OutsideTenant.ADA;
import static io.auterity.server.session.OutsideTenant.encoded;
import static io.auterity.server.session.OutsideTenant.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.session.OutsideTenant.Pending;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom a tenant trusts to say who its people are. */
@Tag("postgresql")
class IssuerOnServerTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  @RegisterExtension static final OutsideIssuer outside = new OutsideIssuer();

  private final OutsideTenant people = new OutsideTenant(server, outside);

  @Test
  void aCodeOfAnotherTenantsIssuerGoesNowhere() {
    Client mallory = server.newTenant();
    OutsideTenant.secret(mallory);
    try (OutsideIssuer evil = new OutsideIssuer()) {
      evil.namesItself = false;
      mallory.apply(people.issuer("evil", people.client).replace(outside.url(), evil.url()));
      Pending attacked = people.begun("/");
      Pending victim =
          Pending.of(
              server
                  .anonymous()
                  .post(
                      "/api/v1/sign-in",
                      "{\"tenant\": \"%s\", \"issuer\": \"evil\"}"
                          .formatted(mallory.get("/api/v1/session").text("tenant.name"))));
      String code = "&code=" + outside.agreed(attacked.authorize(), ADA);

      Reply sentOn =
          people.back(new Pending(attacked.authorize(), victim.state(), victim.cookie()), code);

      assertThat(refusal(sentOn)).isEqualTo("mix_up");
      assertThat(evil.asked).as("it has no code of another's").isEmpty();
      assertThat(attacked.callback())
          .isNotEqualTo(victim.callback())
          .startsWith("/signin/callback/ten_")
          .endsWith("/staff");
    }
  }

  @Test
  void anIssuerThatIsAwayIsNotAskedByEachWhoComes() {
    try (OutsideIssuer gone = new OutsideIssuer()) {
      gone.away = true;
      people.admin.apply(people.issuer("gone", people.client).replace(outside.url(), gone.url()));
      people.begin("gone");
      int asked = gone.told.get();

      Reply second = people.begin("gone");

      assertThat(second.body()).contains("issuer_away");
      assertThat(gone.told).hasValue(asked).hasPositiveValue();
    }
  }

  @Test
  void whoeverTakesAnIssuerAwayEndsItsSessions() {
    Client ada = people.console(people.signedIn(ADA));

    assertThat(people.admin.delete("/api/v1/resources/issuer/staff").status()).isEqualTo(204);

    assertThat(ada.get("/api/v1/session").status()).isEqualTo(401);
    assertThat(people.begin("staff").status()).isEqualTo(404);
  }

  @Test
  void whoeverChangesTheRulesEndsTheSessionsThatTheyGave() {
    Client ada = people.console(people.signedIn(ADA));

    people.admin.apply(people.issuer().replace("name: Staff", "name: All of us"));
    assertThat(ada.get("/api/v1/session").status()).as("a name gives nothing").isEqualTo(200);
    people.admin.apply(people.issuer().replace("role: viewer", "role: auditor"));

    assertThat(ada.get("/api/v1/session").status()).isEqualTo(401);
    assertThat(people.console(people.signedIn(ADA)).get("/api/v1/session").at("roles").toString())
        .isEqualTo("[\"auditor\"]");
  }

  @Test
  void aClientOfAnIssuerIsOneTenants() {
    Client other = server.newTenant();
    OutsideTenant.secret(other);

    Reply refused =
        other.post("/api/v1/apply", "application/yaml", people.issuer("mine", people.client));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.body()).contains("in use already").doesNotContain(people.name);
    people.admin.delete("/api/v1/resources/issuer/staff");
    assertThat(
            other
                .post("/api/v1/apply", "application/yaml", people.issuer("mine", people.client))
                .status())
        .as("given back")
        .isEqualTo(200);
  }

  @Test
  void theOperatorSettlesWhoseAClientIs() {
    Client owner = server.newTenant();
    OutsideTenant.secret(owner);
    String name = owner.get("/api/v1/session").text("tenant.name");
    Client squatter = people.console(people.signedIn(ADA));
    String body =
        "{\"issuer\": \"%s\", \"client\": \"%s\", \"tenant\": \"%s\"}"
            .formatted(outside.url(), people.client, name);

    assertThat(owner.post("/api/v1/issuers/clients", body).status()).isEqualTo(401);
    Reply given = server.operator().post("/api/v1/issuers/clients", body);

    assertThat(given.at("before").toString()).as(given.toString()).isEqualTo("true");
    assertThat(squatter.get("/api/v1/session").status()).isEqualTo(401);
    assertThat(people.begin("staff").status()).isEqualTo(404);
    assertThat(server.anonymous().get("/api/v1/sign-in?tenant=" + encoded(people.name)).body())
        .as("no button that leads nowhere")
        .isEqualTo("{\"items\":[]}");
    assertThat(people.admin.post("/api/v1/apply", "application/yaml", people.issuer()).body())
        .contains("in use already");
    owner.apply(people.issuer("mine", people.client));
    assertThat(server.anonymous().get("/api/v1/sign-in?tenant=" + encoded(name)).body())
        .contains("mine");
    assertThat(people.admin.get("/api/v1/audit?limit=100").body())
        .contains("was given to another tenant")
        .doesNotContain(name);
  }

  @Test
  void twoIssuersOfATenantChangePlacesAtOnce() {
    people.admin.apply(people.issuer() + "---\n" + people.issuer("second", people.client + "-2"));

    people.admin.apply(
        people.issuer("staff", people.client + "-2")
            + "---\n"
            + people.issuer("second", people.client));

    assertThat(people.begin("staff").text("authorize")).contains(people.client + "-2");
    assertThat(people.begin("second").text("authorize")).doesNotContain(people.client + "-2");
  }

  @Test
  void nobodyLetsOthersInWithMoreThanTheyHave() {
    String writer =
        people
            .admin
            .post(
                "/api/v1/keys",
                "{\"name\": \"writer\", \"allow\": [\"control:resource.*\","
                    + " \"control:secret.use.client\"]}")
            .text("secret");

    Reply refused =
        people
            .admin
            .bearer(writer)
            .post(
                "/api/v1/apply", "application/yaml", people.issuer("wider", people.client + "-2"));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(403);
    assertThat(refused.body()).contains("you cannot give a role");
  }

  @Test
  void theOperatorSeesWhoHasWhichClientAndTakesItAway() {
    String path = "/api/v1/issuers/clients";
    String one = "?issuer=%s&client=%s".formatted(encoded(outside.url()), people.client);
    people.admin.apply(people.issuer("second", people.client + "-2"));
    Client ada = people.console(people.signedIn(ADA));

    Reply first = server.operator().get(path + "?limit=1&issuer=" + encoded(outside.url()));
    assertThat(first.at("truncated").toString()).as(first.toString()).isEqualTo("true");
    Reply all = server.operator().get(path + "?limit=500&issuer=" + encoded(outside.url()));
    assertThat(all.body())
        .contains(
            "\"client\":\"%s\",\"tenant\":\"%s\",\"resource\":\"staff\""
                .formatted(people.client, people.name));
    assertThat(
            server
                .operator()
                .get(
                    path
                        + "?limit=500&issuer=%s&cursor=%s"
                            .formatted(encoded(outside.url()), first.text("next")))
                .at("items")
                .toString())
        .doesNotContain("\"" + first.text("items.0.client") + "\"");
    assertThat(server.operator().get(path + "?cursor=x").status()).isEqualTo(400);
    assertThat(people.admin.get(path).status()).isEqualTo(401);
    assertThat(people.admin.delete(path + one).status()).isEqualTo(401);

    assertThat(server.operator().delete(path + one).status()).isEqualTo(204);

    assertThat(ada.get("/api/v1/session").status()).isEqualTo(401);
    assertThat(people.begin("staff").status()).isEqualTo(404);
    assertThat(server.operator().delete(path + one).body()).contains("letter for letter");
    assertThat(people.admin.get("/api/v1/audit?limit=100").body())
        .contains("operator:issuer.client.release", "was taken from this tenant");
    Client owner = server.newTenant();
    OutsideTenant.secret(owner);
    owner.apply(people.issuer("mine", people.client));
  }

  @Test
  void whatNobodyHasIsGivenOnlyWhereThatIsMeant() {
    String body = "{\"issuer\": \"%s/\", \"client\": \"%s\", \"tenant\": \"%s\"%s}";
    String path = "/api/v1/issuers/clients";
    String mistyped = body.formatted(outside.url(), people.client, people.name, "");

    Reply refused = server.operator().post(path, mistyped);

    assertThat(refused.status()).as(refused.toString()).isEqualTo(404);
    assertThat(refused.body()).contains("letter for letter");
    assertThat(
            server
                .operator()
                .post(path, body.formatted(outside.url(), " ", people.name, ""))
                .status())
        .isEqualTo(400);
    Reply claimed =
        server
            .operator()
            .post(
                path,
                body.formatted(outside.url(), people.client, people.name, ", \"claim\": true"));
    assertThat(claimed.status()).as(claimed.toString()).isEqualTo(200);
    assertThat(server.operator().post(path, mistyped).status()).as("it is held").isEqualTo(200);
  }
}
