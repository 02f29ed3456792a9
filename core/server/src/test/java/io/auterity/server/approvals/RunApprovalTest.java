package io.auterity.server.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import io.auterity.spi.Json;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Approvals over HTTP: who sees them, and whose votes count. */
@Tag("postgresql")
class RunApprovalTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private static final String REFUND =
      """
      kind: workflow
      id: refund
      spec:
        input: {order: {type: string}}
        steps:
          - id: ok
            ask: "Refund order ${input.order}?"
            show: {customer: Ann Example}
            form: {credit: {type: number, maximum: 100, default: 0}}
            of: {teams: [support], notStarter: true}
            need: 2
            due: 1h
            escalate: [{after: 30m, to: {roles: [admin]}}]
            onDue: refuse
          - {id: said, transform: {choice: "${ok.choice}", credit: "${ok.form.credit}"}}
      """;

  private final Client admin = server.newTenant();
  private final Client ann = holder("ann");
  private final Client bob = holder("bob");

  @BeforeEach
  void apply() {
    admin.apply(REFUND);
  }

  private Client holder(String user) {
    admin.apply(
        """
        {kind: user, id: ann, spec: {email: ann@example.test}}
        ---
        {kind: user, id: bob, spec: {email: bob@example.test}}
        ---
        {kind: user, id: eve, spec: {}}
        ---
        {kind: team, id: support, spec: {members: [ann, bob]}}
        """);
    return key(user + "-1", ", \"owner\": \"user/%s\"".formatted(user));
  }

  private Client key(String name, String more) {
    Reply made =
        admin.post(
            "/api/v1/keys",
            "{\"name\": \"%s\", \"roles\": [\"operator\"]%s}".formatted(name, more));
    return server.anonymous().bearer(made.text("secret"));
  }

  private Reply asked(Client starter) {
    String run =
        starter
            .post("/api/v1/workflows/refund/runs", "{\"input\": {\"order\": \"4711\"}}")
            .text("id");
    Reply page = admin.awaiting("/api/v1/approvals?state=open", "items", run);
    String id =
        ((Json.Arr) page.at("items"))
            .items().stream()
                .map(item -> (Json.Obj) item)
                .filter(item -> run.equals(item.text("run")))
                .map(item -> item.text("id"))
                .findFirst()
                .orElseThrow();
    return admin.get("/api/v1/approvals/" + id);
  }

  private static Reply vote(Client who, Reply approval, String choice) {
    return vote(who, approval, choice, "{}");
  }

  private static Reply vote(Client who, Reply approval, String choice, String form) {
    return who.post(
        "/api/v1/approvals/" + approval.text("id") + "/votes",
        "{\"choice\": \"%s\", \"form\": %s, \"digest\": \"%s\"}"
            .formatted(choice, form, approval.text("digest")));
  }

  private Reply again(Reply approval) {
    return admin.get("/api/v1/approvals/" + approval.text("id"));
  }

  @Test
  void twoUsersDecideAndTheRunGoesOn() {
    Reply approval = asked(admin);
    assertThat(approval.text("question")).isEqualTo("Refund order 4711?");
    assertThat(approval.text("show.customer")).isEqualTo("Ann Example");
    assertThat(approval.text("next.kind")).isEqualTo("escalated");
    assertThat(approval.at("of").toString()).contains("team/support");

    Reply first = vote(ann, approval, "approve");
    assertThat(first.status()).as(first.toString()).isEqualTo(202);
    assertThat(first.text("votes.0.user")).isEqualTo("ann");
    Reply twice = vote(ann, approval, "approve");
    assertThat(twice.status()).isEqualTo(409);
    assertThat(twice.text("detail")).contains("has voted already");
    assertThat(vote(bob, approval, "approve", "{\"credit\": 5}").text("state"))
        .isEqualTo("decided");

    Watcher.follow(admin, approval.text("run"));
    assertThat(admin.get("/api/v1/runs/" + approval.text("run") + "/output").body())
        .isEqualToIgnoringWhitespace("{\"choice\":\"approve\",\"credit\":5}");
    Reply late = vote(bob, approval, "refuse");
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text("code")).isEqualTo("conflict");
    assertThat(late.text("detail")).contains("decided ('approve') already");
  }

  @Test
  void aVoteUnderItsKeyIsGivenOnce() {
    Reply approval = asked(admin);
    Client once = ann.with("Idempotency-Key", "mine");

    assertThat(vote(once, approval, "approve").status()).isEqualTo(202);
    assertThat(vote(once, approval, "approve").status()).isEqualTo(202);

    assertThat(((Json.Arr) again(approval).at("votes")).items()).hasSize(1);
  }

  @Test
  void aKeyWithoutAnOwnerVotesAsItsHolderOnceItHasOne() {
    Reply approval = asked(admin);
    Reply made = admin.post("/api/v1/keys", "{\"name\": \"boss\", \"roles\": [\"admin\"]}");
    Client boss = server.anonymous().bearer(made.text("secret"));
    String path = "/api/v1/approvals/" + approval.text("id");
    assertThat(boss.get(path).at("userless")).isEqualTo(Json.of(true));

    Reply held =
        boss.with("Content-Type", "application/json")
            .send(
                "PATCH",
                "/api/v1/keys/" + made.text("key.id"),
                BodyPublishers.ofString("{\"holder\": \"ann\"}"));

    assertThat(held.status()).as(held.toString()).isEqualTo(200);
    assertThat(boss.get(path).body()).doesNotContain("userless", "barred");
    assertThat(vote(boss, approval, "approve").text("votes.0.user")).isEqualTo("ann");
    Reply another = boss.post("/api/v1/keys", "{\"name\": \"other\", \"roles\": [\"viewer\"]}");
    assertThat(another.status()).as(another.toString()).isEqualTo(201);
  }

  @Test
  void whoIsNotAskedIsToldWhatToDo() {
    Reply approval = asked(admin);
    Client service = key("service", "");
    Client eve = key("eve-1", ", \"owner\": \"user/eve\"");
    Client viewer = admin.keyWith("viewer");

    Reply noUser = vote(service, approval, "approve");
    assertThat(noUser.status()).isEqualTo(403);
    assertThat(noUser.text("detail")).contains("stands for no user", "name a holder of the key");
    assertThat(vote(eve, approval, "approve").text("detail"))
        .contains("'eve' is not among those who are asked: teams support");
    assertThat(viewer.get("/api/v1/approvals/" + approval.text("id")).status()).isEqualTo(200);
    assertThat(vote(viewer, approval, "approve").status()).isEqualTo(403);
    assertThat(again(approval).at("votes").toString()).isEqualTo("[]");
  }

  // As Windmill's #10262 has it, where who started the run approved it by another way.
  @Test
  void whoStartedTheRunMayNotVoteWithAnotherKeyEither() {
    Reply approval = asked(ann);
    Client other = key("ann-2", ", \"owner\": \"team/support\", \"holder\": \"ann\"");

    assertThat(vote(ann, approval, "approve").status()).isEqualTo(403);
    Reply refused = vote(other, approval, "approve");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).contains("'ann' started the run");
    assertThat(other.get("/api/v1/approvals?state=open").text("items.0.barred"))
        .contains("started the run");
    assertThat(vote(bob, approval, "refuse").text("choice")).isEqualTo("refuse");
  }

  // As n8n's #13792 has it, where the visit of a bot to the link of an approval approved.
  @Test
  void toLookAtItNeverVotes() {
    Reply approval = asked(admin);
    String path = "/api/v1/approvals/" + approval.text("id");

    ann.get(path);
    assertThat(ann.get(path + "/votes?choice=approve").status()).isIn(404, 405);

    assertThat(again(approval).text("state")).isEqualTo("open");
    assertThat(again(approval).at("votes").toString()).isEqualTo("[]");
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() {
    Reply approval = asked(admin);
    String path = "/api/v1/approvals/" + approval.text("id") + "/votes";

    assertThat(vote(ann, approval, "maybe").text("detail"))
        .contains("there is no choice 'maybe'; there are approve, refuse");
    assertThat(vote(ann, approval, "approve", "{\"credit\": 101}").status()).isEqualTo(400);
    assertThat(
            vote(
                    ann,
                    approval,
                    "approve",
                    "{\"credit\": 1, \"more\": \"%s\"}".formatted("x".repeat(65_536)))
                .status())
        .isEqualTo(413);
    Reply other = ann.post(path, "{\"choice\": \"approve\", \"digest\": \"sha256:0\"}");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("detail")).contains("no longer what you were shown");
    assertThat(ann.post(path, "{}").status()).isEqualTo(400);
    assertThat(admin.get("/api/v1/approvals/ask_" + "0".repeat(32)).status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/approvals?state=odd").text("detail"))
        .contains("open, decided, expired or closed");
    assertThat(again(approval).at("votes").toString()).isEqualTo("[]");
  }

  @Test
  void listsComeInPagesAndShowWhoseTurnItIs() {
    Reply first = asked(admin);
    Reply second = asked(admin);
    assertThat(second.text("id")).isNotEqualTo(first.text("id"));

    Reply page = admin.get("/api/v1/approvals?state=open&limit=1");
    Reply rest = admin.get("/api/v1/approvals?state=open&cursor=" + page.text("next"));

    assertThat(((Json.Arr) page.at("items")).items()).hasSize(1);
    assertThat(((Json.Arr) rest.at("items")).items()).hasSize(1);
    assertThat(rest.text("truncated")).isEqualTo("false");
    assertThat(page.body() + rest.body()).contains(first.text("id"), second.text("id"));
    assertThat(page.body()).doesNotContain("Ann Example");
    vote(ann, first, "approve");
    assertThat(ann.get("/api/v1/approvals?state=open&mine=true").body())
        .contains(second.text("id"))
        .doesNotContain(first.text("id"));
    assertThat(admin.get("/api/v1/approvals?mine=true").at("items").toString()).isEqualTo("[]");
    admin.post("/api/v1/runs/" + second.text("run") + "/cancel", "");
    Watcher.follow(admin, second.text("run"));
    assertThat(admin.get("/api/v1/approvals?state=closed").text("items.0.id"))
        .isEqualTo(second.text("id"));
    assertThat(admin.get("/api/v1/approvals").body()).contains(first.text("id"), second.text("id"));
  }
}
