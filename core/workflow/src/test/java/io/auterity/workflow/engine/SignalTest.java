package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.store.RunInboxStore;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to runs: whenever they come, each is taken once, by the step that waits longest. */
@Tag("carrier")
@Tag("postgresql")
class SignalTest {

  private static final String GO = "steps: [{id: go, await: {signal: go}}]";

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();
  private TestEngine engine = TestEngine.start(db, invoker);

  @AfterEach
  void close() {
    engine.close();
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private void restart() {
    engine.close();
    engine = TestEngine.start(db, invoker);
  }

  private void signal(UUID run, String name, int said) {
    signal(run, name, Json.of(said), UUID.randomUUID());
  }

  private void signal(UUID run, String name, Json said, UUID id) {
    engine.engine.signal(tenant, run, name, said, "ann", id);
  }

  /** Stores a signal as a server does that ends before it tells anyone. */
  private UUID stored(UUID run, String name, int said) {
    UUID id = UUID.randomUUID();
    StoredJson payload = StoredJson.of(Json.of(said));
    InboxMessage message = new InboxMessage(id, InboxMessage.Kind.SIGNAL, name, payload, "ann");
    RunInboxStore.Storing storing =
        db.database().inTenant(tenant, tx -> RunInboxStore.put(tx, run, message, false));
    assertThat(storing).isEqualTo(RunInboxStore.Storing.STORED);
    return id;
  }

  private UUID waiting(String yaml) {
    UUID run = engine.run(tenant, yaml, Json.EMPTY);
    TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
    return run;
  }

  private void outOfMemory(UUID run) {
    TestEngine.until(() -> engine.engine.live().progress(run).isEmpty());
  }

  private void succeedsWith(UUID run, Json output) {
    StoredRun over = engine.over(tenant, run);
    assertThat(over.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    assertThat(over.head().output()).isEqualTo(StoredJson.of(output));
  }

  private List<RunEvent> journal(UUID run) {
    return StoredJournal.of(db.database(), run).events();
  }

  private boolean kept(UUID message) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query("select kept from run_inbox where tenant = current_tenant() and id = :id")
                    .bind("id", message)
                    .mapTo(Boolean.class)
                    .one());
  }

