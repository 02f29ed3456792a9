package io.auterity.gateway.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.gateway.Script;
import io.auterity.gateway.tuning.store.TuningTable;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.EngineStatements;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.decision.Days;
import io.auterity.relay.ledger.Ledger;
import io.auterity.relay.ledger.LimitKind;
import io.auterity.relay.ledger.LimitScope;
import io.auterity.relay.ledger.store.SliceStore;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningGet;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.spi.ai.TuningState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs are followed to their bill in a real database, over a road that is a script. */
@Tag("postgresql")
class TuningWorkerTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final long TRAINED = 5_768;
  private static final Failure AWAY = Failure.of(FailureCode.UNAVAILABLE, "the vendor is away");

  private final TenantScope tenant = db.newTenant();
  private final Principal owner =
      new Principal(UUID.randomUUID(), "tester", Principal.Type.SERVICE);
  private final ManualTime time = new ManualTime();
  private final Ids ids = Ids.system(time);
  private final TuningTable table = new TuningTable(db.database(), this::writeLate);
  private final List<UUID> late = new ArrayList<>();
  private final Script script = new Script();
  private final Map<String, Failure> refusals = new HashMap<>();
  private final List<String> providers = new ArrayList<>(List.of("vendor"));
  private final TuningWorker worker = worker();
  private TuningState state = TuningState.RUNNING;
  private @Nullable Long trained;
  private @Nullable Tuning listed;
  private boolean failing;

  @BeforeEach
  void answer() {
    script.answer(this::answered);
  }

  @AfterEach
  void end() {
    change("settled = now()");
  }

  private TuningWorker worker() {
    return new TuningWorker(
        new TuningParts(
            table,
            script,
            Map.of("openai", (job, told) -> bytes(told)),
            _ -> List.copyOf(providers),
            time,
            ids),
        Runnable::run);
  }

  private static byte[] bytes(Tuning told) {
    return (told.state() + " " + told.trainedTokens()).getBytes(StandardCharsets.UTF_8);
  }

  private Script.Play answered(Invocation call) {
    Script.Play play = new Script.Play(call.id());
    Record input = ((Payload.OfRecord) call.input()).value();
    Failure refusal = refusals.get(call.capability() + " " + call.principal().name());
    if (refusal == null) {
      refusal = refusals.get(provider(input));
    }
    if (refusal != null) {
      return play.end(
          failing
              ? new Outcome.Failed(call.id(), refusal)
              : new Outcome.Refused(call.id(), refusal));
    }
    return play.succeed(
        input instanceof TuningQuery
            ? new Page<>(listed == null ? List.of() : List.of(listed), null)
            : tuning(new Ref(provider(input), "ft-1")));
  }

  private static String provider(Record input) {
    return switch (input) {
      case TuningGet get -> get.job().provider();
      case TuningBill bill -> bill.job().provider();
      case TuningQuery query -> Objects.requireNonNull(query.provider());
      default -> throw new AssertionError(input);
    };
  }

  private Tuning tuning(Ref job) {
    return new Tuning(job, "m", state, null, null, null, trained, null, null);
  }

  private KeptTuning planned() {
    TuningOrder order =
        new TuningOrder(
            owner,
            "openai",
            Map.of("team", "claims"),
            "gpt-4o-mini",
            UUID.randomUUID(),
            null,
            4_001,
            2,
            time.now());
    KeptTuning job = KeptTuning.planned(ids.next(), tenant, order);
    table.plan(job, TuningRules.inDoubt(time.now()));
    return job;
  }

  private KeptTuning begun(String provider) {
    KeptTuning job = planned();
    table.begun(
        job, new Ref(provider, "ft-1"), new KeptTuning.Told("begun", time.now()), time.now());
    return job;
  }

  private KeptTuning kept(KeptTuning job) {
    return table.find(tenant, owner.id(), job.id()).orElseThrow();
  }

  private static String told(KeptTuning job) {
    return Objects.requireNonNull(job.told()).text();
  }

  private static KeptTuning.End end(KeptTuning job) {
    return Objects.requireNonNull(job.end());
  }

  private void round(Duration later) {
    time.advance(later);
    worker.round();
  }

  private List<Invocation> calls(String capability) {
    return script.invocations().stream()
        .filter(call -> call.capability().equals(capability))
        .toList();
  }

  private List<TuningBill> bills() {
    return calls("ai.tuning.settle").stream()
        .map(call -> (TuningBill) ((Payload.OfRecord) call.input()).value())
        .toList();
  }

  private void change(String what) {
    db.database()
        .inTenant(
            tenant,
            tx ->
                tx.update("update ai_tuning set %s where tenant = current_tenant()".formatted(what))
                    .execute());
  }

  private @Nullable Long number(String column) {
    return db.database()
        .inTenant(
            tenant,
            tx ->
                tx.query(
                        "select %s from ai_tuning where tenant = current_tenant()"
                            .formatted(column))
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(null));
  }

  private TuningBill bill(long tokens, boolean estimated) {
    return new TuningBill(new Ref("vendor", "ft-1"), "gpt-4o-mini", tokens, estimated);
  }

  @Test
  void aJobThatNobodyLooksAtIsBilledToItsOwner() {
    KeptTuning job = begun("vendor");

    round(Duration.ZERO);
    assertThat(told(kept(job))).isEqualTo("RUNNING null");
    round(Duration.ofSeconds(59));
    assertThat(calls("ai.tuning.get")).as("not before a minute").hasSize(1);
    state = TuningState.SUCCEEDED;
    trained = TRAINED;
    round(Duration.ofSeconds(1));

    assertThat(told(kept(job))).isEqualTo("SUCCEEDED 5768");
    assertThat(end(kept(job))).isEqualTo(new KeptTuning.End(time.now(), TRAINED, false, true));
    assertThat(bills()).containsExactly(bill(TRAINED, false));
    Invocation billed = calls("ai.tuning.settle").getFirst();
    assertThat(billed.principal()).isEqualTo(owner);
    assertThat(billed.scope()).isEqualTo(tenant);
    assertThat(billed.labels())
        .isEqualTo(Map.of("team", "claims", TuningCalls.LABEL, job.reference()));
    assertThat(calls("ai.tuning.get").getFirst().principal()).isEqualTo(Principal.PLATFORM);
  }

  @Test
  void whatEndsInVainAndTellsNoCountIsAskedOnceMore() {
    KeptTuning job = begun("vendor");
    state = TuningState.CANCELLED;

    round(Duration.ZERO);
    assertThat(number("count(settled)")).isZero();
    round(Duration.ofMinutes(59));
    assertThat(calls("ai.tuning.get")).hasSize(1);
    round(Duration.ofMinutes(1));
    round(Duration.ofDays(3));

    assertThat(told(kept(job))).isEqualTo("CANCELLED null");
    assertThat(end(kept(job)).estimated()).isTrue();
    assertThat(number("count(settled)")).isEqualTo(1);
    assertThat(calls("ai.tuning.get")).hasSize(2);
    assertThat(bills()).isEmpty();
  }

  @Test
  void whatTellsLateThatItTrainedBeforeItWasCancelledIsBilled() {
    KeptTuning job = begun("vendor");
    state = TuningState.CANCELLED;
    round(Duration.ZERO);
    trained = 1_200L;

    round(Duration.ofHours(1));

    assertThat(bills()).containsExactly(bill(1_200, false));
    assertThat(told(kept(job))).isEqualTo("CANCELLED 1200");
  }

  @Test
  void whatEndsInVainAtAProviderThatIsGoneOwesNothing() {
    state = TuningState.FAILED;
    begun("vendor");
    round(Duration.ZERO);
    refusals.put("vendor", AWAY);

    round(Duration.ofHours(23));
    assertThat(number("count(settled)")).isZero();
    round(Duration.ofHours(1));

    assertThat(number("count(settled)")).isEqualTo(1);
    assertThat(bills()).isEmpty();
  }

  @Test
  void whatTellsThatItTrainedNothingOwesNothing() {
    KeptTuning job = begun("vendor");
    state = TuningState.FAILED;
    trained = 0L;

    round(Duration.ZERO);
    round(Duration.ofDays(3));

    assertThat(told(kept(job))).isEqualTo("FAILED 0");
    assertThat(end(kept(job)).estimated()).isFalse();
    assertThat(script.invocations()).hasSize(1);
  }

  @Test
  void aProviderThatIsAwayIsAskedEverMoreRarelyAndKeepsNoOtherJob() {
    KeptTuning stuck = begun("away");
    KeptTuning other = begun("vendor");
    refusals.put("away", AWAY);

    round(Duration.ZERO);
    assertThat(told(kept(stuck))).isEqualTo("begun");
    assertThat(told(kept(other))).isEqualTo("RUNNING null");
    assertThat(asked("away")).isEqualTo(1);
    round(Duration.ofMinutes(1));
    assertThat(asked("away")).isEqualTo(2);
    round(Duration.ofMinutes(1));
    assertThat(asked("away")).as("twice as long").isEqualTo(2);
    round(Duration.ofMinutes(1));
    assertThat(asked("away")).isEqualTo(3);
    refusals.clear();
    round(Duration.ofHours(1));

    assertThat(told(kept(stuck))).isEqualTo("RUNNING null");
  }

  private long asked(String provider) {
    return calls("ai.tuning.get").stream()
        .filter(call -> provider(((Payload.OfRecord) call.input()).value()).equals(provider))
        .count();
  }

  @Test
  void oneProviderGetsItsShareOfARound() {
    for (int i = 0; i < TuningWorker.SHARE + 1; i++) {
      begun("vendor");
    }

    round(Duration.ZERO);

    assertThat(asked("vendor")).isEqualTo(TuningWorker.SHARE);
  }

  @Test
  void whatCannotBePaidStaysOwed() {
    KeptTuning job = ended();
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.BUDGET_EXHAUSTED, "no money is left"));

    round(Duration.ZERO);
    assertThat(end(kept(job)).billed()).isFalse();
    refusals.clear();
    round(Duration.ofHours(1));

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .extracting(Invocation::id)
        .as("another decision")
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  private KeptTuning ended() {
    state = TuningState.SUCCEEDED;
    trained = TRAINED;
    return begun("vendor");
  }

  @Test
  void anOwnerWhoMayNotCallAnyMoreIsBilledByThePlatform() {
    KeptTuning job = ended();
    refusals.put("ai.tuning.settle tester", Failure.of(FailureCode.FORBIDDEN, "was revoked"));

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .extracting(Invocation::principal)
        .containsExactly(owner, Principal.PLATFORM);
    assertThat(calls("ai.tuning.settle").getLast().labels())
        .containsEntry(TuningCalls.OWNER, owner.id().toString())
        .containsEntry("team", "claims");
  }

  @Test
  void aBillThatWasBrokenOffIsMadeAgainUnderTheSameId() {
    KeptTuning job = killed();

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle")).hasSize(2);
    assertThat(calls("ai.tuning.settle").getLast().id())
        .isEqualTo(calls("ai.tuning.settle").getFirst().id());
  }

  @Test
  void aBillOfWhichThereIsADecisionIsNotMadeAgain() {
    KeptTuning job = killed();
    decided(calls("ai.tuning.settle").getFirst().id(), "succeeded", 1);

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle")).hasSize(1);
  }

  @Test
  void aBillThatWasRefusedUnseenIsAnotherOne() {
    KeptTuning job = killed();
    decided(calls("ai.tuning.settle").getFirst().id(), "refused", 0);

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .extracting(Invocation::id)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void aBillThatFailedAndCostSomethingIsNotMadeAgain() {
    KeptTuning job = killed();
    decided(calls("ai.tuning.settle").getFirst().id(), "failed", 1);

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle")).hasSize(1);
  }

  @Test
  void aBillThatFailedIsAnotherOneHoweverLateItsDecisionIsWritten() {
    KeptTuning job = ended();
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;
    script.answer(
        call -> {
          late.add(call.id());
          return answered(call);
        });
    round(Duration.ZERO);
    refusals.clear();

    round(Duration.ofMinutes(1));

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .extracting(Invocation::id)
        .as("what failed and what succeeded are two decisions")
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  /** What a server does whose decisions wait: one call of each is a bill that failed. */
  private void writeLate() {
    for (UUID id : late) {
      decided(id, "failed", 0);
    }
    late.clear();
  }

  @Test
  void aVendorThatForbidsTheCallIsNoOwnerWhoMayNotCall() {
    KeptTuning job = ended();
    refusals.put("ai.tuning.settle tester", Failure.of(FailureCode.FORBIDDEN, "403 from vendor"));
    failing = true;

    round(Duration.ZERO);

    assertThat(end(kept(job)).billed()).isFalse();
    assertThat(calls("ai.tuning.settle")).extracting(Invocation::principal).containsExactly(owner);
  }

  @Test
  void whatAProviderThatIsGoneDoesNotTellIsEstimated() {
    state = TuningState.SUCCEEDED;
    begun("vendor");
    round(Duration.ZERO);
    refusals.put("vendor", Failure.of(FailureCode.NOT_FOUND, "it is gone"));

    round(Duration.ofHours(23));
    assertThat(bills()).isEmpty();
    round(Duration.ofHours(1));

    assertThat(bills()).containsExactly(bill(2_002, true));
  }

  @Test
  void whatNothingIsKnownOfIsNotEstimated() {
    state = TuningState.SUCCEEDED;
    begun("vendor");
    change("bytes = 0");
    round(Duration.ZERO);

    round(TuningRules.UNTOLD);
    round(Duration.ofDays(9));

    assertThat(bills()).isEmpty();
    assertThat(number("count(settled)")).isEqualTo(1);
  }

  @Test
  void aBillThatAProviderWhoIsGoneCannotTakeIsGivenUp() {
    KeptTuning job = ended();
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;

    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS - 2);
    assertThat(calls("ai.tuning.settle")).hasSize(TuningRules.FEWEST_ASKS - 1);
    round(TuningRules.LONGEST_DEBT);
    assertThat(number("count(settled)")).as("tried so often and for so long").isEqualTo(1);
    refusals.clear();
    rounds(2);

    assertThat(end(kept(job)).billed()).isFalse();
    assertThat(calls("ai.tuning.settle")).hasSize(TuningRules.FEWEST_ASKS);
  }

  @Test
  void aServerThatStoodStillGivesNoBillUp() {
    KeptTuning job = ended();
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;
    round(Duration.ZERO);

    round(TuningRules.LONGEST_DEBT.multipliedBy(2));
    assertThat(number("count(settled)")).isZero();
    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void anOwnerWhoseBudgetWaitsForApprovalIsBilledOnceItIsGivenAndNobodyElse() {
    KeptTuning job = ended();
    refusals.put("ai.tuning.settle tester", unapproved());
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS);
    round(TuningRules.LONGEST_DEBT);
    assertThat(number("count(settled)")).as("nobody gives it up").isZero();

    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
    assertThat(calls("ai.tuning.settle"))
        .hasSizeGreaterThan(TuningRules.FEWEST_ASKS)
        .extracting(Invocation::principal)
        .containsOnly(owner);
  }

  /** What a ledger says of a call beyond a threshold that asks. */
  private Failure unapproved() {
    Ledger ledger = new Ledger(time, ids, new SliceStore(db.database()));
    String spec =
        """
        {"currency": "USD", "cap": "1", "period": "day",
         "thresholds": [{"at": "50%", "do": "ask"}]}
        """;
    Json.Obj read = new JsonReader(1_000).readObject(spec.getBytes(StandardCharsets.UTF_8));
    LimitKind.budget(ledger).applied(tenant, new Resource("budget", "day", 1, read, time.now()));
    return catchThrowableOfType(
            CallFailedException.class,
            () ->
                ledger.hold(
                    tenant, LimitScope.Caller.TENANT, 600_000_000, "USD", Duration.ofSeconds(10)))
        .failure();
  }

  @Test
  void oneFailureAfterAFullBudgetGivesNoBillUp() {
    KeptTuning job = ended();
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.BUDGET_EXHAUSTED, "no money is left"));
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS);
    round(Duration.ofDays(36));
    refusals.put("ai.tuning.settle tester", AWAY);
    failing = true;
    rounds(1);
    assertThat(number("count(settled)")).isZero();

    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void whatSucceedsAndTellsThatItTrainedNothingIsDone() {
    KeptTuning job = begun("vendor");
    state = TuningState.SUCCEEDED;
    trained = 0L;

    round(Duration.ZERO);
    round(Duration.ofDays(3));

    assertThat(told(kept(job))).isEqualTo("SUCCEEDED 0");
    assertThat(number("count(settled)")).isEqualTo(1);
    assertThat(script.invocations()).hasSize(1);
  }

  @Test
  void whatIsToldToBeNothingBeforeItIsBilledIsDone() {
    KeptTuning job = ended();
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.CONFLICT, "the job tells 0 tokens"));
    failing = true;
    script.answer(
        call -> {
          trained = call.capability().equals("ai.tuning.settle") ? (Long) 0L : trained;
          return answered(call);
        });

    round(Duration.ZERO);
    rounds(2);

    assertThat(told(kept(job))).isEqualTo("SUCCEEDED 0");
    assertThat(number("count(settled)")).isEqualTo(1);
    assertThat(bills()).containsExactly(bill(TRAINED, false));
  }

  @Test
  void whatABudgetHasNoRoomForIsNotGivenUp() {
    KeptTuning job = ended();
    refusals.put(
        "ai.tuning.settle tester", Failure.of(FailureCode.BUDGET_EXHAUSTED, "no money is left"));
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS);

    round(TuningRules.LONGEST_DEBT);
    refusals.clear();
    rounds(1);

    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void aJobThatGoesOnAtAProviderThatIsGoneIsGivenUpUntilItsEndIsTold() {
    KeptTuning job = begun("vendor");
    refusals.put("vendor", Failure.of(FailureCode.NO_VIABLE_PROVIDER, "it is gone"));
    round(Duration.ZERO);
    rounds(TuningRules.FEWEST_ASKS - 2);
    assertThat(number("count(settled)")).isZero();

    round(TuningRules.LONGEST_DEBT);
    assertThat(number("count(settled)")).isEqualTo(1);
    refusals.clear();
    state = TuningState.SUCCEEDED;
    trained = TRAINED;
    table.told(
        job, tuning(new Ref("vendor", "ft-1")), new KeptTuning.Told("SUCCEEDED 5768", time.now()));
    rounds(1);

    assertThat(bills()).containsExactly(bill(TRAINED, false));
  }

  private void rounds(int many) {
    for (int i = 0; i < many; i++) {
      round(Duration.ofHours(1));
    }
  }

  /** A worker dies as it bills the job; then its lease has ended. */
  private KeptTuning killed() {
    KeptTuning job = ended();
    script.answer(
        call -> {
          if (call.capability().equals("ai.tuning.settle")) {
            throw new IllegalStateException("killed");
          }
          return answered(call);
        });
    worker.round();
    assertThat(end(kept(job)).billed()).isFalse();
    script.answer(this::answered);
    worker.round();
    assertThat(calls("ai.tuning.settle")).as("under its lease").hasSize(1);
    change("lease_until = now() - interval '1 second'");
    return job;
  }

  private void decided(UUID id, String outcome, long cost) {
    new Retention(db.database(), Settings.DEFAULT.retention(), time).runOnce();
    String insert =
        """
        insert into decision (born, id, tenant, round, capability, marks, outcome, failover,
          injected, attempts, began, took_us, cost, currency, door, principal, road, body)
        values (?, ?, ?, 0, 'ai.tuning.settle', '', ?, false, false, 1, now(), 1, ?, 'USD',
          'gateway', 'tester', '', '')
        """;
    try (Connection engine = db.logins().engine().connect();
        PreparedStatement statement = engine.prepareStatement(insert)) {
      statement.setObject(1, Days.of(id));
      statement.setObject(2, id);
      statement.setObject(3, tenant.tenant());
      statement.setString(4, outcome);
      statement.setLong(5, cost);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anotherWorkerLeavesAJobThatIsUnderALease() {
    begun("vendor");
    assertThat(table.claim(UUID.randomUUID(), 10, 2, Duration.ofMinutes(1), time.now())).hasSize(1);

    round(Duration.ZERO);

    assertThat(script.invocations()).isEmpty();
  }

  @Test
  void aCountThatIsNotToldIsAskedForAndThenEstimated() {
    state = TuningState.SUCCEEDED;
    KeptTuning job = begun("vendor");

    round(Duration.ZERO);
    round(Duration.ofHours(23));
    assertThat(bills()).isEmpty();
    round(Duration.ofHours(1));

    assertThat(bills()).as("4,001 bytes, learned twice").containsExactly(bill(2_002, true));
    assertThat(calls("ai.tuning.settle").getFirst().labels())
        .containsEntry(TuningCalls.ESTIMATED, "true");
    assertThat(end(kept(job)).estimated()).isTrue();
  }

  @Test
  void aCountThatComesLateIsBilled() {
    state = TuningState.SUCCEEDED;
    KeptTuning job = begun("vendor");
    round(Duration.ZERO);
    assertThat(told(kept(job))).isEqualTo("SUCCEEDED null");
    trained = TRAINED;

    round(Duration.ofHours(1));

    assertThat(bills()).containsExactly(bill(TRAINED, false));
    assertThat(told(kept(job))).as("as it is told from then on").isEqualTo("SUCCEEDED 5768");
  }

  @Test
  void whatIsToldOtherwiseBeforeItIsBilledIsBilled() {
    KeptTuning job = ended();
    refusals.put(
        "ai.tuning.settle tester",
        Failure.of(FailureCode.CONFLICT, "the job tells 6000 trained tokens"));
    failing = true;
    script.answer(
        call -> {
          trained = call.capability().equals("ai.tuning.settle") ? (Long) 6_000L : trained;
          return answered(call);
        });

    round(Duration.ZERO);
    assertThat(number("failures")).as("it is told").isZero();
    refusals.clear();
    round(Duration.ofMinutes(1));

    assertThat(bills()).containsExactly(bill(TRAINED, false), bill(6_000, false));
    assertThat(told(kept(job))).isEqualTo("SUCCEEDED 6000");
    assertThat(end(kept(job)).billed()).isTrue();
  }

  @Test
  void whatIsToldOtherwiseAfterwardsIsNotedAndNotBilled() {
    ended();
    round(Duration.ZERO);
    trained = 6_000L;

    round(TuningRules.LOOK_BACK);
    round(Duration.ofDays(9));

    assertThat(bills()).hasSize(1);
    assertThat(number("trained")).isEqualTo(TRAINED);
    assertThat(number("revised")).isEqualTo(6_000);
  }

  @Test
  void aJobOfWhichNobodyHeardIsFoundAtItsProvider() {
    KeptTuning job = planned();
    providers.addFirst("away");
    refusals.put("away", AWAY);
    listed = tuning(new Ref("vendor", "ft-9"));

    round(Duration.ofMinutes(14));
    assertThat(script.invocations()).as("it may be on its way").isEmpty();
    round(Duration.ofMinutes(1));

    assertThat(kept(job).lies()).isEqualTo(new Ref("vendor", "ft-9"));
    assertThat(told(kept(job))).isEqualTo("RUNNING null");
    assertThat(((Payload.OfRecord) calls("ai.tuning.list").getFirst().input()).value())
        .isEqualTo(new TuningQuery(null, 100, "away", job.reference()));
  }

  @Test
  void aJobThatNoProviderHasIsForgottenAfterAnHour() {
    planned();

    round(Duration.ofMinutes(59));
    assertThat(number("count(*)")).isEqualTo(1);
    round(Duration.ofMinutes(10));

    assertThat(number("count(*)")).isZero();
  }

  @Test
  void aJobThatASilentProviderMayHaveIsKept() {
    planned();
    refusals.put("vendor", AWAY.withApplied(Applied.NO));

    round(Duration.ofDays(29));
    assertThat(number("count(*)")).isEqualTo(1);
    round(Duration.ofDays(2));

    assertThat(number("count(*)")).isZero();
  }

  @Test
  void whatIsDoneForIsKeptAsLongAsBatchesAre() {
    ended();
    round(Duration.ZERO);
    Retention retention = new Retention(db.database(), Settings.DEFAULT.retention(), time);
    time.advance(Duration.ofDays(40));
    retention.runOnce();
    assertThat(number("count(*)")).as("it is to be looked at once more").isEqualTo(1);
    worker.round();

    time.advance(Duration.ofDays(31));
    retention.runOnce();

    assertThat(number("count(*)")).isZero();
  }

  @Test
  void theEngineMayRunItsStatements() {
    assertThat(EngineStatements.refused(db, Set.of(EngineJob.TUNINGS, EngineJob.BATCHES)))
        .isEmpty();
  }
}
