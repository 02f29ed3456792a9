package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.journal.CarriedPosition;
import io.auterity.workflow.journal.EventCodec;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RecordedEvent;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.StoredRun;
import io.auterity.workflow.journal.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows of runs that another carrier than the journal carries on. */
@Tag("postgresql")
class CarriedRunsTest {

  private static final String GO = "steps: [{id: go, await: {signal: go}}]";
  private static final String MANY =
      """
      input: {n: {type: integer}}
      steps:
        - id: all
          each: "${range(input.n)}"
          as: i
          concurrency: 4
          steps: [{id: c, call: text.pii.mask, with: {text: "${string(i)}"}}]
          output: "${c.text}"
        - {id: go, await: {signal: go}}
      output: {n: "${size(all)}", said: "${go}"}
      """;

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final FakeInvoker invoker = FakeInvoker.echoing();

  @AfterEach
  void clean() {
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private static EventRow row(int seq, RunEvent event) {
    return EventCodec.write(new RecordedEvent(seq, event, null, null, TestEngine.TIME.now()));
  }

  private static JournalEntry entry(
      StoredRun run, List<InboxMessage.Taken> taken, EventRow... rows) {
    return JournalEntry.of(run.birth(), List.of(rows), null, taken, List.of());
  }

  private static String output(StoredRun run) {
    return Objects.requireNonNull(run.head().output()).json().toString();
  }

  private static UUID begun(TestEngine engine, IdleCarrier carrier, UUID run) {
    TestEngine.until(() -> carrier.carries(run));
    assertThat(engine.engine.live().progress(run)).isEmpty();
    return run;
  }

  @Test
  void whatAnOlderExecutionWritesIsRefused() {
    IdleCarrier carrier = new IdleCarrier();
    try (TestEngine engine = TestEngine.start(db, invoker, carrier)) {
      UUID run = begun(engine, carrier, engine.run(tenant, GO, Json.EMPTY));
      StoredRun stored = engine.stored(tenant, run);
      CarriedRuns runs = carrier.runs();

      CarriedPosition older = runs.take(run, 100).orElseThrow();
      CarriedPosition newer = runs.take(run, 50).orElseThrow();

      assertThat(older.begun()).isFalse();
      assertThat(newer.begun()).isFalse(); // the first one wrote nothing
      assertThat(newer.fence()).isEqualTo(101);
      JournalEntry entry = entry(stored, List.of(), row(1, new RunEvent.Paused("ann", false)));
      assertThatExceptionOfType(FencedException.class)
          .isThrownBy(() -> runs.record(run, older.fence(), 1, entry));
      runs.record(run, newer.fence() + 7, 1, entry);
      assertThat(StoredJournal.of(db.database(), run).events())
          .containsExactly(new RunEvent.Paused("ann", false));
      assertThatExceptionOfType(FencedException.class)
          .isThrownBy(() -> runs.record(run, newer.fence(), 1, entry));
      assertThat(runs.take(UUID.randomUUID(), 1)).isEmpty();
    }
  }

  /** None of them is taken here, as while the cluster is away. */
  @Test
  void runsThatALimitLetsBeginDoNotRingEachOther() {
    IdleCarrier carrier = new IdleCarrier();
    try (TestEngine engine = TestEngine.start(db, invoker, carrier)) {
      engine.apply(tenant, "test", "limits: {runs: {most: 2}}\n" + GO);
      List<UUID> runs =
          IntStream.range(0, 3).mapToObj(i -> engine.submit(tenant, "test", Json.EMPTY)).toList();
      TestEngine.until(() -> carrier.carries(runs.get(0)) && carrier.carries(runs.get(1)));
      engine.apply(tenant, "other", GO);
      for (int others = 0; others < 20; others++) {
        UUID other = engine.submit(tenant, "other", Json.EMPTY);
        TestEngine.until(() -> carrier.carries(other));
      }

      // By its start, as the one before it begins, and once more by a slow test's watch.
      assertThat(carrier.times(runs.get(0))).isBetween(1, 3);
      assertThat(carrier.times(runs.get(1))).isBetween(1, 3);
      assertThat(carrier.carries(runs.get(2))).isFalse();
    }
  }

  @Test
  void aServerThatHasNoSuchCarrierSaysThatRunsWaitForIt() {
    IdleCarrier carrier = new IdleCarrier();
    UUID run;
    try (TestEngine engine = TestEngine.start(db, invoker, carrier)) {
      run = begun(engine, carrier, engine.run(tenant, GO, Json.EMPTY));
      assertThat(engine.engine.warning()).isEmpty();
    }

    try (TestEngine without = TestEngine.start(db, invoker)) {
      TestEngine.until(() -> without.engine.warning().isPresent());
      assertThat(without.engine.warning().orElseThrow()).contains("engine.idle");
      assertThat(without.stored(tenant, run).head().phase()).isNotEqualTo(RunPhase.FAILED);
    }
  }

  @Test
  void aTurnThatWasLostIsReplacedAndGivesItsMessagesBack() {
    IdleCarrier carrier = new IdleCarrier();
    try (TestEngine engine = TestEngine.start(db, invoker, carrier)) {
      UUID run = begun(engine, carrier, engine.run(tenant, GO, Json.EMPTY));
      StoredRun stored = engine.stored(tenant, run);
      UUID message = UUID.randomUUID();
      engine.engine.signal(tenant, run, "go", Json.of(7), "ann", message);
      CarriedRuns runs = carrier.runs();
      long fence = runs.take(run, 1).orElseThrow().fence();
      List<InboxMessage.Taken> mark = List.of(new InboxMessage.Taken(message, null));
      RunEvent paused = new RunEvent.Paused("ann", false);
      RunEvent resumed = new RunEvent.Resumed("ann");
      RunEvent other = new RunEvent.Paused("bob", false);

      runs.record(run, fence, 1, entry(stored, mark, row(1, paused), row(2, resumed)));
      assertThat(runs.messages(run, 2)).isEmpty();
      assertThat(runs.signals(run, 2, "go", 10)).isEmpty();
      assertThat(runs.messages(run, 0)).hasSize(1); // as who lost that turn looks for it
      runs.record(run, fence, 1, entry(stored, List.of(), row(1, other)));

      assertThat(StoredJournal.of(db.database(), run).events()).containsExactly(other);
      assertThat(runs.messages(run, 1)).hasSize(1);
      assertThat(engine.engine.taken(tenant, message)).isFalse();

      runs.record(run, fence, 2, entry(stored, mark, row(2, resumed)));
      assertThat(engine.engine.taken(tenant, message)).isFalse();
      runs.publish(run, 2, true, mark);
      runs.publish(run, 2, true, mark);
      assertThat(engine.engine.taken(tenant, message)).isTrue();
      assertThat(StoredJournal.of(db.database(), run).events()).containsExactly(other, resumed);
    }
  }

  @Test
  void whoGoesOnFromTheRowsTakesNoMessageTwice() {
    IdleCarrier carrier = new IdleCarrier();
    try (TestEngine engine = TestEngine.start(db, invoker, carrier)) {
      UUID run = begun(engine, carrier, engine.run(tenant, GO, Json.EMPTY));
      UUID message = UUID.randomUUID();
      engine.engine.signal(tenant, run, "go", Json.of(7), "ann", message);
      CarriedRuns runs = carrier.runs();
      long fence = runs.take(run, 1).orElseThrow().fence();
      List<InboxMessage.Taken> mark = List.of(new InboxMessage.Taken(message, null));
      EventRow row = row(1, new RunEvent.Paused("ann", false));
      runs.record(run, fence, 1, entry(engine.stored(tenant, run), mark, row));

      CarriedPosition next = runs.take(run, 1).orElseThrow();

      assertThat(next.seq()).isEqualTo(1);
      assertThat(next.begun()).isTrue();
      assertThat(next.published()).isZero();
      assertThat(runs.messages(run, next.seq())).isEmpty();
      assertThat(engine.engine.taken(tenant, message)).isTrue();
    }
  }

  @Test
  void aRunThatCannotBeReadStandsStillUntilItCan() {
    IdleCarrier carrier = new IdleCarrier();
    try (TestEngine engine = TestEngine.start(db, invoker, carrier)) {
      UUID run = begun(engine, carrier, engine.run(tenant, GO, Json.EMPTY));
      CarriedRuns runs = carrier.runs();
      long fence = runs.take(run, 1).orElseThrow().fence();
      EventRow row = row(1, new RunEvent.Paused("ann", false));
      runs.record(run, fence, 1, entry(engine.stored(tenant, run), List.of(), row));
      changeEvent(run, "kind = 99");

      assertThatExceptionOfType(UnreadableException.class)
          .isThrownBy(() -> runs.publish(run, 1, true, List.of()));
      assertThat(engine.engine.live().stalled(run).orElseThrow().message())
          .startsWith(
              "event 1 of the journal cannot be read (the journal holds an event of unknown kind 99)");
      assertThat(engine.engine.stalled()).isEqualTo(1);

      changeEvent(run, "kind = " + row.kind());
      runs.publish(run, 1, true, List.of());
      assertThat(engine.engine.live().stalled(run)).isEmpty();
    }
  }

  @Test
  void aRunIsNotRepairedWhileAnExecutionCarriesItOn() {
    IdleCarrier carrier = new IdleCarrier();
    try (TestEngine engine = TestEngine.start(db, invoker, carrier)) {
      UUID run = begun(engine, carrier, engine.run(tenant, GO, Json.EMPTY));
      CarriedRuns runs = carrier.runs();
      long fence = runs.take(run, 1).orElseThrow().fence();
      EventRow row = row(1, new RunEvent.Paused("ann", false));
      runs.record(run, fence, 1, entry(engine.stored(tenant, run), List.of(), row));
      changeEvent(run, "kind = 99");
      assertThat(engine.engine.live().replayed(run)).isEmpty();

      assertThatExceptionOfType(CallFailedException.class)
          .isThrownBy(() -> engine.engine.stalledActions().repair(tenant, run, "ann", "disk"))
          .satisfies(e -> assertThat(e.failure().message()).endsWith("is carried on"));
      carrier.halt();
      engine.engine.stalledActions().repair(tenant, run, "ann", "disk");

      assertThat(engine.engine.live().stalled(run)).isEmpty();
      TestEngine.until(() -> carrier.carries(run));
    }
  }

  private static void changeEvent(UUID run, String change) {
    Tampering.with(
        db.logins().owner(),
        "run_event",
        "update run_event set %s where run = '%s'".formatted(change, run));
  }

  @Test
  void aRunThatNothingCarriesOnIsRungByTheNextServer() {
    IdleCarrier carrier = new IdleCarrier();
    UUID run;
    try (TestEngine engine = TestEngine.start(db, invoker, carrier)) {
      run = begun(engine, carrier, engine.run(tenant, GO, Json.EMPTY));
      assertThat(carrier.runs().take(run, 1)).isPresent();
    }
    IdleCarrier next = new IdleCarrier();
    try (TestEngine _ = TestEngine.start(db, invoker, next)) {
      TestEngine.until(() -> next.carries(run));
    }
  }

  @Test
  void aRunGoesOnFromItsRowsAgainAndAgain() {
    try (TestEngine engine = TestEngine.start(db, invoker, new ThreadCarrier(30))) {
      UUID run = engine.run(tenant, MANY, Json.EMPTY.with("n", Json.of(100)));
      engine.engine.signal(tenant, run, "go", Json.of(7), "ann", UUID.randomUUID());

      StoredRun over = engine.over(tenant, run);

      assertThat(over.head().phase()).isEqualTo(RunPhase.SUCCEEDED);
      assertThat(output(over)).isEqualTo("{\"n\":100,\"said\":7}");
      assertThat(IntStream.range(0, 100).map(i -> invoker.times("/all[%d].c/0".formatted(i))))
          .containsOnly(1);
    }
  }

  /** The server looks for it no second time here, as its time stands still. */
  @Test
  void aRunThatIsReopenedBeforeItsExecutionEndsGoesOn() {
    AtomicReference<Runnable> atEnd = new AtomicReference<>(() -> {});
    ThreadCarrier carrier = new ThreadCarrier(30, () -> atEnd.getAndSet(() -> {}).run());
    try (TestEngine engine =
        TestEngine.start(
            db,
            invoker,
            (scope, capability) -> new CallIdempotency.Anywhere(),
            HeldTimers.exceptWithoutDelay(),
            carrier)) {
      UUID run = engine.run(tenant, GO, Json.EMPTY);
      TestEngine.until(() -> engine.stored(tenant, run).head().phase() == RunPhase.WAITING);
      atEnd.set(
          () -> {
            int before = carrier.rings();
            engine.engine.again().reopen(tenant, run, null, null, TestEngine.ANN, new UUID(9, 1));
            TestEngine.until(() -> carrier.rings() > before);
          });
      engine.engine.cancel(tenant, run, "ann");

      TestEngine.until(() -> engine.engine.taken(tenant, new UUID(9, 1)));
      engine.engine.signal(tenant, run, "go", Json.of(7), "ann", UUID.randomUUID());
      assertThat(engine.over(tenant, run).head().phase()).isEqualTo(RunPhase.SUCCEEDED);
    }
  }

  @Test
  void runsOutliveTheServersThatCarryThem() {
    invoker.answerBy(
        call -> {
          LockSupport.parkNanos(2_000_000);
          return FakeInvoker.echo(call);
        });
    List<UUID> runs = new ArrayList<>();
    TestEngine engine = TestEngine.start(db, invoker, new ThreadCarrier(30));
    for (int i = 0; i < 4; i++) {
      runs.add(engine.run(tenant, MANY, Json.EMPTY.with("n", Json.of(40))));
    }
    for (int kill = 0; kill < 4; kill++) {
      int before = invoker.begun.size();
      TestEngine.until(() -> invoker.begun.size() >= Math.min(before + 20, 150));
      engine.crash();
      engine = TestEngine.start(db, invoker, new ThreadCarrier(30));
      engine.engine.signal(tenant, runs.get(kill), "go", Json.of(kill), "ann", new UUID(9, kill));
    }
    for (int i = 0; i < 4; i++) {
      StoredRun over = engine.over(tenant, runs.get(i));
      assertThat(output(over)).isEqualTo("{\"n\":40,\"said\":%d}".formatted(i));
    }
    engine.close();
  }
}