  private static void assertRefused(FailureCode code, String words, ThrowingCallable call) {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.failure().message()).contains(words));
  }

  @Test
  void aRunThatWaitsForASignalLeavesMemoryAndGoesOnWithIt() {
    UUID run = waiting(GO);
    outOfMemory(run);
    UUID message = UUID.randomUUID();

    signal(run, "go", Json.EMPTY.with("by", Json.of("ann")), message);

    succeedsWith(run, Json.EMPTY.with("by", Json.of("ann")));
    assertThat(journal(run))
        .filteredOn(RunEvent.Delivered.class::isInstance)
        .extracting(event -> ((RunEvent.Delivered) event).message())
        .containsExactly(message);
  }

  // As Inngest's #1433 and Hatchet's #4314 have it, where what came before its wait was lost.
  @Test
  void aSignalBeforeItsStepBeginsIsTakenWhenItBegins() {
    UUID run =
        waiting("steps: [{id: first, await: {signal: first}}, {id: go, await: {signal: go}}]");
    outOfMemory(run);

    signal(run, "go", 7);
    outOfMemory(run);
    assertThat(engine.stored(tenant, run).head().phase()).isEqualTo(RunPhase.WAITING);
    signal(run, "first", 1);

    succeedsWith(run, Json.of(7));
  }

  @Tag("restart")
  @Test
  void aSignalForWhichNothingWaitsYetIsKeptAndTakenAfterARestart() {
    UUID run =
        waiting("steps: [{id: first, await: {signal: first}}, {id: go, await: {signal: go}}]");
    UUID early = UUID.randomUUID();
    signal(run, "go", Json.of(7), early);
    TestEngine.until(() -> kept(early));

    restart();
    signal(run, "first", 1);

    succeedsWith(run, Json.of(7));
  }

  @Test
  void signalsOfOneNameAreTakenInTheOrderInWhichTheyCame() {
    UUID run =
        waiting(
            """
            steps:
              - {id: begin, await: {signal: begin}}
              - {id: one, await: {signal: go}}
              - {id: two, await: {signal: go}}
              - {id: three, await: {signal: go}}
              - {id: all, transform: ["${one}", "${two}", "${three}"]}
            """);
    signal(run, "go", 1);
    signal(run, "go", 2);
    outOfMemory(run);

    stored(run, "begin", 0);
    stored(run, "go", 3);
    engine.engine.messagesStored();

    succeedsWith(run, new Json.Arr(List.of(Json.of(1), Json.of(2), Json.of(3))));
  }

  @Test
  void aSignalThatIsRepeatedIsTakenOnce() {
    UUID run = waiting("steps: [{id: one, await: {signal: go}}, {id: two, await: {signal: go}}]");
    UUID id = UUID.randomUUID();

    signal(run, "go", Json.of(1), id);
    signal(run, "go", Json.of(1), id);
    signal(run, "go", 2);
    signal(run, "go", Json.of(1), id);

    succeedsWith(run, Json.of(2));
  }

  @Tag("restart")
  @Test
  void aSignalStoredBeforeAKillIsTakenOnceByTheNextServer() {
    UUID run = waiting("steps: [{id: one, await: {signal: go}}, {id: two, await: {signal: go}}]");
    engine.crash();
    stored(run, "go", 1);

    engine = TestEngine.start(db, invoker);
    TestEngine.until(() -> journal(run).stream().anyMatch(RunEvent.Completed.class::isInstance));
    engine.crash();
    engine = TestEngine.start(db, invoker);
    signal(run, "go", 2);

    succeedsWith(run, Json.of(2));
    assertThat(journal(run)).filteredOn(RunEvent.Delivered.class::isInstance).hasSize(2);
  }

  @Tag("restart")
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void killsAnywhereLoseNoSignalAndChangeNoOrder(long seed) {
    Random random = new Random(seed);
    UUID run =
        waiting(
            """
            steps:
              - {id: begin, await: {signal: begin}}
              - {id: one, await: {signal: go}}
              - {id: two, await: {signal: go}}
              - {id: pause, wait: 20ms}
              - {id: three, await: {signal: go}}
              - {id: four, await: {signal: go}}
              - {id: all, transform: ["${one}", "${two}", "${three}", "${four}"]}
            """);
    int begin = random.nextInt(4);
    for (int i = 0; i < 4; i++) {
      if (i == begin) {
        signal(run, "begin", 0);
      }
      if (random.nextBoolean()) {
        engine.crash();
        stored(run, "go", i);
        engine = TestEngine.start(db, invoker);
      } else {
        signal(run, "go", i);
      }
    }

    succeedsWith(run, Json.array(List.of(Json.of(0), Json.of(1), Json.of(2), Json.of(3))));
    assertThat(journal(run)).filteredOn(RunEvent.Delivered.class::isInstance).hasSize(5);
  }

  @Test
  void whatNobodySignalsInTimeFailsOrYieldsNull() {
    UUID strict = engine.run(tenant, GO.replace("}}", "}, timeout: 20ms}"), Json.EMPTY);
    assertThat(engine.over(tenant, strict).head().phase()).isEqualTo(RunPhase.FAILED);

    UUID mild =
        engine.run(tenant, GO.replace("}}", "}, timeout: 20ms, onTimeout: 'null'}"), Json.EMPTY);
    succeedsWith(mild, Json.NULL);
  }

  @Test
  void aRunThatIsCancelledWhileItWaitsEndsAtOnce() {
    UUID run = waiting(GO);
    outOfMemory(run);

    engine.engine.cancel(tenant, run, "ann");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
    assertRefused(FailureCode.CONFLICT, "is over", () -> signal(run, "go", 1));
  }

  @Test
  void anyServerTakesASignal() {
    UUID run = waiting(GO);
    try (TestEngine beside = TestEngine.beside(db, invoker)) {
      beside.engine.signal(tenant, run, "go", Json.of(1), "ann", UUID.randomUUID());

      succeedsWith(run, Json.of(1));
    }
  }

  @Test
  void aSignalThatTheWorkflowDoesNotAwaitIsRefused() {
    UUID run = waiting(GO);

    assertRefused(
        FailureCode.NOT_FOUND,
        "awaits no signal 'gone'; it awaits go",
        () -> signal(run, "gone", 1));
    assertRefused(
        FailureCode.NOT_FOUND, "there is no run", () -> signal(UUID.randomUUID(), "go", 1));
    assertRefused(
        FailureCode.TOO_LARGE,
        "at most 65536",
        () -> signal(run, "go", Json.of("x".repeat(RunSignals.MAX_PAYLOAD)), UUID.randomUUID()));
    signal(run, "go", 1);
    succeedsWith(run, Json.of(1));
  }

  @Test
  void noMoreThanSoManySignalsWait() {
    UUID run =
        waiting("steps: [{id: first, await: {signal: first}}, {id: go, await: {signal: go}}]");
    for (int i = 0; i < RunInboxStore.MOST; i++) {
      stored(run, "go", i);
    }

    assertRefused(FailureCode.RATE_LIMITED, "inbox", () -> signal(run, "first", 1));
    engine.engine.cancel(tenant, run, "ann");

    assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.CANCELLED);
  }
}
