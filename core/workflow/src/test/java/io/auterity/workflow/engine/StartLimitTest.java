package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.WorkflowLimits;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rate limit of starts: so many within a time, by key, whichever server takes them. */
@Tag("carrier")
@Tag("postgresql")
class StartLimitTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime(TestEngine.TIME.now());
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker, EngineTimers.system(), time);

  @AfterEach
  void close() {
    engine.close();
  }

  private static String limited(String limits) {
    return """
    input: {order: {type: string}}
    limits: %s
    steps: [{id: begun, call: text.pii.mask, with: {text: "${input.order}"}}]
    """
        .formatted(limits);
  }

  private UUID start(String order) {
    return start(engine, order);
  }

  private UUID start(TestEngine at, String order) {
    return at.submit(tenant, "test", Json.EMPTY.with("order", Json.of(order)));
  }

  private Failure refused(String order) {
    try {
      start(order);
    } catch (CallFailedException e) {
      return e.failure();
    }
    throw new AssertionError("it was started");
  }

  /**
   * As inngest/inngest#1460 has it, where a small limit of a long time let one through alone; and
   * #2226, where it could not be told whether a start was refused.
   */
  @Test
  void asManyStartAtOnceAsMayAndOneMoreIsToldWhenItMay() {
    engine.apply(tenant, "test", limited("{starts: {most: 5, in: 1d}}"));
    List<UUID> runs = IntStream.range(0, 5).mapToObj(i -> start("r" + i)).toList();
    time.advance(Duration.ofHours(1));

    Failure refusal = refused("one more");

    assertThat(refusal.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofHours(23));
    assertThat(refusal.fields()).containsEntry(WorkflowLimits.STARTS, "5 in 1d");
    assertThat(refusal.message())
        .isEqualTo(
            "limits.starts of 'test' lets no more runs start now (5 in 1d); try again in 82800 s");
    runs.forEach(run -> engine.over(tenant, run));
  }

  @Test
  void theTimeMovesOnWithEachStart() {
    engine.apply(tenant, "test", limited("{starts: {most: 2, in: 1m}}"));
    start("a");
    time.advance(Duration.ofSeconds(40));
    start("b");
    time.advance(Duration.ofSeconds(19));
    assertThat(refused("c").retryAfter()).isEqualTo(Duration.ofSeconds(1));

    time.advance(Duration.ofSeconds(1));
    start("c");

    assertThat(refused("d").retryAfter()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void startsOfAnotherKeyOrTenantDoNotCount() {
    String spec = limited("{starts: {most: 1, in: 1m, key: \"${input.order}\"}}");
    TenantScope other = db.newTenant();
    engine.apply(tenant, "test", spec);
    engine.apply(other, "test", spec);
    start("a");

    start("b");
    engine.submit(other, "test", Json.EMPTY.with("order", Json.of("a")));

    assertThat(refused("a").message()).contains("(1 in 1m with the key 'a')");
  }

  @Test
  void aStartThatIsRepeatedCountsOnce() {
    engine.apply(tenant, "test", limited("{starts: {most: 2, in: 1m}}"));
    UUID id = UUID.randomUUID();
    RunRequest request =
        new RunRequest(
            tenant,
            TestEngine.ANN,
            "rest",
            "test",
            Json.EMPTY.with("order", Json.of("a")),
            Map.of());
    engine.engine.submit(request, id);
    engine.engine.submit(request, id);

    start("b");

    assertThat(refused("c").code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(engine.engine.submit(request, id)).isEqualTo(id);
  }

  /** As kestra-io/kestra#13141 has it, where what was refused or killed made the limit wrong. */
  @Tag("restart")
  @Test
  void refusalsAndACrashCountForNothing() {
    engine.apply(tenant, "test", limited("{starts: {most: 2, in: 1m}}"));
    UUID first = start("a");
    engine.crash();
    engine = TestEngine.start(db, invoker, EngineTimers.system(), time);
    engine.apply(tenant, "test", limited("{starts: {most: 2, in: 1m}}"));
    start("b");
    IntStream.range(0, 3).forEach(i -> refused("c"));
    engine.over(tenant, first);

    time.advance(Duration.ofMinutes(1));

    engine.over(tenant, start("d"));
    engine.over(tenant, start("e"));
    assertThat(refused("f").code()).isEqualTo(FailureCode.RATE_LIMITED);
  }

  @Test
  void noMoreStartThanMayHoweverManyAskAtTwoServersAtOnce() throws Exception {
    String spec = limited("{starts: {most: 7, in: 1m}}");
    engine.apply(tenant, "test", spec);
    List<Callable<UUID>> starts = new ArrayList<>();
    int begun = 0;
    try (TestEngine beside = TestEngine.beside(db, invoker, time);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      beside.apply(tenant, "test", spec);
      IntStream.range(0, 30)
          .forEach(i -> starts.add(() -> start(i % 2 == 0 ? engine : beside, "r" + i)));
      for (Future<UUID> start : threads.invokeAll(starts)) {
        if (start.state() == Future.State.SUCCESS) {
          begun++;
          assertThat(engine.over(tenant, start.resultNow()).head().phase())
              .isEqualTo(RunPhase.SUCCEEDED);
        }
      }
    }

    assertThat(begun).isEqualTo(7);
  }

  @Test
  void aStepThatStartsARunWaitsUntilItMay() {
    engine.apply(tenant, "test", limited("{starts: {most: 1, in: 1m}}"));
    engine.over(tenant, start("a"));
    engine.apply(
        tenant, "above", "input: {}\nsteps: [{id: child, run: test, with: {order: \"b\"}}]");
    UUID above = engine.submit(tenant, "above", Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, above).head().phase() != RunPhase.QUEUED);

    time.advance(Duration.ofMinutes(1));

    assertThat(engine.over(tenant, above).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  @Test
  void theLimitInForceCounts() {
    engine.apply(tenant, "test", limited("{starts: {most: 1, in: 1m}}"));
    start("a");
    refused("b");

    engine.apply(tenant, "test", limited("{starts: {most: 2, in: 1m}}"));

    start("b");
    refused("c");
  }

  @Test
  void whatIsWrongWithLimitsIsToldWhereItIs() {
    assertThat(
            Compiled.problems(
                    limited(
                        "{starts: {most: 2000, in: 2d, key: \"${go}\"}, settle: {for: 10ms, at:"
                            + " 1}}"))
                .stream()
                .map(Problem::toString))
        .anySatisfy(problem -> assertThat(problem).contains("limits.starts.most", "1 to 1000"))
        .anySatisfy(problem -> assertThat(problem).contains("limits.starts.in", "up to 1d"))
        .anySatisfy(problem -> assertThat(problem).contains("limits.starts.key", "go"))
        .anySatisfy(problem -> assertThat(problem).contains("limits.settle.for", "1s to 1d"))
        .anySatisfy(problem -> assertThat(problem).contains("limits.settle", "at"));
    assertThat(Compiled.problems(limited("{starts: {most: 1}}")).stream().map(Problem::toString))
        .anySatisfy(problem -> assertThat(problem).contains("limits.starts", "in"));
    assertThat(Compiled.problems(limited("{}")).stream().map(Problem::toString))
        .anySatisfy(problem -> assertThat(problem).contains("runs, starts or settle"));
  }

  @Test
  void aKeyThatIsTooLongIsRefused() {
    engine.apply(tenant, "test", limited("{starts: {most: 1, in: 1m, key: \"${input.order}\"}}"));

    assertThatThrownBy(() -> start("a".repeat(401)))
        .hasMessageContaining("the key of limits.starts has 401 characters, at most 400");
  }
}
