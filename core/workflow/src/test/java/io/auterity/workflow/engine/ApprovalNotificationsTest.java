package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.Job;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.job.JobRetry;
import io.auterity.platform.job.JobTurn;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.approval.VoteLinks;
import io.auterity.workflow.approval.VoteLinks.VoteLink;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.notification.ApprovalNotifications;
import io.auterity.workflow.notification.NotificationJob;
import io.auterity.workflow.store.ApprovalNotificationStore;
import io.auterity.workflow.store.ApprovalNotificationStore.Row;
import io.auterity.workflow.store.ApprovalNotificationStore.State;
import io.auterity.workflow.store.ApprovalNotificationStore.ToldCall;
import io.auterity.workflow.store.ApprovalStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls tell people of approvals; no run waits for them. */
@Tag("postgresql")
class ApprovalNotificationsTest {

  private static final String TELLING =
      """
      input: {who: {type: string}}
      steps:
        - id: ok
          ask: "Pay ${input.who}?"
          tell:
            - {id: ping, call: text.pii.mask, with: {text: "${ask.question} ${ask.link}"}}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final TestEngine engine = TestEngine.start(db, invoker);
  private final ApprovalNotifications notifications =
      new ApprovalNotifications(db.database(), new JobQueue(TestEngine.TIME), TestEngine.TIME);
  private final NotificationJob jobs = jobs(true);

  private final HeardEvents heard = HeardEvents.of(db, notifications::wants);

  @AfterEach
  void close() {
    heard.close();
    engine.close();
  }

  private NotificationJob jobs(boolean repeatable) {
    return new NotificationJob(
        db.database(),
        invoker,
        (scope, capability) -> repeatable,
        TestVotingMails.MAILS,
        Ids.system(TestEngine.TIME),
        TestEngine.TIME);
  }

  private CloudEvent asked(UUID run) throws InterruptedException {
    CloudEvent event = heard.next();
    assertThat(event.subject()).isEqualTo(ApprovalRow.ID.write(approval(run)));
    return event;
  }

  private UUID run(String yaml) {
    return engine.run(tenant, yaml, Json.EMPTY.with("who", Json.of("Ann")));
  }

  private static UUID approval(UUID run) {
    return ApprovalRow.id(run, "ok");
  }

  private List<Row> rows(UUID run) {
    return db.database().inTenant(tenant, tx -> ApprovalNotificationStore.list(tx, approval(run)));
  }

  private Job job(UUID run, CloudEvent event, @Nullable Instant failing) {
    ToldCall key = new ToldCall(approval(run), event.id(), "ping");
    return new Job(
        tenant,
        NotificationJob.NAME,
        NotificationJob.subject(key),
        "text.pii.mask",
        failing == null ? 0 : 1,
        failing,
        null,
        new Job.Claim(new UUID(0, 1), 1));
  }

  private void vote(UUID run) {
    ApprovalRequest request =
        db.database()
            .inTenant(tenant, tx -> ApprovalStore.find(tx, approval(run)))
            .orElseThrow()
            .request();
    Voter bob = new Voter("bob", "bob", Set.of(), Set.of(), false);
    Vote vote = new Vote("approve", Json.EMPTY, request.digest(), bob, TestEngine.TIME.now());
    engine.engine.vote(tenant, run, "ok", vote, UUID.randomUUID());
  }

  @Test
  void oneWhoIsAskedGetsTheQuestionAndTheLinkOnce() throws InterruptedException {
    UUID run = run(TELLING);
    CloudEvent event = asked(run);
    notifications.receive(event);
    notifications.receive(event);
    assertThat(rows(run)).extracting(Row::state).containsExactly(State.DUE);

    JobTurn turn = jobs.run(job(run, event, null));

    assertThat(turn).isInstanceOf(JobTurn.Done.class);
    assertThat(invoker.calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(FakeInvoker.text(call))
                  .isEqualTo("Pay Ann? /approvals/" + ApprovalRow.ID.write(approval(run)));
              assertThat(call.principal()).isEqualTo(TestEngine.ANN);
              assertThat(call.parent()).isEqualTo(new Invocation.Parent(run, "ok", 0));
            });
    assertThat(rows(run)).extracting(Row::state).containsExactly(State.SENT);
    vote(run);
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  /** A chat that is down holds up neither the approval nor its run. */
  @Test
  void aCallThatFailsForNowIsRetriedForADayAndTheApprovalGoesOn() throws InterruptedException {
    UUID run = run(TELLING);
    CloudEvent event = asked(run);
    notifications.receive(event);
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "the chat is down");
        });

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> jobs.run(job(run, event, null)));

    assertThat(rows(run)).extracting(Row::problem).containsExactly("the chat is down");
    Instant now = TestEngine.TIME.now();
    Failure failure = Failure.of(FailureCode.UNAVAILABLE, "down");
    JobRetry early = jobs.retry(job(run, event, now), failure, now);
    JobRetry late = jobs.retry(job(run, event, now.minus(Duration.ofHours(25))), failure, now);
    assertThat(early.over()).isFalse();
    assertThat(late.over()).isTrue();
    vote(run);
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(jobs.run(job(run, event, null))).isInstanceOf(JobTurn.Done.class);
    assertThat(rows(run)).extracting(Row::state).containsExactly(State.FAILED);
  }

  @Test
  void aCallThatFailsForGoodIsNotRetried() throws InterruptedException {
    UUID run = run(TELLING);
    CloudEvent event = asked(run);
    notifications.receive(event);
    invoker.answerBy(
        call -> {
          throw new CallFailedException(FailureCode.NOT_FOUND, "no such channel");
        });

    assertThat(jobs.run(job(run, event, null))).isInstanceOf(JobTurn.Done.class);
    assertThat(rows(run))
        .extracting(Row::state, Row::problem)
        .containsExactly(tuple(State.FAILED, "no such channel"));
  }

  /** No message stands twice in a chat that knows no key. */
  @Test
  void aCallThatMayHaveBeenMadeIsNotMadeAgainWhereThatHasASecondEffect()
      throws InterruptedException {
    UUID run = run(TELLING);
    CloudEvent event = asked(run);
    notifications.receive(event);
    invoker.answerBy(
        call -> {
          throw new CallFailedException(
              Failure.of(FailureCode.TIMEOUT, "no answer")
                  .withApplied(Applied.UNKNOWN)
                  .withRetryable(true));
        });

    assertThat(jobs(false).run(job(run, event, null))).isInstanceOf(JobTurn.Done.class);

    assertThat(rows(run))
        .extracting(Row::state, Row::problem)
        .containsExactly(tuple(State.FAILED, "it may have been sent: no answer"));
  }

  @Test
  void aCallThatAKilledServerHadBegunIsMadeAgainOnlyWhereThatHasNoSecondEffect()
      throws InterruptedException {
    UUID run = run(TELLING);
    CloudEvent event = asked(run);
    notifications.receive(event);
    invoker.answerBy(
        call -> {
          throw new IllegalStateException("the server ends");
        });
    assertThatThrownBy(() -> jobs.run(job(run, event, null)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(rows(run)).extracting(Row::state).containsExactly(State.SENDING);
    invoker.answerBy(FakeInvoker::echo);

    jobs(false).run(job(run, event, null));
    assertThat(rows(run)).extracting(Row::state).containsExactly(State.FAILED);
    assertThat(invoker.calls).hasSize(1);
  }

  @Test
  void aReminderTellsAgainAndWhatCannotBeMadeFailsAlone() throws InterruptedException {
    UUID run =
        run(
            """
            input: {who: {type: string}}
            steps:
              - id: ok
                ask: "Pay ${input.who}?"
                remind: [50ms]
                tell:
                  - {id: ping, call: text.pii.mask, with: {text: "${ask.question}"}}
                  - {id: odd, call: text.pii.mask, with: {text: "${string(int(input.who))}"}}
            """);

    notifications.receive(asked(run));
    notifications.receive(asked(run));

    assertThat(rows(run))
        .extracting(Row::call, Row::state)
        .containsExactlyInAnyOrder(
            tuple("ping", State.DUE),
            tuple("odd", State.FAILED),
            tuple("ping", State.DUE),
            tuple("odd", State.FAILED));
  }

  private static String mailing(String to, String field, String written) {
    return """
    input: {who: {type: string}}
    steps:
      - id: ok
        ask: "Pay ${input.who}?"
        due: 1d
        tell:
          - id: ping
            call: mail.message.send
            with: {subject: Pay, to: %s, %s: "%s"}
    """
        .formatted(to, field, written);
  }

  private List<Row> mailed(String to, String field, String written) throws InterruptedException {
    UUID run = run(mailing(to, field, written));
    CloudEvent event = asked(run);
    notifications.receive(event);
    var _ = jobs.run(job(run, event, null));
    return rows(run);
  }

  private String sent() {
    return String.valueOf(((Payload.OfJson) invoker.calls.element().input()).value().text("text"));
  }

  @Test
  void anEMailToOneUserHasTheLinkByWhichThatUserVotes() throws InterruptedException {
    List<Row> rows =
        mailed("[\"Ann <ann@example.test>\"]", "html: Hello, text", "${ask.vote}\\nVote.");

    assertThat(rows).extracting(Row::state).containsExactly(State.SENT);
    String start = "https://auterity.example" + VoteLinks.PATH;
    assertThat(sent()).startsWith(start).endsWith("\nVote.");
    String token = sent().substring(start.length(), sent().indexOf('\n'));
    VoteLink link = TestVotingMails.LINKS.read(token).orElseThrow();
    assertThat(link.user()).isEqualTo("ann");
    assertThat(link.scope()).isEqualTo(tenant);
    assertThat(ApprovalRow.ID.write(link.approval())).startsWith("ask_");
    assertThat(link.until()).isAfter(TestEngine.TIME.now());
  }

  /** The place is made of the run, so that who knows the run can write it before it is asked. */
  @Test
  void noTextBeforeALinkSendsItElsewhere() throws InterruptedException {
    List<Row> rows =
        mailed(
            "[ann@example.test]",
            "text",
            "See https://evil.example/?x=${ask.vote} https://evil.example/votes/${ask.id}");

    assertThat(rows).extracting(Row::state).containsExactly(State.SENT);
    assertThat(sent().split(" ", -1)[1]).startsWith("https://auterity.example/votes/");
    assertThat(sent()).doesNotContain("evil");
  }

  @Test
  void aLinkToVoteGoesToNoOneElse() throws InterruptedException {
    for (String to :
        List.of(
            "[eve@example.test]",
            "[ann@example.test, eve@example.test]",
            "[\"ann@example.test, eve@example.test\"]",
            "[\"ann@example.test <eve@example.test>\"]",
            "[ann@example.test], cc: [eve@example.test]",
            "[ann@example.test], bcc: [eve@example.test]")) {
      assertThat(mailed(to, "text", "${ask.vote}"))
          .extracting(Row::state, Row::problem)
          .containsExactly(
              tuple(
                  State.FAILED,
                  "ask.vote goes to one person: 'to' must be the address of one user, without cc"
                      + " and bcc"));
    }
    assertThat(invoker.calls).isEmpty();
  }

  @Test
  void aLinkToVoteStandsInTheTextAlone() throws InterruptedException {
    for (String field : List.of("text: Pay, html", "text: Pay, inReplyTo")) {
      assertThat(mailed("[ann@example.test]", field, "Vote: ${ask.vote}"))
          .extracting(Row::problem)
          .containsExactly("ask.vote stands in 'text' of an e-mail alone");
    }
    assertThat(invoker.calls).isEmpty();
  }
}
