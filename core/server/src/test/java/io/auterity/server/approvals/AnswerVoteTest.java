package io.auterity.server.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.outbox.CloudEvent;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.time.Time;
import io.auterity.provider.plugin.BundledPlugin;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who answers a question about an approval in a chat votes, if it is known which user that is. */
@Tag("postgresql")
class AnswerVoteTest {

  @RegisterExtension
  static final RunningServer server =
      RunningServer.start(plugins -> BundledPlugin.write("messaging", plugins, "jackson-core-"));

  private static final String PEOPLE =
      """
      kind: user
      id: ann
      spec: {email: ann@example.test, accounts: {chat: U-ANN}}
      ---
      kind: user
      id: eve
      spec: {accounts: {chat: U-EVE}}
      ---
      kind: team
      id: support
      spec: {members: [ann]}
      """;
  private static final String REFUND =
      """
      kind: provider
      id: chat
      spec: {connector: embedded-messaging}
      ---
      kind: workflow
      id: refund
      spec:
        steps:
          - id: ok
            ask: "Refund?"
            of: {teams: [support], notStarter: true}
            tell:
              - id: ping
                call: messaging.question.ask
                with:
                  channel: team
                  question: ${ask.id}
                  text: ${ask.question}
                  choices: [{id: approve, label: Refund}, {id: refuse, label: Keep}]
      """;

  private final Client admin = server.newTenant();
  private String annKey = "";

  @BeforeEach
  void apply() {
    admin.apply(PEOPLE);
    admin.apply(REFUND);
    call(admin, "channel.create", "{\"name\": \"team\"}");
    annKey = key("ann", "operator", ", \"owner\": \"user/ann\"").text("key.id");
  }

  private Reply key(String name, String role, String more) {
    Reply made =
        admin.post(
            "/api/v1/keys",
            "{\"name\": \"%s\", \"roles\": [\"%s\"]%s}".formatted(name, role, more));
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    return made;
  }

  private Client holder(String name, String role, String more) {
    return server.anonymous().bearer(key(name, role, more).text("secret"));
  }

