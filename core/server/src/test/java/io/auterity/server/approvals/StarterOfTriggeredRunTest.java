package io.auterity.server.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who counts as having started what a trigger starts, where approvals leave the starter out. */
@Tag("postgresql")
class StarterOfTriggeredRunTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String PATH = "/api/v1/triggers";

  private final Client admin = server.newTenant();
  private final Client ann = holder("ann");
  private final Client bob = holder("bob");

  private Client holder(String user) {
    admin.apply(
        """
        {kind: user, id: ann, spec: {email: ann@example.test}}
        ---
        {kind: user, id: bob, spec: {email: bob@example.test}}
        ---
        {kind: team, id: support, spec: {members: [ann, bob]}}
        """);
    return key(user + "-1", ", \"holder\": \"%s\"".formatted(user));
  }

  private Client key(String name, String more) {
    Reply made =
        admin.post(
            "/api/v1/keys",
            "{\"name\": \"%s\", \"roles\": [\"admin\"], \"owner\": \"team/support\"%s}"
                .formatted(name, more));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return server.anonymous().bearer(made.text("secret"));
  }

  private static String file(String trigger) {
    return """
    kind: workflow
    id: refund
    spec:
      triggers: [%s]
      steps:
        - {id: ok, ask: "Refund for ${run.starter} by ${run.by}?", of: {teams: [support], notStarter: true}}
      output: ${ok.choice}
    """
        .formatted(trigger);
  }

  private Reply trigger() {
    Json.Obj row = (Json.Obj) ((Json.Arr) admin.get(PATH).at("items")).items().getFirst();
    return admin.get(PATH + "/" + row.text("id"));
  }

  private Reply asked() {
    Reply open = admin.awaiting("/api/v1/approvals?state=open", "items", "refund");
    return admin.get("/api/v1/approvals/" + open.text("items.0.id"));
  }

  private static Reply vote(Client who, Reply approval) {
    return who.post(
        "/api/v1/approvals/" + approval.text("id") + "/votes",
        "{\"choice\": \"approve\", \"digest\": \"%s\"}".formatted(approval.text("digest")));
  }

  private void mayNot(Client starter, String user, Client other, Reply approval) {
    Reply barred = vote(starter, approval);
    assertThat(barred.status()).as(barred.toString()).isEqualTo(403);
    assertThat(barred.text("detail")).contains("'%s' started the run".formatted(user));
    assertThat(starter.get("/api/v1/approvals?state=open").text("items.0.barred"))
        .contains("started the run");
    assertThat(vote(other, approval).text("state")).isEqualTo("decided");
  }

  @Test
  void whoFillsInAFormStartsItsRunAndWhoWroteItDoesNot() {
    bob.apply(file("{id: ask, form: {}}"));
    Reply sent = ann.post(PATH + "/" + trigger().text("id") + "/form", "{\"input\": {}}");
    assertThat(sent.status()).as(sent.toString()).isEqualTo(202);

    Reply approval = asked();

    assertThat(approval.text("question")).isEqualTo("Refund for ann-1 by bob-1?");
    assertThat(admin.get("/api/v1/runs/" + approval.text("run")).text("startedBy.name"))
        .isEqualTo("ann-1");
    mayNot(ann, "ann", bob, approval);
  }

  @Test
  void whoLastChangedATriggerStartsTheRunsOfItsKeyAndItsHolderDoesNot() {
    key("ci", ", \"holder\": \"ann\"");
    ann.apply(file("{id: hook, webhook: {verify: none}, as: ci}"));
    called();
    Reply first = asked();
    assertThat(first.text("question")).isEqualTo("Refund for ann-1 by ci?");
    mayNot(ann, "ann", bob, first);

    admin.apply(file("{id: hook, webhook: {verify: none}, when: '${true}', as: ci}"));
    Reply trigger = trigger();
    assertThat(trigger.text("by")).isEqualTo("ci");
    assertThat(trigger.text("changedBy")).isNotEqualTo("ann-1");
    ann.post(PATH + "/" + trigger.text("id") + "/pause", "");
    ann.post(PATH + "/" + trigger.text("id") + "/resume", "");
    called();

    assertThat(vote(ann, asked()).text("state")).isEqualTo("decided");
  }

  private void called() {
    Reply reply = server.anonymous().post(trigger().text("path"), "{}");
    assertThat(reply.status()).as(reply.toString()).isLessThan(300);
  }

  @Test
  void theRunsOfItsStepsAreStartedByTheSame() {
    bob.apply(file(""));
    bob.apply(
        """
        kind: workflow
        id: claim
        spec:
          triggers: [{id: ask, form: {}}]
          steps: [{id: refunded, run: refund}]
        """);
    ann.post(PATH + "/" + trigger().text("id") + "/form", "{\"input\": {}}");

    mayNot(ann, "ann", bob, asked());
  }
}
