package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits of runs at once, by key: they hold also after a crash, and leak nothing. */
@Tag("carrier")
@Tag("postgresql")
class RunLimitTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
  }

  private static String limited(String limit) {
    return """
    input: {order: {type: string}}
    limits: {runs: %s}
    steps:
      - {id: begun, call: text.pii.mask, with: {text: "${input.order}"}}
      - {id: go, await: {signal: go}}
    """
        .formatted(limit);
  }

  private UUID start(String order) {
    return engine.submit(tenant, "test", Json.EMPTY.with("order", Json.of(order)));
  }

  private RunPhase phase(UUID run) {
    return engine.stored(tenant, run).head().phase();
  }

  private void waiting(UUID run) {
    TestEngine.until(() -> phase(run) == RunPhase.WAITING);
  }

  private void go(UUID run) {
    engine.engine.signal(tenant, run, "go", Json.NULL, "ann", UUID.randomUUID());
  }

  private static String failure(StoredRun run) {
    return Objects.requireNonNull(run.head().failure()).json().toString();
  }

  private List<String> begun() {
    return invoker.calls.stream()
        .filter(call -> call.scope().equals(tenant))
        .map(FakeInvoker::text)
        .toList();
  }

  @Test
  void oneMoreWaitsForItsTurnInTheOrderOfStarts() {
    engine.apply(tenant, "test", limited("{most: 1}"));
    UUID first = start("a");
    UUID second = start("b");
    UUID third = start("c");
    waiting(first);
    assertThat(List.of(phase(second), phase(third))).containsOnly(RunPhase.QUEUED);

    go(first);
    waiting(second);
    assertThat(phase(third)).isEqualTo(RunPhase.QUEUED);
    go(second);
    waiting(third);

    assertThat(begun()).containsExactly("a", "b", "c");
  }

  @Test
  void othersOfAnotherKeyAndAnotherTenantDoNotCount() {
    String spec = limited("{most: 1, key: \"${input.order}\"}");
    TenantScope other = db.newTenant();
    engine.apply(tenant, "test", spec);
    engine.apply(other, "test", spec);
    UUID first = start("a");
    UUID same = start("a");
    UUID second = start("b");
    UUID foreign = engine.submit(other, "test", Json.EMPTY.with("order", Json.of("a")));

    waiting(first);
    waiting(second);
    TestEngine.until(() -> engine.stored(other, foreign).head().phase() == RunPhase.WAITING);
    assertThat(phase(same)).isEqualTo(RunPhase.QUEUED);
  }

  @Test
  void aRunThatGoesAgainWaitsForItsTurnToo() {
    engine.apply(tenant, "test", limited("{most: 1}"));
    UUID first = start("a");
    waiting(first);
    engine.engine.cancel(tenant, first, "ann");
    engine.over(tenant, first);
    UUID second = start("b");
    waiting(second);

    engine.engine.again().reopen(tenant, first, "go", null, TestEngine.ANN, UUID.randomUUID());
    assertThat(phase(first)).isEqualTo(RunPhase.QUEUED);
    go(second);
    waiting(first);
    go(first);

    assertThat(engine.over(tenant, first).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(begun()).containsExactly("a", "b");
  }

  @Test
  void aRunThatItsLimitWouldSkipDoesNotGoAgain() {
    engine.apply(tenant, "test", limited("{most: 1, otherwise: skip}"));
    UUID first = start("a");
    waiting(first);
    engine.engine.cancel(tenant, first, "ann");
    engine.over(tenant, first);
    waiting(start("b"));

    assertThatThrownBy(
            () ->
                engine
                    .engine
                    .again()
                    .reopen(tenant, first, "go", null, TestEngine.ANN, UUID.randomUUID()))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("skipped: 1 of 1 runs are under way");
    assertThat(phase(first)).isEqualTo(RunPhase.CANCELLED);
  }

  /** As kestra-io/kestra#13141 and #19679 have it, where killed runs kept their place for ever. */
  @Tag("restart")
  @Test
  void afterACrashNoMoreAndNoFewerGoOn() {
    engine.apply(tenant, "test", limited("{most: 2}"));
    List<UUID> runs = IntStream.range(0, 5).mapToObj(i -> start("r" + i)).toList();
    waiting(runs.get(0));
    waiting(runs.get(1));
    engine.crash();
    engine = TestEngine.start(db, invoker);
    engine.apply(tenant, "test", limited("{most: 2}"));
    engine.engine.cancel(tenant, runs.get(0), "ann");
    waiting(runs.get(2));
    assertThat(phase(runs.get(3))).isEqualTo(RunPhase.QUEUED);

    for (int i = 1; i < 5; i++) {
      waiting(runs.get(i));
      go(runs.get(i));
    }
    runs.forEach(run -> engine.over(tenant, run));
    assertThat(begun().subList(0, 2)).containsExactlyInAnyOrder("r0", "r1");
    assertThat(begun().subList(2, 5)).containsExactly("r2", "r3", "r4");
  }

  @Test
  void neverMoreThanThatAreUnderWayHoweverManyStart() {
    Collection<Integer> most = new ConcurrentLinkedQueue<>();
    Map<String, Integer> underWay = new HashMap<>();
    invoker.answerBy(
        call -> {
          if (!call.scope().equals(tenant)) {
            return FakeInvoker.echo(call); // of a run that another test left
          }
          String key = FakeInvoker.text(call);
          synchronized (underWay) {
            most.add(underWay.merge(key, 1, Integer::sum));
          }
          LockSupport.parkNanos(1_000_000);
          synchronized (underWay) {
            underWay.merge(key, -1, Integer::sum);
          }
          return FakeInvoker.echo(call);
        });
    engine.apply(
        tenant,
        "test",
        """
        input: {order: {type: string}}
        limits: {runs: {most: 3, key: "${input.order}"}}
        steps: [{id: begun, call: text.pii.mask, with: {text: "${input.order}"}}]
        """);
    List<UUID> runs = new ArrayList<>();
    IntStream.range(0, 60).forEach(i -> runs.add(start(i % 2 == 0 ? "even" : "odd")));

    assertThat(runs)
        .allSatisfy(
            run ->
                assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED));
    assertThat(most).hasSize(60).allMatch(count -> count <= 3);
  }

  @Test
  void oneMoreIsSkippedAndSaysWhy() {
    engine.apply(tenant, "test", limited("{most: 1, key: \"${input.order}\", otherwise: skip}"));
    UUID first = start("a");

    assertThatThrownBy(() -> start("a"))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("conflict: skipped: 1 of 1 runs with the key 'a' are under way");
    waiting(first);
    go(first);
    engine.over(tenant, first);

    waiting(start("a"));
  }

  @Test
  void theNewestReplacesTheOldest() {
    engine.apply(tenant, "test", limited("{most: 1, otherwise: replace}"));
    UUID first = start("a");
    waiting(first);
    UUID second = start("b");

    StoredRun replaced = engine.over(tenant, first);
    waiting(second);

    assertThat(replaced.head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(failure(replaced)).contains("which replaces it");
  }

  @Test
  void aLimitThatIsRaisedLetsMoreBegin() {
    HeldTimers timers = HeldTimers.exceptWithoutDelay();
    engine.close();
    engine =
        TestEngine.start(
            db,
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            timers,
            new EngineSettings(2, 1_000, 1_000));
    engine.apply(tenant, "test", limited("{most: 1}"));
    List<UUID> runs = List.of(start("a"), start("b"), start("c"));
    waiting(runs.getFirst());

    engine.apply(tenant, "test", limited("{most: 3}"));
    timers.pass(Duration.ofSeconds(30));

    runs.forEach(this::waiting);
  }

  @Test
  void oneThatWaitsCanBeCancelledAndSignalledAndDoesNothingBefore() {
    engine.apply(tenant, "test", limited("{most: 1}"));
    UUID first = start("a");
    UUID second = start("b");
    UUID third = start("c");
    waiting(first);
    go(third);
    engine.engine.cancel(tenant, second, "ann");

    assertThat(engine.over(tenant, second).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(phase(third)).isEqualTo(RunPhase.QUEUED);
    go(first);
    assertThat(engine.over(tenant, third).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(begun()).containsExactly("a", "c");
  }

  /** It would wait for its parent, and that for it. */
  @Test
  void aRunIsNotStartedByOneThatCountsForTheSameLimit() {
    engine.apply(
        tenant,
        "test",
        """
        input: {order: {type: string}}
        limits: {runs: {most: 1}}
        steps: [{id: again, run: test, with: {order: "${input.order}"}}]
        """);

    StoredRun run = engine.over(tenant, start("a"));

    assertThat(run.head().phase()).isEqualTo(RunPhase.FAILED);
    assertThat(failure(run)).contains("would wait for it");
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    engine.apply(tenant, "test", limited("{most: 1, key: \"${input.order}\"}"));

    assertThatThrownBy(() -> start("a".repeat(401)))
        .hasMessageContaining("the key of limits.runs has 401 characters, at most 400");
  }

  @Test
  void whatIsWrongWithALimitIsToldWhereItIs() {
    assertThat(
            Compiled.problems(limited("{most: 0, key: \"${go}\", otherwise: wait}")).stream()
                .map(Problem::toString))
        .anySatisfy(problem -> assertThat(problem).contains("limits.runs.most", "1 to 1000"))
        .anySatisfy(problem -> assertThat(problem).contains("limits.runs.key", "go"))
        .anySatisfy(problem -> assertThat(problem).contains("limits.runs.otherwise", "skip"));
  }
}
