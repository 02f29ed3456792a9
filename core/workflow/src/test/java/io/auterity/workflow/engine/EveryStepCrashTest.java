package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.script.ScriptResult;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.ApprovalRow;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.store.ApprovalStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A workflow that holds every type of step, whose server dies again and again: nothing is lost, and
 * no call begins after the journal has its end. Signals, votes, callbacks and events come whenever,
 * each several times; pauses come before some crashes, and end after them. Twenty crashes; 400 with
 * {@code --explore}, at other places each time.
 */
@Tag("postgresql")
class EveryStepCrashTest {

  private static final int CRASHES = 20;

  private static final String CHILD =
      """
      steps:
        - {id: begun, call: text.pii.mask, with: {text: child}}
        - {id: rest, wait: 10ms}
        - {id: end, stop: succeeded, output: "${begun.text}"}
      """;

  private static final String WHOLE =
      """
      timeout: 2h
      steps:
        - {id: first, call: text.pii.mask, with: {text: first}}
        - {id: note, transform: "${first.text + '!'}"}
        - id: arm
          branch:
            - {when: "${note == 'first!'}", steps: [{id: taken, call: text.pii.mask, with: {text: taken}}]}
            - {else: [{id: other, call: text.pii.mask, with: {text: other}}]}
        - id: many
          each: "${['a', 'b', 'c', 'd']}"
          as: item
          concurrency: 2
          after: [arm]
          steps:
            - {id: one, call: text.pii.mask, with: {text: "${item}"}}
            - {id: two, call: text.pii.mask, with: {text: "${one.text + '!'}"}}
          output: ${two.text}
        - id: rounds
          loop: 5
          as: at
          from: {n: 0}
          steps: [{id: round, call: text.pii.mask, with: {text: "${string(at.n)}"}}]
          until: ${at.n >= 2}
          next: {n: "${at.n + 1}"}
          output: ${round.text}
          collect: true
        - id: race
          after: [many]
          parallel:
            - {id: quick, steps: [{id: ran, call: text.pii.mask, with: {text: ran}}]}
            - {id: slow, steps: [{id: nap, wait: 1h}]}
          need: 1
        - id: safe
          after: [rounds]
          try:
            - {id: book, call: text.pii.mask, with: {text: book}, undo: [{id: unbook, call: text.pii.mask, with: {text: unbook}}]}
            - {id: broken, after: [book], call: text.pii.mask, with: {text: broken}, retry: none}
          catch: [{steps: [{id: caught, call: text.pii.mask, with: {text: "${error.code}"}}]}]
          finally: [{id: last, call: text.pii.mask, with: {text: last}}]
        - {id: child, after: [safe], run: child, with: {}}
        - {id: made, script: "export default () => 'made'", after: [first]}
        - {id: pause, after: [race], wait: 20ms}
        - {id: go, after: [pause], await: {signal: go}}
        - {id: settled, after: [go], await: {callback: {}}}
        - {id: paid, after: [race], await: {event: io.auterity.custom.paid.v1, key: "8841"}}
        - {id: ok, after: [child], ask: "Pay?", need: 2}
      output:
        many: ${many}
        rounds: ${rounds}
        first: ${race.first}
        caught: ${safe.text}
        child: ${child}
        go: ${go}
        settled: ${settled}
        paid: ${paid.data.sum}
        made: ${made.value}
        votes: ${size(ok.votes)}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private final Workflow workflow = Compiled.workflow(WHOLE);
  private TestEngine engine = start();

  static LongStream seeds() {
    return Boolean.getBoolean("auterity.explore")
        ? new Random().longs(20).peek(seed -> System.out.println("crashes by seed " + seed))
        : LongStream.of(1);
  }

  private TestEngine start() {
    TestEngine started = TestEngine.start(db, invoker);
    started.apply(tenant, "child", CHILD);
    return started;
  }

  private UUID begun() {
    invoker.answerBy(
        call -> {
          if (FakeInvoker.text(call).equals("broken")) {
            throw new CallFailedException(FailureCode.CONFLICT, "it is broken");
          }
          return call.capability().equals("script.code.run")
              ? new ScriptResult(Json.of("made"), "")
              : FakeInvoker.echo(call);
        });
    return engine.run(tenant, WHOLE, Json.EMPTY);
  }

  private StoredJournal journal(UUID run) {
    return StoredJournal.of(db.database(), run);
  }

  private boolean over(UUID run) {
    return engine.stored(tenant, run).head().phase().over();
  }

  /** Sends everything that the run waits for, whether it waits for it yet or not. */
  private void poke(UUID run) {
    engine.engine.awaited().receive(paid(run));
    tolerant(() -> engine.engine.signal(tenant, run, "go", Json.of("on"), "ann", id(run, "go")));
    tolerant(() -> engine.engine.callBack(tenant, run, "settled", Json.of("paid")));
    UUID approval = ApprovalRow.id(run, "ok");
    Optional<ApprovalStore.StoredApproval> asked =
        db.database().inTenant(tenant, tx -> ApprovalStore.find(tx, approval));
    asked.ifPresent(
        one -> {
          for (String user : List.of("ann", "bob")) {
            Voter voter = new Voter(user, user, Set.of(), Set.of(), false);
            Vote vote = new Vote("approve", Json.EMPTY, one.digest(), voter, Instant.EPOCH);
            tolerant(() -> engine.engine.vote(tenant, run, "ok", vote, id(run, user)));
          }
        });
  }

  private CloudEvent paid(UUID run) {
    return new CloudEvent(
        id(run, "paid"),
        "io.auterity.custom.paid.v1",
        "/custom",
        "8841",
        tenant.tenant(),
        TestEngine.TIME.now(),
        Json.EMPTY.with("sum", Json.of(3)));
  }

  private static UUID id(UUID run, String of) {
    return UUID.nameUUIDFromBytes((run + of).getBytes(StandardCharsets.UTF_8));
  }

  // What comes too late or twice is refused, and a server that dies takes nothing.
  private static void tolerant(Runnable send) {
    try {
      send.run();
    } catch (CallFailedException e) {
      assertThat(e.failure().code())
          .isIn(FailureCode.CONFLICT, FailureCode.UNAVAILABLE, FailureCode.NOT_FOUND);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whereverItDiesNothingIsLostAndNothingDoneIsDoneAgain(long seed) {
    Random random = new Random(seed);
    UUID run = begun();
    int position = 0;
    for (int crash = 0; crash < CRASHES; crash++) {
      int next = position + 1 + random.nextInt(5);
      TestEngine.until(
          () -> {
            poke(run);
            return over(run) || journal(run).recorded().size() >= next;
          });
      UUID asked = id(run, "pause" + crash);
      boolean pause = random.nextInt(3) == 0;
      if (pause) {
        tolerant(() -> engine.engine.pause(tenant, run, "ann", asked));
      }
      engine.crash();
      position = journal(run).recorded().size();
      engine = start();
      if (pause) {
        tolerant(() -> engine.engine.resume(tenant, run, "ann", id(run, "resume" + asked)));
      }
    }
    TestEngine.until(
        () -> {
          poke(run);
          return over(run);
        });

    engine.close();
    assertEnded(run);
    assertNothingRepeated(run);
  }

  private void assertEnded(UUID run) {
    StoredRun stored = engine.stored(tenant, run);
    assertThat(stored.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(Objects.requireNonNull(stored.head().output()).json())
        .isEqualTo(
            Compiled.spec(
                """
                many: [a!, b!, c!, d!]
                rounds: ["0", "1", "2"]
                first: quick
                caught: conflict
                child: child
                go: on
                settled: paid
                paid: 3
                made: made
                votes: 2
                """));
  }

  private void assertNothingRepeated(UUID run) {
    assertThat(journal(run).assertNothingRepeated(workflow, invoker))
        .contains("unbook", "caught", "last", "rounds[2].round", "many[3].two");
    assertThat(runs()).as("one child").isEqualTo(2);
  }

  private long runs() {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select count(*) from run where tenant = current_tenant()")
                    .mapTo(Long.class)
                    .one());
  }

  /** A further type of step comes here too. */
  @Test
  void theWorkflowHoldsEveryTypeOfStep() {
    Set<StepType> held = EnumSet.noneOf(StepType.class);
    IntStream.range(0, workflow.nodes().size())
        .mapToObj(index -> workflow.node(index).type())
        .forEach(held::add);
    Compiled.workflow(CHILD).nodes().forEach(node -> held.add(node.type()));

    assertThat(held).containsExactlyInAnyOrder(StepType.values());
    engine.close();
  }
}
