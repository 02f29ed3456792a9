package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.messaging.ChatMessage;
import io.auterity.workflow.approval.MessagingAnswer;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.notification.ApprovalAnswerJob;
import io.auterity.workflow.notification.ApprovalAnswers;
import io.auterity.workflow.notification.ApprovalNotifications;
import io.auterity.workflow.notification.NotificationJob;
import io.auterity.workflow.store.ApprovalAnswerStore;
import io.auterity.workflow.store.ApprovalAnswerStore.Row;
import io.auterity.workflow.store.ApprovalAnswerStore.State;
import io.auterity.workflow.store.ApprovalNotificationStore;
import io.auterity.workflow.store.ApprovalNotificationStore.ToldCall;
import io.auterity.workflow.store.ApprovalStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers in a chat to what a step has asked there become votes, each once. */
@Tag("carrier")
@Tag("postgresql")
class ApprovalAnswersTest {

  private static final String ASKING =
      """
      steps:
        - id: ok
          ask: "Pay?"
          tell:
            - id: ping
              call: messaging.question.ask
              with:
                channel: team
                question: ${ask.id}
                text: ${ask.question}
                choices: [{id: approve, label: Yes}, {id: refuse, label: No}]
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);
  private final JobQueue queue = new JobQueue(TestEngine.TIME);
  private final ApprovalNotifications notifications =
      new ApprovalNotifications(db.database(), queue, TestEngine.TIME);
  private final NotificationJob telling =
      new NotificationJob(
          db.database(),
          invoker,
          (scope, capability) -> false,
          TestVotingMails.MAILS,
          Ids.system(TestEngine.TIME),
          TestEngine.TIME);
  private final ApprovalAnswers answers =
      new ApprovalAnswers(db.database(), queue, TestEngine.TIME);
  private final List<String> digests = new ArrayList<>();
  private @Nullable Failure failing;
  private final ApprovalAnswerJob jobs =
      new ApprovalAnswerJob(db.database(), this::vote, TestEngine.TIME);
  private final HeardEvents heard = HeardEvents.of(db, notifications::wants);

  private UUID run = new UUID(0, 0);
  private CloudEvent asked = event("none", "m1");

  @BeforeEach
  void ask() throws InterruptedException {
    run = engine.run(tenant, ASKING, Json.EMPTY);
    asked = heard.next();
    notifications.receive(asked);
    invoker.answerBy(
        call -> ChatMessage.of(new Ref("chat", "m1"), Ref.of("team"), "Pay?", Instant.EPOCH));
  }

  @AfterEach
  void close() {
    heard.close();
    engine.close();
  }

  private String vote(TenantScope scope, MessagingAnswer answer, String digest) {
    if (failing != null) {
      throw new CallFailedException(failing);
    }
    digests.add(digest);
    return answer.account();
  }

  private UUID approval() {
    return ApprovalRow.id(run, "ok");
  }

  private void tell() {
    ToldCall key = new ToldCall(approval(), asked.id(), "ping");
    var _ = telling.run(job(NotificationJob.NAME, NotificationJob.subject(key)));
  }

  private Job job(String kind, String subject) {
    return new Job(tenant, kind, subject, "chat", 0, null, null, new Job.Claim(new UUID(0, 1), 1));
  }

  private CloudEvent event(String question, String message) {
    Json.Obj record =
        Json.EMPTY
            .with("question", Json.of(question))
            .with("choice", Json.of("approve"))
            .with("by", Json.EMPTY.with("ref", ref("U2")).with("name", Json.of("Bob")))
            .with("message", ref(message));
    return new CloudEvent(
        UUID.nameUUIDFromBytes((question + message).getBytes(StandardCharsets.UTF_8)),
        "io.auterity.messaging.answer.given.v1",
        "/webhooks/chat",
        question,
        tenant.tenant(),
        Instant.EPOCH,
        Json.EMPTY.with("provider", Json.of("chat")).with("record", record));
  }

  private static Json.Obj ref(String id) {
    return Json.EMPTY.with("provider", Json.of("chat")).with("id", Json.of(id));
  }

  private CloudEvent click(String message) {
    return event(ApprovalRow.ID.write(approval()), message);
  }

  private void turn(CloudEvent event) {
    var _ = jobs.run(job(ApprovalAnswerJob.NAME, event.id().toString()));
  }

  private List<Row> rows() {
    return db.database().inTenant(tenant, tx -> ApprovalAnswerStore.list(tx, approval()));
  }

  @Test
  void aClickOnWhatTheStepAskedIsAVoteOnWhatWasShownThen() {
    tell();
    CloudEvent click = click("m1");
    answers.receive(click);
    answers.receive(click);
    assertThat(rows()).extracting(Row::state).containsExactly(State.DUE);

    turn(click);
    turn(click);

    String digest =
        db.database()
            .inTenant(tenant, tx -> ApprovalStore.find(tx, approval()))
            .orElseThrow()
            .digest();
    assertThat(digests).containsExactly(digest);
    assertThat(rows())
        .extracting(Row::state, Row::user, Row::name, Row::choice, Row::problem)
        .containsExactly(tuple(State.COUNTED, "U2", "Bob", "approve", null));
  }

  /** Others may ask under the same id, with another text and the same buttons. */
  @Test
  void aClickOnAMessageThatTheStepDidNotPostIsNoVote() {
    tell();
    CloudEvent click = click("forged");
    answers.receive(click);

    turn(click);

    assertThat(digests).isEmpty();
    assertThat(rows()).extracting(Row::state).containsExactly(State.REFUSED);
    assertThat(rows().getFirst().problem()).contains("'forged' at 'chat'", "vote in the console");
  }

  @Test
  void aClickThatComesBeforeTheCallHasEndedWaitsForIt() {
    CloudEvent click = click("m1");
    answers.receive(click);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> turn(click))
        .satisfies(e -> assertThat(e.failure().retryable()).isTrue());
    assertThat(rows()).extracting(Row::state).containsExactly(State.DUE);

    tell();
    turn(click);

    assertThat(rows()).extracting(Row::state).containsExactly(State.COUNTED);
  }

  @Test
  void whatMayPassIsTriedAgainAndWhatMayNotIsTold() {
    tell();
    CloudEvent click = click("m1");
    answers.receive(click);
    failing = Failure.of(FailureCode.UNAVAILABLE, "the database is away");
    assertThatExceptionOfType(CallFailedException.class).isThrownBy(() -> turn(click));
    assertThat(rows()).extracting(Row::state).containsExactly(State.DUE);

    failing = Failure.of(FailureCode.FORBIDDEN, "'U2' is no user's");
    turn(click);

    assertThat(rows())
        .extracting(Row::state, Row::user, Row::problem)
        .containsExactly(tuple(State.REFUSED, null, "'U2' is no user's"));
  }

  @Test
  void oneThatIsGivenUpSaysWhy() {
    tell();
    CloudEvent click = click("m1");
    answers.receive(click);
    Job job = job(ApprovalAnswerJob.NAME, click.id().toString());

    var told =
        db.database()
            .inTenant(
                tenant,
                tx -> jobs.giveUp(tx, job, Failure.of(FailureCode.UNAVAILABLE, "still away")));

    assertThat(told.changes().getFirst().toString()).contains("still away");
    assertThat(rows()).extracting(Row::problem).containsExactly("still away");
  }

  @Test
  void answersToOtherQuestionsAndReplayedDeliveriesAreNone() {
    tell();
    CloudEvent click = click("m1");

    answers.receive(event("takes-ticket", "m1"));
    answers.receive(event(ApprovalRow.ID.write(new UUID(4, 4)), "m1"));
    answers.receive(
        new CloudEvent(
            click.id(),
            click.type(),
            click.source(),
            click.subject(),
            click.tenant(),
            click.time(),
            click.data().with("replay", Json.of(1L))));
    answers.receive(
        new CloudEvent(
            click.id(),
            click.type(),
            click.source(),
            click.subject(),
            click.tenant(),
            click.time(),
            Json.EMPTY.with("provider", Json.of("chat"))));

    assertThat(rows()).isEmpty();
  }

  @Test
  void anEventOfAnotherTenantReachesNoneOfItsApprovals() {
    tell();
    CloudEvent click = click("m1");
    TenantScope other = db.newTenant();

    answers.receive(
        new CloudEvent(
            click.id(),
            click.type(),
            click.source(),
            click.subject(),
            other.tenant(),
            click.time(),
            click.data()));

    assertThat(rows()).isEmpty();
    List<Row> others =
        db.database().inTenant(other, tx -> ApprovalAnswerStore.list(tx, approval()));
    assertThat(others).isEmpty();
  }

  @Test
  void whatWasShownWhenItWasAskedCountsThoughItIsShownOtherwiseNow() {
    tell();
    CloudEvent click = click("m1");
    answers.receive(click);
    String before =
        Objects.requireNonNull(
            db.database()
                .inTenant(
                    tenant,
                    tx ->
                        ApprovalNotificationStore.question(
                            tx, "messaging.question.ask", answer(click)))
                .digest());
    var _ =
        db.database()
            .inTenant(
                tenant,
                tx -> tx.update("update approval_notification set digest = 'of then'").execute());

    turn(click);

    assertThat(digests).containsExactly("of then").doesNotContain(before);
  }

  private MessagingAnswer answer(CloudEvent click) {
    return new MessagingAnswer(click.id(), approval(), "chat", false, "U2", "Bob", "approve", "m1");
  }
}
