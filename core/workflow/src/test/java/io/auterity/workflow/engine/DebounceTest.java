package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The debounce of starts: the newest begins once no other one has come for a while. */
@Tag("carrier")
@Tag("postgresql")
class DebounceTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final String SETTLES = "{settle: {for: 30s, key: \"${input.order}\"}}";

  private final TenantScope tenant = db.newTenant();
  private final ManualTime time = new ManualTime(TestEngine.TIME.now());
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private HeldTimers timers = HeldTimers.exceptWithoutDelay();
  private TestEngine engine = TestEngine.start(db, invoker, timers, time);

  @AfterEach
  void close() {
    engine.close();
  }

  private static String limited(String limits) {
    return """
    input: {order: {type: string}, text: {type: string}}
    limits: %s
    steps: [{id: begun, call: text.pii.mask, with: {text: "${input.text}"}}]
    """
        .formatted(limits);
  }

  private UUID start(String order, String text) {
    return start(engine, order, text);
  }

  private UUID start(TestEngine at, String order, String text) {
    Json.Obj input = Json.EMPTY.with("order", Json.of(order)).with("text", Json.of(text));
    return at.submit(tenant, "test", input);
  }

  private RunPhase phase(UUID run) {
    return engine.stored(tenant, run).head().phase();
  }

  /** The run is known to wait until a time. */
  private void held(UUID run) {
    TestEngine.until(() -> engine.stored(tenant, run).head().due() != null);
    assertThat(phase(run)).isEqualTo(RunPhase.QUEUED);
  }

  private void pass(Duration duration) {
    time.advance(duration);
    timers.pass(duration);
  }

  private List<String> begun() {
    return invoker.calls.stream()
        .filter(call -> call.scope().equals(tenant))
        .map(FakeInvoker::text)
        .toList();
  }

  private void succeeded(UUID run) {
    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
  }

  private void superseded(UUID run, UUID by) {
    StoredRun over = engine.over(tenant, run);
    assertThat(over.head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertThat(Objects.requireNonNull(over.head().failure()).json().toString())
        .contains(
            "cancelled by %s, which started within 30s of it, as limits.settle says"
                .formatted(Invocation.RUN_ID.write(by)));
  }

  /** Who lets it go again wants it: it waits for no other once more. */
  @Test
  void whatWasSupersededMayGoAgain() {
    engine.apply(tenant, "test", limited(SETTLES));
    UUID first = start("a", "one");
    held(first);
    pass(Duration.ofSeconds(1));
    UUID second = start("a", "two");
    held(second);
    superseded(first, second);

    engine.engine.again().reopen(tenant, first, null, null, TestEngine.ANN, UUID.randomUUID());

    succeeded(first);
    assertThat(begun()).containsExactly("one");
  }

  @Test
  void theNewestBeginsOnceNoOtherHasCome() {
    engine.apply(tenant, "test", limited(SETTLES));
    UUID first = start("a", "one");
    held(first);
    pass(Duration.ofSeconds(20));
    UUID second = start("a", "two");
    held(second);
    superseded(first, second);
    pass(Duration.ofSeconds(29));
    assertThat(phase(second)).isEqualTo(RunPhase.QUEUED);

    pass(Duration.ofSeconds(1));

    succeeded(second);
    assertThat(begun()).containsExactly("two");
  }

  @Test
  void oneThatComesLaterBeginsByItself() {
    engine.apply(tenant, "test", limited(SETTLES));
    UUID first = start("a", "one");
    held(first);
    pass(Duration.ofSeconds(30));
    succeeded(first);
    UUID second = start("a", "two");
    held(second);

    pass(Duration.ofSeconds(30));

    succeeded(second);
    assertThat(begun()).containsExactly("one", "two");
  }

  @Test
  void startsOfOtherKeysDoNotWaitForEachOther() {
    engine.apply(tenant, "test", limited(SETTLES));
    UUID first = start("a", "one");
    held(first);
    pass(Duration.ofSeconds(20));
    UUID second = start("b", "two");
    held(second);

    pass(Duration.ofSeconds(10));
    succeeded(first);
    pass(Duration.ofSeconds(20));
    succeeded(second);
  }

  /**
   * As inngest/inngest#4800 has it, where an older event took the place of the newer one when the
   * server was lost between the two.
   */
  @Tag("restart")
  @Test
  void afterACrashTheNewestBeginsAloneAndTheOthersSayWhy() {
    engine.apply(tenant, "test", limited(SETTLES));
    UUID first = start("a", "one");
    held(first);
    engine.crash();
    UUID second;
    try (TestEngine beside = TestEngine.beside(db, invoker, time)) {
      beside.apply(tenant, "test", limited(SETTLES));
      time.advance(Duration.ofSeconds(5));
      second = start(beside, "a", "two");
    }
    time.advance(Duration.ofMinutes(5));
    timers = HeldTimers.exceptWithoutDelay();

    engine = TestEngine.start(db, invoker, timers, time);

    superseded(first, second);
    succeeded(second);
    assertThat(begun()).containsExactly("two");
  }

  @Tag("restart")
  @Test
  void oneThatWaitsLongIsTakenUpByItsRowAfterARestart() {
    String hour = limited("{settle: {for: 1h}}");
    engine.apply(tenant, "test", hour);
    UUID run = start("a", "one");
    held(run);
    engine.crash();
    timers = HeldTimers.exceptWithoutDelay();
    engine = TestEngine.start(db, invoker, timers, time);
    engine.apply(tenant, "test", hour);
    pass(Duration.ofMinutes(59));
    assertThat(phase(run)).isEqualTo(RunPhase.QUEUED);

    pass(Duration.ofMinutes(1));

    TestEngine.until(
        () -> {
          timers.pass(Duration.ofSeconds(1));
          return phase(run).over();
        });
    succeeded(run);
  }

  @Test
  void onlyWhatIsNotSupersededCountsForTheRateOfStarts() {
    engine.apply(
        tenant,
        "test",
        limited(
            "{settle: {for: 30s, key: \"${input.order}\"}, starts: {most: 1, in: 1m, key:"
                + " \"${input.order}\"}}"));
    List<UUID> runs =
        IntStream.range(0, 4)
            .mapToObj(
                i -> {
                  time.advance(Duration.ofSeconds(1));
                  return start("a", "r" + i);
                })
            .toList();
    held(runs.getLast());
    superseded(runs.get(2), runs.get(3));

    pass(Duration.ofSeconds(30));

    succeeded(runs.get(3));
    assertThat(begun()).containsExactly("r3");
  }

  @Test
  void whatIsSkippedBesideOthersIsFoundOutWhenItWouldBegin() {
    engine.apply(
        tenant,
        "test",
        """
        input: {order: {type: string}, text: {type: string}}
        limits: {runs: {most: 1, otherwise: skip}, settle: {for: 30s}}
        steps: [{id: go, await: {signal: go}}]
        """);
    UUID first = start("a", "one");
    held(first);
    time.advance(Duration.ofSeconds(1));
    UUID second = start("a", "two");
    superseded(first, second);
    held(second);
    pass(Duration.ofSeconds(30));
    TestEngine.until(() -> phase(second) == RunPhase.WAITING);
    UUID third = start("a", "three");
    held(third);

    pass(Duration.ofSeconds(30));

    StoredRun skipped = engine.over(tenant, third);
    assertThat(Objects.requireNonNull(skipped.head().failure()).json().toString())
        .contains("limits.runs, which skips it");
    assertThat(phase(second)).isEqualTo(RunPhase.WAITING);
  }

  @Test
  void whatWaitsCanBeCancelled() {
    engine.apply(tenant, "test", limited(SETTLES));
    UUID run = start("a", "one");
    held(run);

    engine.engine.cancel(tenant, run, "ann");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    pass(Duration.ofSeconds(30));
    assertThat(begun()).isEmpty();
  }
}
