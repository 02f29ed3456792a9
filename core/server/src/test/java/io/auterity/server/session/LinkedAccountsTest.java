package io.auterity.server.session;

import static io.auterity.server.session.OutsideTenant.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.session.OutsideTenant.Pending;
import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People and the accounts by which they are known. */
@Tag("postgresql")
class LinkedAccountsTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  @RegisterExtension static final OutsideIssuer outside = new OutsideIssuer();

  private final OutsideTenant people = new OutsideTenant(server, outside);

  @Test
  void aPersonIsWhoTheIssuersSubjectIsWhateverTheyAreCalled() {
    people.console(people.signedIn(ADA.with("email", Json.of("ada@a.test"))));
    people.console(
        people.signedIn(ADA.with("sub", Json.of("ada-2")).with("email", Json.of("ada@a.test"))));

    assertThat(people.admin.get("/api/v1/people").at("items").toString())
        .contains("ada-1", "ada-2")
        .containsPattern("key_[0-9a-f]{32}.*key_[0-9a-f]{32}");
  }

  @Test
  void twoAccountsAreLinkedInOneSessionAlone() {
    Client ada = people.console(people.signedIn(ADA));
    Json.Obj second = ADA.with("sub", Json.of("ada-2")).with("name", Json.of("Countess"));
    Reply asked = ada.post("/api/v1/identities", "{\"issuer\": \"staff\", \"next\": \"/keys\"}");
    Pending pending = Pending.of(asked);

    Reply page = people.back(pending, people.code(pending, second));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("src=\"/signin/link.js\"").doesNotContain(pending.state());
    assertThat(ada.get("/api/v1/identities").body()).as("nothing yet").doesNotContain("ada-2");
    Reply linked = people.link(ada, pending, second);

    assertThat(linked.text("next")).as(linked.toString()).isEqualTo("/keys");
    assertThat(linked.headers().allValues("set-cookie")).as("no session is opened").hasSize(1);
    assertThat(people.link(ada, pending, second).body()).contains("\"signIn\":\"used\"");
    assertThat(ada.get("/api/v1/identities").body()).contains("ada-1", "ada-2");
    assertThat(people.console(people.signedIn(second)).get("/api/v1/session").text("principal.id"))
        .isEqualTo(ada.get("/api/v1/session").text("principal.id"));
    assertThat(people.admin.get("/api/v1/audit?limit=100").body()).contains("identity.link");
  }

  @Test
  void anAccountIsLinkedByWhoeverBeganThatAlone() {
    Client mallory = people.console(people.signedIn(ADA.with("sub", Json.of("mallory"))));
    Client ada = people.console(people.signedIn(ADA));
    Client again = people.console(people.signedIn(ADA.with("sub", Json.of("mallory"))));
    Pending planted = Pending.of(mallory.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));
    Json.Obj hers = ADA.with("sub", Json.of("ada-2"));

    assertThat(people.link(ada, planted, hers).body()).contains("\"signIn\":\"state\"");
    assertThat(people.link(again, planted, hers).body())
        .as("another session of the same person")
        .contains("\"signIn\":\"state\"");
    assertThat(people.link(ada.with("Origin", "https://evil.test"), planted, hers).status())
        .isEqualTo(403);
    assertThat(people.link(server.anonymous().with("Cookie", "a=b"), planted, hers).status())
        .isEqualTo(401);
    assertThat(outside.asked).as("its code went nowhere").hasSize(3);
    assertThat(people.admin.get("/api/v1/people").body()).doesNotContain("ada-2");
    assertThat(server.anonymous().get("/signin/link.js").body())
        .contains("\"/api/v1/identities/linked\"", "x-auterity-console");
  }

  @Test
  void anAccountWithOtherRolesIsNotLinked() {
    Client ada = people.console(people.signedIn(ADA));
    Pending pending = Pending.of(ada.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));
    Json.Obj admin = in("admins").with("sub", Json.of("ada-2"));

    assertThat(people.link(ada, pending, admin).body()).contains("\"signIn\":\"other_roles\"");
    assertThat(ada.get("/api/v1/session").at("roles").toString()).isEqualTo("[\"viewer\"]");
  }

  @Test
  void aPersonHasWhatAllOfTheirAccountsGive() {
    Client first = people.console(people.signedIn(ADA));
    Pending pending = Pending.of(first.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));
    people.link(first, pending, ADA.with("sub", Json.of("ada-2")));

    Client wider = people.console(people.signedIn(in("admins").with("sub", Json.of("ada-2"))));
    assertThat(roles(wider)).as("the other gives less").isEqualTo("[\"viewer\"]");
    assertThat(first.get("/api/v1/session").status()).as("nothing has changed").isEqualTo(200);
    Client both = people.console(people.signedIn(in("admins")));
    assertThat(roles(both)).isEqualTo("[\"admin\"]");

    assertThat(OutsideTenant.refusal(people.signedIn(in("leavers")))).isEqualTo("no_role");
    assertThat(both.get("/api/v1/session").status()).as("all sessions end").isEqualTo(401);
    Client other = people.console(people.signedIn(in("admins").with("sub", Json.of("ada-2"))));
    assertThat(roles(other)).as("what gives nothing takes nothing").isEqualTo("[\"admin\"]");
  }

  private static Json.Obj in(String group) {
    return ADA.with("groups", Json.array(List.of(Json.of(group))));
  }

  private static String roles(Client console) {
    return console.get("/api/v1/session").at("roles").toString();
  }

  @Test
  void peopleAreListedPageByPage() {
    for (int i = 0; i < 3; i++) {
      people.console(people.signedIn(ADA.with("sub", Json.of("ada-" + i))));
    }

    Reply first = people.admin.get("/api/v1/people?limit=2");
    Reply last = people.admin.get("/api/v1/people?limit=2&cursor=" + first.text("next"));

    assertThat(first.body()).contains("ada-0", "ada-1", "\"truncated\":true");
    assertThat(last.body()).contains("ada-2", "\"truncated\":false").doesNotContain("ada-1");
    assertThat(people.admin.get("/api/v1/people?cursor=x").status()).isEqualTo(400);
  }

  @Test
  void whatIsLinkedAlreadyIsNotLinkedAgain() {
    people.console(people.signedIn(ADA.with("sub", Json.of("bea"))));
    Client ada = people.console(people.signedIn(ADA));
    Pending pending = Pending.of(ada.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));

    assertThat(people.link(ada, pending, ADA.with("sub", Json.of("bea"))).body())
        .contains("\"signIn\":\"linked\"");
  }

  @Test
  void nothingIsLinkedToASessionThatHasEnded() {
    Client ada = people.console(people.signedIn(ADA));
    Pending pending = Pending.of(ada.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));
    ada.delete("/api/v1/session");

    assertThat(people.link(ada, pending, ADA.with("sub", Json.of("late"))).status()).isEqualTo(401);
    assertThat(people.admin.get("/api/v1/people").body()).doesNotContain("late");
  }

  @Test
  void aKeyLinksNothing() {
    assertThat(people.admin.post("/api/v1/identities", "{\"issuer\": \"staff\"}").status())
        .isEqualTo(403);
    assertThat(people.admin.get("/api/v1/identities").at("items").toString()).isEqualTo("[]");
  }

  @Test
  void anAccountIsUnlinkedButNotTheLast() {
    Client ada = people.console(people.signedIn(ADA));
    String only = ada.get("/api/v1/identities").text("items.0.id");
    assertThat(ada.delete("/api/v1/identities/" + only).status()).isEqualTo(409);
    Pending pending = Pending.of(ada.post("/api/v1/identities", "{\"issuer\": \"staff\"}"));
    people.link(ada, pending, ADA.with("sub", Json.of("ada-2")));

    assertThat(ada.delete("/api/v1/identities/" + only).status()).isEqualTo(204);

    assertThat(ada.get("/api/v1/session").status()).as("all sessions end").isEqualTo(401);
    assertThat(people.admin.get("/api/v1/people").body()).contains("ada-2").doesNotContain("ada-1");
  }

  @Test
  void aPersonIsRemovedAndHasNoKeyToRotate() {
    Client ada = people.console(people.signedIn(ADA));
    String id = people.admin.get("/api/v1/people").text("items.0.id");

    assertThat(people.admin.post("/api/v1/keys/" + id + "/rotate", "{}").status()).isEqualTo(404);
    assertThat(ada.post("/api/v1/codes", "").status())
        .as("codes open sessions of keys")
        .isEqualTo(403);
    assertThat(server.newTenant().delete("/api/v1/people/" + id).status()).isEqualTo(404);
    assertThat(people.admin.delete("/api/v1/people/" + id).status()).isEqualTo(204);
    assertThat(ada.get("/api/v1/session").status()).isEqualTo(401);
  }
}
