package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.live.NodeTally;
import io.auterity.workflow.live.TallyJson;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.store.ApprovalStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run goes again from a step: what was done before it stays done. */
@Tag("carrier")
@Tag("postgresql")
class AgainTest {

  private static final String CHAIN =
      """
      steps:
        - {id: a, call: text.pii.mask, with: {text: a}}
        - {id: b, call: text.pii.mask, with: {text: "${a.text + 'b'}"}}
        - {id: c, call: text.pii.mask, with: {text: "${b.text + 'c'}"}}
      output: ${c.text}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private TestEngine engine = TestEngine.start(db, invoker);

  AgainTest() {
    invoker.answerBy(
        call -> {
          if (broken.contains(FakeInvoker.text(call))) {
            throw new CallFailedException(FailureCode.CONFLICT, "it is broken");
          }
          return FakeInvoker.echo(call);
        });
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void again(UUID run, @Nullable String from) {
    again(run, from, null);
  }

  private void again(UUID run, @Nullable String from, Json.@Nullable Obj input) {
    engine.engine.again().reopen(tenant, run, from, input, TestEngine.ANN, UUID.randomUUID());
  }

  private UUID failed(String yaml, String... texts) {
    broken.addAll(Set.of(texts));
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    broken.clear();
    return run;
  }

  private void assertSucceeds(UUID run, Json output) {
    StoredRun over = engine.over(tenant, run);
    assertThat(over.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(Objects.requireNonNull(over.head().output()).json()).isEqualTo(output);
  }

  private void assertConflict(Runnable asked, String why) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(asked::run)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONFLICT))
        .withMessageContaining(why);
  }

  @Test
  void aFailedRunGoesAgainFromWhatFailed() {
    UUID run = failed(CHAIN, "ab");

    again(run, null);

    assertSucceeds(run, Json.of("abc"));
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(invoker.times("/b/0")).isEqualTo(1);
    assertThat(invoker.times("/b/1")).isEqualTo(1);
    assertThat(invoker.times("/c/0") + invoker.times("/c/1")).isEqualTo(1);
    assertThat(engine.stored(tenant, run).head().round()).isEqualTo(1);
    assertThat(rounds(run)).containsExactly(0, 1, 1);
  }

  /** In which round each step was done, as the row of the run keeps it. */
  private List<Integer> rounds(UUID run) {
    StoredJson progress = Objects.requireNonNull(engine.stored(tenant, run).head().progress());
    Json.Obj kept = (Json.Obj) progress.json();
    return TallyJson.read(kept, RunPhase.SUCCEEDED).nodes().stream().map(NodeTally::round).toList();
  }

  @Test
  void aRequestThatIsRepeatedReopensTheRunOnce() {
    UUID run = failed(CHAIN, "ab");
    UUID message = UUID.randomUUID();
    broken.add("ab");

    engine.engine.again().reopen(tenant, run, null, null, TestEngine.ANN, message);
    engine.over(tenant, run);
    engine.engine.again().reopen(tenant, run, null, null, TestEngine.ANN, message);

    assertThat(engine.over(tenant, run).head().round()).isEqualTo(1);
    assertThat(invoker.times("/b/0")).isEqualTo(1);
    assertThat(invoker.times("/b/1")).isEqualTo(1);
  }

  @Test
  void itGoesAgainFromAnEarlierStepAndWhatFollowsIsDoneAgain() {
    UUID run = failed(CHAIN, "abc");

    again(run, "b");

    assertSucceeds(run, Json.of("abc"));
    assertThat(invoker.times("/a/0") + invoker.times("/a/1")).isEqualTo(1);
    assertThat(invoker.times("/b/1")).isEqualTo(1);
    assertThat(invoker.times("/c/1")).isEqualTo(1);
  }

  @Test
  void theStepTakesAnInputInPlaceOfItsOwn() {
    UUID run = failed(CHAIN, "ab");

    again(run, "b", Json.EMPTY.with("text", Json.of("x")));

    assertSucceeds(run, Json.of("xc"));
  }

  /** Who may not approve what they have asked for may not change it and approve it either. */
  @Test
  void whoGivesAnotherInputCountsAsItsStarter() {
    Principal bob = new Principal(new UUID(1, 2), "bob", Principal.Type.USER);
    UUID run = failed(CHAIN, "ab");
    UUID other = failed(CHAIN, "ab");
    Json.Obj input = Json.EMPTY.with("text", Json.of("x"));

    engine.engine.again().reopen(tenant, run, "b", input, bob, UUID.randomUUID());
    engine.engine.again().reopen(tenant, other, "b", null, bob, UUID.randomUUID());

    assertThat(engine.over(tenant, run).birth().startedBy()).isEqualTo(bob);
    assertThat(engine.over(tenant, other).birth().startedBy()).isEqualTo(TestEngine.ANN);
  }

  @Test
  void anInputThatDoesNotFitIsRefusedAndNothingHappens() {
    UUID run = failed(CHAIN, "ab");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> again(run, "b", Json.EMPTY.with("text", Json.of(1))))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID));
    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> again(run, "nothing"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
  }

  @Tag("restart")
  @Test
  void itIsReopenedAsOftenAsNeededAlsoAfterARestart() {
    UUID run = failed(CHAIN, "ab");
    broken.add("abc");
    again(run, null);
    engine.over(tenant, run);
    engine.crash();
    engine = TestEngine.start(db, invoker);
    broken.clear();

    again(run, "a");

    assertSucceeds(run, Json.of("abc"));
    assertThat(invoker.times("/a/1")).isEqualTo(1);
    assertThat(invoker.times("/b/2")).isEqualTo(1);
    assertThat(engine.stored(tenant, run).head().round()).isEqualTo(2);
  }

  // As windmill#4956, kestra#15188 and activepieces#8908 have it.
  @Test
  void insideItemsRoundsAndArmsOnlyWhatFailedIsDoneAgain() {
    String yaml =
        """
        steps:
          - id: many
            each: "${['a', 'b', 'c']}"
            as: item
            concurrency: 1
            steps:
              - id: rounds
                loop: 3
                as: at
                from: {n: 0}
                steps: [{id: one, call: text.pii.mask, with: {text: "${item + string(at.n)}"}}]
                until: ${at.n >= 2}
                next: {n: "${at.n + 1}"}
                output: ${one.text}
                collect: true
          - {id: end, after: [many], call: text.pii.mask, with: {text: "${string(size(many))}"}}
        output: ${many}
        """;
    UUID run = failed(yaml, "b1");

    again(run, null);

    assertSucceeds(
        run,
        Objects.requireNonNull(
            Compiled.spec("x: [[a0, a1, a2], [b0, b1, b2], [c0, c1, c2]]").get("x")));
    assertThat(invoker.calls).hasSize(11);
    assertThat(invoker.times("/many[1].rounds[1].one/1")).isEqualTo(1);
  }

  @Test
  void aTryIsLeftAgainAndWhatComesLastRunsAgain() {
    String yaml =
        """
        steps:
          - id: safe
            try:
              - {id: a, call: text.pii.mask, with: {text: a}}
              - {id: b, after: [a], call: text.pii.mask, with: {text: b}}
            finally: [{id: last, call: text.pii.mask, with: {text: last}}]
        output: ${safe.text}
        """;
    UUID run = failed(yaml, "b");

    again(run, null);

    assertSucceeds(run, Json.of("b"));
    assertThat(invoker.times("/a/0") + invoker.times("/a/1")).isEqualTo(1);
    assertThat(invoker.times("/last/0")).isEqualTo(1);
    assertThat(invoker.times("/last/1")).isEqualTo(1);
  }

  @Test
  void whatWasUndoneHinders() {
    String yaml =
        """
        steps:
          - id: safe
            try:
              - {id: a, call: text.pii.mask, with: {text: a}, undo: [{id: u, call: text.pii.mask, with: {text: u}}]}
              - {id: b, after: [a], call: text.pii.mask, with: {text: b}}
        """;
    UUID run = failed(yaml, "b");

    assertConflict(() -> again(run, null), "undone");
    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
  }

  @Test
  void aCancelledRunGoesOnWhereItWas() {
    String yaml =
        """
        steps:
          - {id: a, call: text.pii.mask, with: {text: a}}
          - {id: go, after: [a], await: {signal: go}}
        output: ${go}
        """;
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    engine.engine.cancel(tenant, run, "ann");
    engine.over(tenant, run);

    again(run, null);
    engine.engine.signal(tenant, run, "go", Json.of("on"), "ann", UUID.randomUUID());

    assertSucceeds(run, Json.of("on"));
    assertThat(invoker.calls).hasSize(1);
  }

  /** What comes last ran with the cancellation, and runs again. */
  @Test
  void aRunCancelledInsideOfWhatHasAnEndGoesOnThere() {
    String yaml =
        """
        steps:
          - {id: a, call: text.pii.mask, with: {text: a}}
          - {id: go, after: [a], await: {signal: go}}
        finally:
          - {id: log, call: text.pii.mask, with: {text: log}}
        output: ${go}
        """;
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    engine.engine.cancel(tenant, run, "ann");
    engine.over(tenant, run);
    assertThat(invoker.times("/log/0")).isEqualTo(1);

    again(run, null);
    engine.engine.signal(tenant, run, "go", Json.of("on"), "ann", UUID.randomUUID());

    assertSucceeds(run, Json.of("on"));
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(invoker.times("/log/1")).isEqualTo(1);
  }

  @Test
  void aRunThatGoesOnIsCancelledBefore() {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: a, call: text.pii.mask, with: {text: a}}
              - {id: go, after: [a], await: {signal: go}}
            """,
            Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);

    assertConflict(() -> again(run, "a"), "is not over: cancel it first");
  }

  /** A callback of the first round is no callback of the second. */
  @Test
  void aCallbackIsAwaitedAnew() {
    String yaml =
        """
        steps:
          - {id: told, call: text.pii.mask, with: {text: told}}
          - {id: settled, after: [told], await: {callback: {}}}
          - {id: book, after: [settled], call: text.pii.mask, with: {text: book}}
        output: ${settled}
        """;
    broken.add("book");
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    engine.engine.callBack(tenant, run, "settled", Json.of("first"));
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    broken.clear();

    again(run, "told");
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    engine.engine.callBack(tenant, run, "settled", Json.of("second"));

    assertSucceeds(run, Json.of("second"));
  }

  /** Also inside of what holds others nothing starts before the run resumes. */
  @Test
  void oneThatWaitsForItsTurnAndIsPausedStartsNothing() {
    engine.apply(
        tenant,
        "test",
        """
        input: {text: {type: string}}
        limits: {runs: {most: 1}}
        steps:
          - id: twice
            each: ["1", "2"]
            as: item
            steps: [{id: a, call: text.pii.mask, with: {text: "${input.text + item}"}}]
          - {id: go, after: [twice], await: {signal: go}}
        """);
    broken.addAll(Set.of("x1", "x2"));
    UUID run = engine.submit(tenant, "test", Json.EMPTY.with("text", Json.of("x")));
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    broken.clear();
    UUID other = engine.submit(tenant, "test", Json.EMPTY.with("text", Json.of("y")));
    TestEngine.until(() -> engine.stored(tenant, other).head().phase() == RunPhase.WAITING);

    again(run, null);
    engine.engine.pause(tenant, run, "ann", UUID.randomUUID());
    engine.engine.signal(tenant, other, "go", Json.NULL, "ann", UUID.randomUUID());
    TestEngine.until(() -> engine.stored(tenant, run).head().paused() != null);
    assertThat(invoker.times("/twice[0].a/1") + invoker.times("/twice[1].a/1")).isZero();
    engine.engine.resume(tenant, run, "ann", UUID.randomUUID());
    engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.times("/twice[0].a/1")).isEqualTo(1);
  }

  @Tag("restart")
  @Test
  void whereverItDiesAfterwardsNothingIsLostAndWhatWasDoneStays() {
    UUID run = failed(CHAIN, "ab");
    int before = StoredJournal.of(db.database(), run).recorded().size();
    again(run, "b");
    for (int more = 1; more < 5; more++) {
      int next = before + more;
      TestEngine.until(
          () ->
              engine.stored(tenant, run).head().phase().over()
                  || StoredJournal.of(db.database(), run).recorded().size() >= next);
      engine.crash();
      engine = TestEngine.start(db, invoker);
    }

    assertSucceeds(run, Json.of("abc"));
    assertThat(invoker.times("/a/0")).isEqualTo(1);
    assertThat(invoker.times("/a/1") + invoker.times("/b/2") + invoker.times("/c/2")).isZero();
  }

  // As kestra#12435 has it, where a pause beside what was restarted was passed over.
  @Test
  void whatWaitedBesideTheFailureWaitsOn() {
    String yaml =
        """
        steps:
          - {id: go, after: [], await: {signal: go}}
          - {id: b, after: [], call: text.pii.mask, with: {text: b}}
          - {id: end, after: [go, b], transform: "${string(go) + b.text}"}
        output: ${end}
        """;
    UUID run = failed(yaml, "b");

    again(run, null);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    assertThat(invoker.times("/b/1")).isEqualTo(1);
    engine.engine.signal(tenant, run, "go", Json.of("on"), "ann", UUID.randomUUID());

    assertSucceeds(run, Json.of("onb"));
  }

  @Test
  void itIsAskedForAtAnotherServer() {
    UUID run = failed(CHAIN, "ab");
    try (TestEngine beside = TestEngine.beside(db, invoker)) {
      beside.engine.again().reopen(tenant, run, null, null, TestEngine.ANN, UUID.randomUUID());
    }

    assertSucceeds(run, Json.of("abc"));
  }

  @Test
  void whatIsAskedAgainIsVotedOnAnew() {
    String yaml =
        """
        steps:
          - {id: a, call: text.pii.mask, with: {text: a}}
          - {id: ok, ask: "Pay ${a.text}?"}
          - {id: b, after: [ok], call: text.pii.mask, with: {text: b}}
        output: ${ok.choice}
        """;
    broken.add("b");
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    vote(run, "ok", "approve");
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);
    broken.clear();

    again(run, "a", Json.EMPTY.with("text", Json.of("more")));
    vote(run, "ok#1", "approve");

    assertSucceeds(run, Json.of("approve"));
    assertThat(asked(run, "ok#1").orElseThrow().digest())
        .isNotEqualTo(asked(run, "ok").orElseThrow().digest());
    assertThat(asked(run, "ok").orElseThrow().state()).isEqualTo("decided");
  }

  private Optional<ApprovalStore.StoredApproval> asked(UUID run, String step) {
    UUID approval = ApprovalRow.id(run, step);
    return db.database().inTenant(tenant, tx -> ApprovalStore.find(tx, approval));
  }

  private void vote(UUID run, String step, String choice) {
    TestEngine.until(() -> asked(run, step).isPresent());
    Voter voter = new Voter("ann", "ann", Set.of(), Set.of(), false);
    String digest = asked(run, step).orElseThrow().digest();
    Vote vote = new Vote(choice, Json.EMPTY, digest, voter, Instant.EPOCH);
    engine.engine.vote(tenant, run, "ok", vote, UUID.randomUUID());
  }

  @Test
  void aRunThatItStartedAndThatGoesOnIsNotStartedTwice() {
    engine.apply(tenant, "other", "steps: [{id: go, await: {signal: go}}]");
    broken.add("b");
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: sub, after: [], run: other, with: {}, onCancel: leave}
              - {id: begun, after: [], await: {signal: begun}}
              - {id: b, call: text.pii.mask, with: {text: b}}
            """,
            Json.EMPTY);
    TestEngine.until(() -> children() == 1);
    engine.engine.signal(tenant, run, "begun", Json.NULL, "ann", UUID.randomUUID());
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.FAILED);

    assertConflict(() -> again(run, null), "which it started, goes on: cancel it first");
  }

  private int children() {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select count(*) from run where tenant = current_tenant() and depth = 1")
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void aRunOfAStepIsLeftToItsParent() {
    engine.apply(tenant, "other", "steps: [{id: a, call: text.pii.mask, with: {text: child}}]");
    UUID run = failed("steps: [{id: sub, run: other, with: {}}]", "child");
    UUID child =
        db.database()
            .inTenant(
                tenant,
                tx ->
                    tx.query("select id from run where tenant = current_tenant() and depth = 1")
                        .mapTo(UUID.class)
                        .one());

    assertConflict(() -> again(child, null), "step of another run");
    again(run, null);

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(invoker.calls).hasSize(2);
  }

  private UUID anew(UUID run, String from, Json.@Nullable Obj input) {
    RunRequest request =
        new RunRequest(tenant, TestEngine.ANN, "rest", "test", Json.EMPTY, Map.of());
    return engine.engine.again().startAnew(request, run, from, input, UUID.randomUUID());
  }

  @Test
  void aNewRunTakesOverWhatWasDoneBeforeAStep() {
    UUID run = engine.run(tenant, CHAIN, Json.EMPTY);
    assertSucceeds(run, Json.of("abc"));

    UUID next = anew(run, "c", null);
    assertSucceeds(next, Json.of("abc"));
    UUID other = anew(run, "b", Json.EMPTY.with("text", Json.of("x")));
    assertSucceeds(other, Json.of("xc"));

    assertThat(invoker.calls).hasSize(6);
    assertSucceeds(run, Json.of("abc"));
  }

  // As kestra#18404 has it, where the outputs of what was taken over were lost.
  @Test
  void theNewRunGoesByTheVersionInForceWhereThatFits() {
    UUID run = engine.run(tenant, CHAIN, Json.EMPTY);
    assertSucceeds(run, Json.of("abc"));
    engine.apply(
        tenant,
        "test",
        CHAIN
            .replace("- {id: a,", "- {id: z, transform: z}\n  - {id: a, after: [],")
            .replace("'c'", "'d'"));

    assertSucceeds(anew(run, "c", null), Json.of("abd"));

    engine.apply(tenant, "test", CHAIN.replace("id: b,", "id: bb,").replace("b.text", "bb.text"));
    assertConflict(() -> anew(run, "c", null), "'b' has done does not fit");
  }

  @Test
  void aNewRunGoesFromInsideOfItemsAndAfterAnUndo() {
    String yaml =
        """
        steps:
          - id: many
            each: "${['a', 'b', 'c']}"
            as: item
            steps:
              - {id: one, call: text.pii.mask, with: {text: "${item}"}}
              - {id: two, call: text.pii.mask, with: {text: "${one.text + '!'}"}}
            output: ${two.text}
          - id: safe
            after: [many]
            try:
              - {id: p, call: text.pii.mask, with: {text: p}, undo: [{id: u, call: text.pii.mask, with: {text: u}}]}
              - {id: q, after: [p], call: text.pii.mask, with: {text: q}}
        output: ${many}
        """;
    UUID run = failed(yaml, "q");
    int calls = invoker.calls.size();

    assertConflict(() -> anew(run, "q", null), "undone");
    assertSucceeds(
        anew(run, "many[1].two", null),
        Objects.requireNonNull(Compiled.spec("x: [a!, b!, c!]").get("x")));
    assertThat(invoker.calls).hasSize(calls + 3);
  }

  @Test
  void oneThatHasSucceededIsRefused() {
    UUID run = engine.run(tenant, CHAIN, Json.EMPTY);
    assertSucceeds(run, Json.of("abc"));

    assertConflict(() -> again(run, "b"), "has succeeded");
  }
}