  private static Reply call(Client who, String operation, String input) {
    Reply reply = who.post("/api/v1/call/messaging." + operation, input);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  /** An approval whose question stands in the chat. */
  private Reply asked() {
    var _ = admin.post("/api/v1/workflows/refund/runs", "{\"input\": {}}");
    Reply page = admin.awaiting("/api/v1/approvals?state=open", "items", "ask_");
    return admin.awaiting("/api/v1/approvals/" + page.text("items.0.id"), "told", "\"sent\"");
  }

  private String message(Reply approval) {
    Reply list = call(admin, "message.list", "{\"channel\": \"team\"}");
    assertThat(list.text("items.0.question.id")).isEqualTo(approval.text("id"));
    return String.valueOf(list.text("items.0.ref.id"));
  }

  private static void answer(Client who, String message, String choice) {
    call(
        who,
        "question.answer",
        "{\"message\": \"%s\", \"choice\": \"%s\"}".formatted(message, choice));
  }

  /** As a vendor's webhook tells of a click. */
  private CloudEvent click(Reply approval, String message, String account) {
    Json.Obj by = Json.EMPTY.with("ref", ref(account)).with("name", Json.of("Ann Example"));
    Json.Obj record =
        Json.EMPTY
            .with("question", Json.of(approval.text("id")))
            .with("choice", Json.of("approve"))
            .with("by", by)
            .with("message", ref(message));
    return new CloudEvent(
        UUID.randomUUID(),
        "io.auterity.messaging.answer.given.v1",
        "/webhooks/chat",
        String.valueOf(approval.text("id")),
        server.tenantOf(admin).tenant(),
        Instant.EPOCH,
        Json.EMPTY.with("provider", Json.of("chat")).with("record", record));
  }

  private static Json.Obj ref(String id) {
    return Json.EMPTY.with("provider", Json.of("chat")).with("id", Json.of(id));
  }

  private void tell(CloudEvent event) {
    server
        .database()
        .database()
        .inTenant(
            server.tenantOf(admin),
            tx -> {
              new Outbox(server.database().database(), Time.system()).appendOnce(tx, event);
              return true;
            });
  }

  private Reply outcome(Reply approval, String state) {
    return admin.awaiting(
        "/api/v1/approvals/" + approval.text("id"), "answers", "\"" + state + "\"");
  }

  private Reply refused(Reply approval) {
    Reply seen = outcome(approval, "refused");
    assertThat(seen.text("state")).isEqualTo("open");
    assertThat(((Json.Arr) seen.at("votes")).items()).isEmpty();
    assertThat(seen.at("answers.0.user")).isEqualTo(Json.NULL);
    return seen;
  }

  @Test
  void anAnswerInThePlatformsOwnChatIsTheVoteOfTheUserWhoCalls() {
    Client ann = holder("ann-2", "operator", ", \"owner\": \"user/ann\"");
    Reply approval = asked();

    answer(ann, message(approval), "approve");

    Reply seen = outcome(approval, "counted");
    assertThat(seen.text("state")).isEqualTo("decided");
    assertThat(seen.text("choice")).isEqualTo("approve");
    assertThat(seen.text("votes.0.user")).isEqualTo("ann");
    assertThat(seen.text("answers.0.user")).isEqualTo("ann");
    assertThat(seen.text("answers.0.provider")).isEqualTo("chat");
  }

  @Test
  void aClickOfALinkedAccountIsOneVoteHoweverOftenItIsTold() {
    Reply approval = asked();
    CloudEvent click = click(approval, message(approval), "U-ANN");

    tell(click);
    assertThat(outcome(approval, "counted").text("votes.0.user")).isEqualTo("ann");
    tell(click);
    CloudEvent later = click(approval, message(approval), "U-ANN");
    tell(later);

    Reply seen = outcome(approval, "refused");
    assertThat(((Json.Arr) seen.at("votes")).items()).hasSize(1);
    assertThat(((Json.Arr) seen.at("answers")).items()).hasSize(2);
    assertThat(seen.text("answers.1.problem")).contains("decided ('approve') already");
  }

  @Test
  void anAccountThatIsNoUsersDoesNotVote() {
    Reply approval = asked();

    tell(click(approval, message(approval), "U-OTHER"));

    assertThat(refused(approval).text("answers.0.problem"))
        .contains("'U-OTHER'", "is no user's", "accounts of the user");
  }

  @Test
  void aLinkThatWasRemovedCountsNoMore() {
    Reply approval = asked();
    admin.apply("{kind: user, id: ann, spec: {email: ann@example.test}}");

    tell(click(approval, message(approval), "U-ANN"));

    assertThat(refused(approval).text("answers.0.problem")).contains("is no user's");
  }

  @Test
  void whoLeftTheTeamDoesNotVote() {
    Reply approval = asked();
    admin.apply("{kind: team, id: support, spec: {members: [eve]}}");

    tell(click(approval, message(approval), "U-ANN"));

    assertThat(refused(approval).text("answers.0.problem")).contains("not among those");
  }

  @Test
  void whoLostTheRightToDecideDoesNotVote() {
    Reply approval = asked();
    assertThat(admin.delete("/api/v1/keys/" + annKey).status()).isLessThan(300);
    key("ann-reads", "viewer", ", \"owner\": \"user/ann\"");

    tell(click(approval, message(approval), "U-ANN"));

    assertThat(refused(approval).text("answers.0.problem"))
        .contains("no key here with the right control:approval.decide");
  }

  @Test
  void whoStartedTheRunDoesNotVoteWhereAnotherMust() {
    Client ann = holder("ann-2", "operator", ", \"owner\": \"user/ann\"");
    var _ = ann.post("/api/v1/workflows/refund/runs", "{\"input\": {}}");
    Reply page = admin.awaiting("/api/v1/approvals?state=open", "items", "ask_");
    Reply approval =
        admin.awaiting("/api/v1/approvals/" + page.text("items.0.id"), "told", "\"sent\"");

    tell(click(approval, message(approval), "U-ANN"));

    assertThat(refused(approval).text("answers.0.problem")).contains("started the run");
  }

  /** Ann clicks on something harmless that another has posted under the approval's id. */
  @Test
  void anAnswerToAMessageOfAnotherIsNoVote() {
    Client ann = holder("ann-2", "operator", ", \"owner\": \"user/ann\"");
    Client eve = holder("eve", "operator", ", \"owner\": \"user/eve\"");
    Reply approval = asked();
    Reply forged =
        call(
            eve,
            "question.ask",
            """
            {"channel": "team", "question": "%s", "text": "Pizza on Friday?",
             "choices": [{"id": "approve", "label": "Yes"}]}
            """
                .formatted(approval.text("id")));

    answer(ann, String.valueOf(forged.text("ref.id")), "approve");

    assertThat(refused(approval).text("answers.0.problem")).contains("no call of the step");
  }

  @Test
  void whatIsShownOtherwiseNowIsNotVotedOn() {
    Reply approval = asked();
    server
        .database()
        .database()
        .inTenant(
            server.tenantOf(admin),
            tx -> tx.update("update approval_notification set digest = 'of then'").execute());

    tell(click(approval, message(approval), "U-ANN"));

    assertThat(refused(approval).text("answers.0.problem"))
        .contains("no longer what you were shown");
  }

  @Test
  void anotherTenantsEventReachesNothing() {
    Reply approval = asked();
    Client other = server.newTenant();
    CloudEvent click = click(approval, message(approval), "U-ANN");
    CloudEvent foreign =
        new CloudEvent(
            click.id(),
            click.type(),
            click.source(),
            click.subject(),
            server.tenantOf(other).tenant(),
            click.time(),
            click.data());
    server
        .database()
        .database()
        .inTenant(
            server.tenantOf(other),
            tx -> {
              new Outbox(server.database().database(), Time.system()).append(tx, foreign);
              return true;
            });

    tell(click(approval, message(approval), "U-OTHER"));

    Reply seen = refused(approval);
    assertThat(((Json.Arr) seen.at("answers")).items()).hasSize(1);
    assertThat(seen.text("answers.0.account")).isEqualTo("U-OTHER");
  }

  @Test
  void oneAccountIsThatOfOneUser() {
    Reply refused =
        admin.post(
            "/api/v1/apply",
            "[{\"kind\": \"user\", \"id\": \"bob\", \"spec\": {\"accounts\": {\"chat\":"
                + " \"U-ANN\"}}}]");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("is that of user 'ann'");
  }
}
