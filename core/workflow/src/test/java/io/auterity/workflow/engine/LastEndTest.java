package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Tampering;
import io.auterity.platform.database.TestDatabase;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.store.TestSeat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a start makes of runs that were in memory, by how the server before it ended. */
@Tag("postgresql")
class LastEndTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private final TenantScope tenant = db.newTenant();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final CountDownLatch over = new CountDownLatch(1);
  private final FakeInvoker invoker = new FakeInvoker(FakeInvoker::echo);
  private final Known exhausted = new Known(LastEnd.Cause.EXHAUSTED);
  private final Known killed = new Known(LastEnd.Cause.OTHER);
  private TestEngine engine = TestEngine.start(db, invoker);

  /** An end of which the cause is known. */
  private static final class Known implements LastEnd {

    private final Cause cause;
    private final AtomicInteger blames = new AtomicInteger();

    private Known(Cause cause) {
      this.cause = cause;
    }

    @Override
    public Cause cause() {
      return cause;
    }

    @Override
    public void blamed() {
      blames.incrementAndGet();
    }
  }

  LastEndTest() {
    invoker.answerBy(
        call -> {
          underWay.add(FakeInvoker.text(call));
          if (!FakeInvoker.text(call).equals("harmless")) {
            await(over);
          }
          return FakeInvoker.echo(call);
        });
  }

  @AfterEach
  void close() {
    over.countDown();
    engine.close();
    Tampering.with(db.logins().owner(), "run", "delete from run");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A run that stays in a call, behind one that was answered. */
  private UUID calling(String text) {
    UUID run =
        engine.run(
            tenant,
            """
            steps:
              - {id: before, call: text.pii.mask, with: {text: harmless}}
              - {id: a, call: text.pii.mask, with: {text: %s}}
            """
                .formatted(text),
            Json.EMPTY);
    TestEngine.until(() -> underWay.contains(text));
    return run;
  }

  private void restart(LastEnd lastEnd) {
    engine.crash();
    underWay.clear();
    engine = TestEngine.start(db, invoker, lastEnd);
  }

  private boolean stalled(UUID run) {
    return engine.engine.live().stalled(run).isPresent();
  }

  @Test
  void theOnlyRunInMemoryStandsStillAtOnceAndThatIsTold() {
    UUID run = calling("x");

    restart(exhausted);

    assertThat(stalled(run)).isTrue();
    assertThat(exhausted.blames.get()).isEqualTo(1);
    restart(killed);
    assertThat(stalled(run)).isTrue();
    UUID next = calling("y");
    restart(exhausted);
    assertThat(stalled(run)).isTrue();
    assertThat(stalled(next)).isTrue();
  }

  @Test
  void onesThatOnlyWaitAreNotInMemory() {
    UUID waiting = engine.run(tenant, "steps: [{id: w, wait: 1h}]", Json.EMPTY);
    TestEngine.until(
        () ->
            engine.stored(tenant, waiting).head().phase() == RunPhase.WAITING
                && engine.stored(tenant, waiting).head().due() != null);
    UUID run = calling("x");

    restart(exhausted);

    assertThat(stalled(run)).isTrue();
    assertThat(stalled(waiting)).isFalse();
  }

  @Test
  void whoWasOneOfSeveralIsNotBlamedForOneEnd() {
    UUID one = calling("x");
    UUID two = calling("y");

    restart(exhausted);

    assertThat(stalled(one)).isFalse();
    assertThat(stalled(two)).isFalse();
    assertThat(exhausted.blames.get()).isZero();
  }

  @Test
  void oneOfSeveralStandsStillAfterTheSecondEndAlone() {
    UUID guilty = calling("x");
    UUID innocent = calling("y");
    restart(exhausted);
    TestEngine.until(() -> underWay.containsAll(Set.of("x", "y")));
    restart(exhausted);
    for (int alone = 0; alone < LoadMarks.MOST_EXHAUSTIONS; alone++) {
      assertThat(stalled(guilty)).isFalse();
      TestEngine.until(() -> underWay.contains("x"));
      restart(exhausted);
    }

    assertThat(stalled(guilty)).isTrue();
    assertThat(stalled(innocent)).isFalse();
    assertThat(exhausted.blames.get()).isEqualTo(LoadMarks.MOST_EXHAUSTIONS);
  }

  @Test
  void aKillFromOutsideIsNoRunsFault() {
    UUID run = calling("x");
    for (int life = 0; life <= 2 * LoadMarks.MOST_EXITS; life++) {
      restart(killed);
      TestEngine.until(() -> underWay.contains("x"));
    }

    assertThat(stalled(run)).isFalse();
    assertThat(killed.blames.get()).isZero();
    restart(LastEnd.UNKNOWN);
    TestEngine.until(() -> underWay.contains("x"));
    assertThat(stalled(run)).isFalse();
  }

  @Test
  void whatAnotherServerCarriedOnIsNotBlamedForAnEndHere() {
    UUID run = calling("x");
    engine.crash();
    underWay.clear();
    TestSeat.expire(db.database(), TestSeat.read(db.database()).epoch());
    engine = TestEngine.another(db, invoker, exhausted);
    TestEngine.until(() -> underWay.contains("x"));

    assertThat(stalled(run)).isFalse();
    assertThat(exhausted.blames.get()).isZero();
  }
}
