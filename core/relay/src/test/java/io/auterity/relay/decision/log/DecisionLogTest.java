package io.auterity.relay.decision.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.Principal;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.SampleDecision;
import io.auterity.relay.plan.Planner;
import io.auterity.relay.plan.Sight;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

  private static final UUID TENANT = new UUID(9, 9);

  private final ManualTime time = new ManualTime();
  private final List<DecisionStore.StoredDecision> written = new ArrayList<>();
  private boolean broken;
  private Predicate<DecisionStore.StoredDecision> refused = stored -> false;
  private final DecisionLog log =
      new DecisionLog(this::write, time, new Backlog.Bound(2, Long.MAX_VALUE));
  private final Decision decision = SampleDecision.read();

  @Test
  void keepsWhatCannotBeWrittenAndWritesItLater() {
    add(decision);
    broken = true;
    assertThatThrownBy(log::flush).isInstanceOf(CallFailedException.class);
    assertThat(log.waiting()).isEqualTo(1);

    broken = false;
    log.flush();

    assertThat(written).hasSize(1);
    assertThat(log.waiting()).isZero();
  }

  @Test
  void refusesNewCallsOnlyAfterASecondOfBeingFull() {
    add(decision);
    add(decision);
    log.admit(TENANT);
    time.advance(Duration.ofMillis(999));
    log.admit(TENANT);

    time.advance(Duration.ofMillis(1));

    assertThatThrownBy(() -> log.admit(TENANT)).isInstanceOf(CallFailedException.class);
    log.flush();
    log.admit(TENANT);
    assertThat(written).hasSize(2);
  }

  @Test
  void refusesNewCallsAlsoWhenWhatWaitsIsMuch() {
    int each = DecisionRow.of(decision).body().length;
    DecisionLog small = new DecisionLog(this::write, time, new Backlog.Bound(10_000, 100L * each));
    for (int i = 0; i < 2_000; i++) {
      small.add(decision, null);
    }
    small.admit(TENANT);
    time.advance(Duration.ofSeconds(1));

    assertThatThrownBy(() -> small.admit(TENANT)).hasMessageContaining("2000 decisions of");
    small.flush();
    small.admit(TENANT);
    assertThat(written).hasSize(2_000);
  }

  @Test
  void aTenantWithTooManyLeavesRoomToOthers() {
    DecisionLog shared = new DecisionLog(this::write, time, new Backlog.Bound(100, Long.MAX_VALUE));
    for (int i = 0; i < 50; i++) {
      shared.add(decision, null);
    }
    UUID busy = DecisionRow.of(decision).tenant();
    shared.admit(busy);
    shared.admit(TENANT);
    time.advance(Duration.ofSeconds(1));

    assertThatThrownBy(() -> shared.admit(busy))
        .hasMessageContaining("50 decisions of this tenant");
    shared.admit(TENANT);
  }

  @Test
  void writesInOrderAndSaysInWhichCompany() {
    for (int i = 0; i < 2_500; i++) {
      add(decision);
    }
    time.advance(Duration.ofMillis(41));
    log.flush();

    assertThat(written).hasSize(2_500);
    assertThat(read(written.getFirst()).stages().getLast().reason())
        .isEqualTo("With 255 others, 41 ms after the reply.");
  }

  @Test
  void nothingIsGivenUpWhileTheDatabaseIsSlow() {
    AtomicInteger asked = new AtomicInteger();
    DecisionLog slow =
        new DecisionLog(
            (configs, decisions) -> {
              if (asked.incrementAndGet() <= 3) {
                throw new CallFailedException(FailureCode.TIMEOUT, "the database took too long");
              }
              write(configs, decisions);
            },
            time,
            new Backlog.Bound(10_000, Long.MAX_VALUE));
    slow.add(decision, null);
    slow.add(decision, null);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(slow::flush).hasMessageContaining("took too long");
      assertThat(slow.waiting()).isEqualTo(2);
    }
    slow.flush();

    assertThat(written).hasSize(2).noneMatch(one -> one.row().bare());
  }

  @Test
  void theWriterOutlivesAnErrorOfTheProcess() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    DecisionLog failing =
        new DecisionLog(
            (configs, decisions) -> {
              if (asked.incrementAndGet() == 1) {
                throw new OutOfMemoryError("for a moment");
              }
              done.countDown();
            },
            time,
            new Backlog.Bound(10_000, Long.MAX_VALUE));
    failing.add(decision, null);

    failing.start();

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    failing.close();
  }

  @Test
  void oneThatCannotBePackedIsWrittenWithoutItsDetails() {
    add(lacking(decision.call().principal()));

    log.flush();

    assertThat(written).hasSize(1);
    assertThat(written.getFirst().row().bare()).isTrue();
    assertThat(read(written.getFirst()).planning()).isNull();
  }

  @Test
  void oneThatCannotBePackedAtAllHoldsUpNobody() {
    for (int i = 0; i < 3; i++) {
      add(lacking(null));
    }
    add(decision);

    log.flush();

    assertThat(written).hasSize(1);
    assertThat(log.waiting()).isZero();
  }

  // What no type allows, so that it stands for any mistake that makes a decision unwritable.
  @SuppressWarnings("NullAway")
  private Decision lacking(@Nullable Principal principal) {
    Decision.Call call = decision.call();
    return new Decision(
        decision.format(),
        decision.id(),
        new Decision.Call(
            call.tenant(),
            principal,
            call.door(),
            call.parent(),
            call.capability(),
            call.labels(),
            null,
            null,
            call.facts(),
            null),
        decision.timing(),
        decision.result(),
        new Decision.Planning(
            1,
            null,
            new Decision.Routed("triage", 1, "Matched.", "priority", 20, null),
            List.of(),
            0,
            List.of(),
            new Sight(Map.of(), 0),
            0,
            false,
            List.of(),
            Planner.RULES),
        decision.attempts(),
        decision.costs(),
        decision.stages(),
        AttemptHistory.NONE,
        null);
  }

  @Test
  void oneThatTheDatabaseDoesNotTakeIsWrittenBareAndHoldsUpNobody() {
    refused = stored -> stored.row().summary().capability().indexOf('\0') >= 0;
    add(decision);
    add(SampleDecision.calling("ai\0.chat"));

    log.flush();

    assertThat(written)
        .extracting(stored -> stored.row().summary().capability())
        .containsExactly(decision.call().capability(), "ai?.chat");
    Decision bare = read(written.getLast());
    assertThat(bare.costs().used()).isEqualTo(decision.costs().used());
    assertThat(bare.call().facts()).isNull();
    assertThat(log.waiting()).isZero();
  }

  @Test
  void oneThatIsNotTakenEvenSoIsGivenUpOnlyWhenOthersAreTaken() {
    refused = stored -> stored.row().summary().capability().equals("bad");
    add(SampleDecision.calling("bad"));
    assertThatThrownBy(log::flush).isInstanceOf(IllegalStateException.class);
    assertThat(log.waiting()).isEqualTo(1);

    add(decision);
    log.flush();

    assertThat(written).hasSize(1);
    assertThat(log.waiting()).isZero();
  }

  @Test
  void aStopWritesWhatIsLeft() {
    log.start();
    add(decision);

    log.close();

    assertThat(log.waiting()).isZero();
  }

  private static Decision read(DecisionStore.StoredDecision stored) {
    return stored.row().decision(stored.info());
  }

  private synchronized void write(
      List<DecisionStore.StoredConfig> configs, List<DecisionStore.StoredDecision> stored) {
    if (broken) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "no database");
    }
    if (stored.stream().anyMatch(refused)) {
      throw new IllegalStateException("not taken");
    }
    written.addAll(stored);
  }

  private void add(Decision one) {
    log.add(one, null);
  }
}
