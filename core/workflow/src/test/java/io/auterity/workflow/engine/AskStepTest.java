package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.store.RunInboxStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Approvals of runs: their rows, and votes whatever ends in between. */
@Tag("carrier")
@Tag("postgresql")
class AskStepTest {

  private static final String TWO =
      "steps: [{id: ok, ask: \"Deploy?\", of: {teams: [ops]}, need: 2}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private UUID asking(String yaml) {
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    TestEngine.until(() -> column(run, "state").equals(List.of("open")));
    TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());
    return run;
  }

  private List<String> column(UUID run, String name) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query(
                        "select %s from approval where tenant = current_tenant() and run = :run"
                            .formatted(name))
                    .bind("run", run)
                    .mapTo(String.class)
                    .list());
  }

  private long votes(UUID run) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query(
                        "select count(*) from approval_vote where tenant = current_tenant() and"
                            + " approval = :id")
                    .bind("id", ApprovalRow.id(run, "ok"))
                    .mapTo(Long.class)
                    .one());
  }

  private String digest(UUID run, String step) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select digest from approval where tenant = current_tenant() and id = :id")
                    .bind("id", ApprovalRow.id(run, step))
                    .mapTo(String.class)
                    .one());
  }

  private static Vote by(String user, String choice, String digest) {
    Voter voter = new Voter(user, user, Set.of("ops"), Set.of(), false);
    return new Vote(choice, Json.EMPTY, digest, voter, Instant.parse("2026-01-01T00:00:00Z"));
  }

  private void vote(UUID run, String step, String choice, String user) {
    Vote vote = by(user, choice, digest(run, step));
    engine.engine.vote(tenant, run, step, vote, UUID.randomUUID());
  }

  private void vote(UUID run, String choice, String user) {
    vote(run, "ok", choice, user);
  }

  /** Stores a vote as a server does that ends before it tells anyone. */
  private void stored(UUID run, Vote vote) {
    InboxMessage message =
        new InboxMessage(
            UUID.randomUUID(),
            InboxMessage.Kind.VOTE,
            "ok",
            StoredJson.of(ApprovalRequestJson.write(vote)),
            vote.voter().name());
    RunInboxStore.Storing storing =
        db.database().inTenant(tenant, tx -> RunInboxStore.put(tx, run, message, false));
    assertThat(storing).isEqualTo(RunInboxStore.Storing.STORED);
  }

  @Tag("restart")
  @Test
  void twoUsersDecideAlsoWithAKillInBetween() {
    UUID run = asking(TWO);
    vote(run, "approve", "ann");
    assertThat(votes(run)).isEqualTo(1);
    engine.crash();
    engine = TestEngine.start(db, invoker);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> vote(run, "approve", "ann"))
        .withMessageContaining("has voted already");
    vote(run, "approve", "bob");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(column(run, "state")).containsExactly("decided");
    assertThat(column(run, "choice")).containsExactly("approve");
    assertThat(votes(run)).isEqualTo(2);
  }

  @Tag("restart")
  @Test
  void ofTwoVotesThatAreGivenTheOneThatIsNotTakenCountsAfterACrash() {
    UUID run = asking(TWO);
    vote(run, "approve", "ann");
    String digest = digest(run, "ok");
    engine.crash();
    stored(run, by("ann", "approve", digest));
    stored(run, by("bob", "approve", digest));

    engine = TestEngine.start(db, invoker);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(votes(run)).isEqualTo(2);
  }

  @Test
  void aVoteMayBeGivenAtAnotherServer() {
    UUID run = asking(TWO);

    try (TestEngine other = TestEngine.beside(db, invoker)) {
      Vote vote = by("ann", "refuse", digest(run, "ok"));
      other.engine.vote(tenant, run, "ok", vote, UUID.randomUUID());
    }

    engine.over(tenant, run);
    assertThat(column(run, "choice")).containsExactly("refuse");
  }

  @Test
  void aVoteAfterTheEndIsAConflict() {
    UUID run = asking(TWO);
    vote(run, "refuse", "ann");
    engine.over(tenant, run);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> vote(run, "approve", "bob"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT));
  }

  // As Windmill's #2639 has it, where steps of parallel branches went on without an approval, and
  // LangGraph's #6626, where the answers of two questions were mixed up.
  @Test
  void questionsBesideEachOtherAreDecidedEachByItself() {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - id: both
                parallel:
                  - {id: a, steps: [{id: one, ask: "Deploy?", show: a}]}
                  - {id: b, steps: [{id: two, ask: "Deploy?", show: b}]}
                need: 2
              - {id: chosen, transform: ["${both.a.choice}", "${both.b.choice}"]}
            """,
            Json.EMPTY);
    TestEngine.until(() -> column(run, "state").size() == 2);
    String one = digest(run, "one");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () ->
                engine.engine.vote(tenant, run, "two", by("ann", "refuse", one), UUID.randomUUID()))
        .withMessageContaining("no longer what you were shown");
    vote(run, "two", "refuse", "ann");
    assertThat(engine.stored(tenant, run).head().phase().over()).isFalse();
    vote(run, "one", "approve", "ann");

    assertThat(engine.over(tenant, run).head().output())
        .isEqualTo(StoredJson.of(Json.array(List.of(Json.of("approve"), Json.of("refuse")))));
  }

  // As Dify's #34402 has it, where a later round took what was answered in an earlier one.
  @Test
  void eachRoundOfALoopAsksAnew() {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - id: review
                loop: 3
                as: draft
                from: first
                steps: [{id: ok, ask: "Send?", show: "${draft}", choices: [approve, again]}]
                until: ${ok.choice == 'approve'}
                next: second
                output: ${draft}
            """,
            Json.EMPTY);
    TestEngine.until(() -> column(run, "state").equals(List.of("open")));
    String first = digest(run, "review[0].ok");
    vote(run, "review[0].ok", "again", "ann");
    TestEngine.until(() -> column(run, "state").size() == 2);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> vote(run, "review[0].ok", "approve", "bob"));
    assertThat(digest(run, "review[1].ok")).isNotEqualTo(first);
    vote(run, "review[1].ok", "approve", "ann");

    assertThat(engine.over(tenant, run).head().output())
        .isEqualTo(StoredJson.of(Json.of("second")));
  }

  // As Kestra's #18507 has it, where the timer that was left resumed once more what was decided.
  @Test
  void theTimeOfWhatIsDecidedMeansNothing() {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: ok, ask: "Deploy?", due: 300ms, onDue: refuse}
              - {id: later, wait: 400ms}
              - {id: said, transform: "${ok.choice}"}
            """,
            Json.EMPTY);
    TestEngine.until(() -> column(run, "state").equals(List.of("open")));

    vote(run, "approve", "ann");

    assertThat(engine.over(tenant, run).head().output())
        .isEqualTo(StoredJson.of(Json.of("approve")));
  }

  @Test
  void aRunThatIsCancelledClosesWhatItAsks() {
    UUID run = asking(TWO);

    engine.engine.cancel(tenant, run, "ann");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(column(run, "state")).containsExactly("closed");
  }

  @Test
  void whatIsNotDecidedInTimeTakesItsChoice() {
    UUID run =
        engine.run(
            tenant, "steps: [{id: ok, ask: \"Deploy?\", due: 30ms, onDue: refuse}]", Json.EMPTY);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(column(run, "choice")).containsExactly("refuse");
  }
}
