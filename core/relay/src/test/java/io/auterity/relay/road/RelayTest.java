package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Mark;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.health.Phase;
import io.auterity.relay.health.Vitals;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.plan.Ranked;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.ModelQuery;
import io.auterity.spi.ai.TextToClassify;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayTest {

  private static final Record TEXT =
      new TextToClassify("They took my house", Map.of("a", "A", "b", "B"));

  private static final Classification ANSWER = new Classification("debt", "gpt", Map.of());
  private static final Failure DOWN = Failure.of(FailureCode.UNAVAILABLE, "503 from vendor");
  private static final TextToClassify QUESTION = new TextToClassify("x", Map.of("a", "A"));

  private final TestRoad road = new TestRoad();

  @AfterEach
  void everyLeaseIsClosedAndEveryAlarmCancelled() {
    assertThat(road.providers.openLeases()).isZero();
    assertThat(road.alarms.pending()).isZero();
  }

  @Test
  void answersAndExplains() {
    road.providers.add(ai("gpt", "recorded"));
    road.route("triage", "{'when': {'labels': {'route': 'triage'}}, 'priority': 20}");
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.meter("input_tokens", 214);
          return ANSWER;
        });

    Outcome outcome = road.classify();

    Decision decision = road.decision();
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class,
            ok -> {
              assertThat(ok.value()).isEqualTo(ANSWER);
              assertThat(ok.provider()).isEqualTo("gpt");
              assertThat(ok.decision()).isEqualTo(decision.id());
              assertThat(ok.usage().quantities()).containsEntry("input_tokens", 214L);
            });
    assertThat(decision.stages()).extracting(Mark::stage).containsExactly(Stage.values());
    assertThat(decision.marks()).containsExactly("recorded");
    assertThat(there(there(decision.planning()).route()).matched())
        .isEqualTo("Matched route = triage.");
    assertThat(decision.usage().unpriced()).containsExactly("input_tokens");
    assertThat(decision.input().json()).contains("They took my house");
    assertThat(there(decision.output()).json()).contains("debt");
    assertThat(decision.step()).isEqualTo("triage[3].classify");
  }

  @Test
  void anInputThatNamesAProviderGoesThere() {
    Page<Model> models = new Page<>(List.of(new Model("gpt-4o", null, null)), null);
    for (String id : List.of("one", "two")) {
      road.providers.add(Fleet.withSupport(ai(id), false, "model.list"));
      road.providers.does(id, answers(models));
    }

    Outcome outcome = road.invoke("ai.model.list", new ModelQuery(null, null, "two"));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Succeeded.class, ok -> assertThat(ok.provider()).isEqualTo("two"));
    assertThat(refusal(road.invoke("ai.model.list", new ModelQuery(null, null))).code())
        .isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
  }

  @Test
  void forgetsAProviderThatIsRemoved() {
    road.providers.add(ai("gone"));
    road.providers.does("gone", answers(ANSWER));
    road.classify();
    Vitals before = road.vitals.of(road.tenant, "gone");

    road.providers.remove("gone");
    road.classify();

    assertThat(road.vitals.of(road.tenant, "gone")).isNotSameAs(before);
  }

  @Test
  void failsOverAndHoldsForEachAttempt() {
    road.providers.add(priced("gemini"));
    road.providers.add(priced("gpt"));
    road.route("triage", "{'use': ['gemini', 'gpt']}");
    road.budget("daily", "{'cap': '5.00', 'currency': 'USD', 'period': 'day'}");
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.does("gemini", fails(DOWN.withFields(Map.of("injected", "true"))));
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.meter("input_tokens", 214);
          return ANSWER;
        });

    road.classify();

    Decision decision = road.decision();
    assertThat(decision.failover()).isTrue();
    assertThat(decision.injected()).isTrue();
    assertThat(decision.provider()).isEqualTo("gpt");
    assertThat(decision.attempts())
        .extracting(Decision.Tried::provider)
        .containsExactly("gemini", "gpt");
    assertThat(decision.holds())
        .filteredOn(hold -> hold.part().kind().equals("budget"))
        .extracting(hold -> hold.part().settled())
        .containsExactly(0L, 34_240L);
    assertThat(decision.holds())
        .filteredOn(hold -> hold.part().kind().equals("quota"))
        .extracting(hold -> hold.part().settled())
        .containsExactly(0L, 1L);
    assertThat(mark(decision, Stage.RESERVE).verdict()).isEqualTo("held twice");
    assertThat(mark(decision, Stage.ATTEMPT).passed()).isEqualTo(Mark.Passed.FAILOVER);
    assertThat(mark(decision, Stage.SETTLE).verdict()).isEqualTo("0.00003424 USD");
  }

  @Test
  void refusesForTheMomentWhileGrantsCannotBeRead() {
    road.providers.add(ai("gpt"));
    road.authorizer =
        (scope, principal, capability) -> {
          throw new CallFailedException(FailureCode.UNAVAILABLE, "away");
        };

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.applied()).isEqualTo(Applied.NO);
  }

  @Test
  void deniesByDefaultAndWhenItCannotDecide() {
    road.providers.add(ai("gpt"));
    road.authorizer = (scope, principal, capability) -> Verdict.deny("none", "No grant.");
    assertThat(refusal(road.classify()).code()).isEqualTo(FailureCode.FORBIDDEN);

    road.authorizer =
        (scope, principal, capability) -> {
          throw new IllegalStateException("broken");
        };

    assertThat(refusal(road.classify()).code()).isEqualTo(FailureCode.FORBIDDEN);
    Decision decision = road.decision();
    assertThat(decision.ending()).isEqualTo(Decision.Ending.REFUSED);
    assertThat(decision.stages())
        .extracting(Mark::passed)
        .containsExactly(
            Mark.Passed.DONE,
            Mark.Passed.DONE,
            Mark.Passed.STOPPED,
            Mark.Passed.SKIPPED,
            Mark.Passed.SKIPPED,
            Mark.Passed.SKIPPED,
            Mark.Passed.SKIPPED,
            Mark.Passed.SKIPPED,
            Mark.Passed.SKIPPED,
            Mark.Passed.SKIPPED,
            Mark.Passed.SKIPPED,
            Mark.Passed.DONE);
  }

  @Test
  void refusesWhatDoesNotExistAndWhatDoesNotFit() {
    assertThat(refusal(road.invokeJson("ai.text.clasify", "{}")).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(refusal(road.invokeJson("ai.text.classify", "{'txt': 1}")).code())
        .isEqualTo(FailureCode.INVALID);
  }

  @Test
  void saysWhyNobodyCanAnswer() {
    road.providers.add(Fleet.withSupport(ai("embedder"), false, "embedding.create"));

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.NO_VIABLE_PROVIDER);
    assertThat(failure.message()).contains("embedder: has no text.classify");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void handsOnTheLimitOfTheOnlyVendor() {
    road.providers.add(ai("gpt"));
    Failure limit =
        Failure.of(FailureCode.RATE_LIMITED, "slow down").withRetryAfter(Duration.ofSeconds(30));
    road.providers.does("gpt", fails(limit));
    road.classify();

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMITED);
    assertThat(failure.message()).contains("gpt: it asked to be left alone for a while");
    assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @Test
  void repeatsAtTheOnlyProviderAfterAPause() {
    road.providers.add(ai("gpt"));
    road.providers.does("gpt", fails(DOWN), answers(ANSWER));
    long before = road.time.nanos();

    assertThat(road.classify()).isInstanceOf(Outcome.Succeeded.class);

    assertThat(road.time.nanos() - before).isEqualTo(Duration.ofMillis(75).toNanos());
    assertThat(road.decision().attempts())
        .extracting(Decision.Tried::repeat)
        .containsExactly(false, true);
    assertThat(road.decision().failover()).isFalse();
  }

  @Test
  void goesElsewhereWhenABreakerHasOpened() {
    road.providers.add(ai("a"));
    road.providers.add(ai("b"));
    road.route("r", "{'use': ['a', 'b']}");
    for (int i = 0; i < 3; i++) {
      road.providers.does("a", fails(DOWN));
    }
    for (int i = 0; i < 4; i++) {
      road.providers.does("b", answers(ANSWER));
    }

    for (int i = 0; i < 4; i++) {
      road.classify();
    }

    assertThat(road.providers.called).containsExactly("a", "b", "a", "b", "a", "b", "b");
    assertThat(road.vitals.of(road.tenant, "a").health(8).breaker()).isEqualTo(Phase.OPEN);
    assertThat(there(road.decision().planning()).ranked())
        .extracting(Ranked::standing)
        .extracting(Object::toString)
        .containsExactly("PLANNED", "BREAKER_OPEN");
  }

  @Test
  void handsItsTraceToTheConnectorAndKeepsItsId() {
    TraceContext trace =
        new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "01");
    List<String> seen = new ArrayList<>();
    road.providers.add(ai("gpt"));
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.traceparent().ifPresent(seen::add);
          return ANSWER;
        });

    road.invoke("ai.text.classify", TEXT, trace);

    assertThat(seen).containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assertThat(road.decision().trace()).isEqualTo(trace.traceId());
  }

  @Test
  void keepsTheKeyAndWhatEachAttemptUsed() {
    road.providers.add(priced("gpt"));
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          attempt.meter("input_tokens", 214);
          return ANSWER;
        });

    road.invoke("ai.text.classify", TEXT, "order-7");

    Decision decision = road.decision();
    assertThat(decision.idempotencyKey()).isEqualTo("order-7");
    assertThat(decision.trace()).isNull();
    assertThat(decision.attempts().getFirst().used()).containsEntry("input_tokens", 214L);
    assertThat(decision.attempts().getFirst().cost()).isEqualTo(34_240);
  }

  @Test
  void aRefusalForMoneySaysSo() {
    road.providers.add(priced("gpt"));
    road.budget("daily", "{'cap': '0.000001', 'currency': 'USD', 'period': 'day'}");

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.BUDGET_EXHAUSTED);
    assertThat(failure.fields()).containsEntry("scope", "tenant").containsEntry("cap", "0.000001");
    assertThat(there(road.decision().planning()).withheld()).hasSize(1);
  }

  @Test
  void anExceptionOfAConnectorIsAFailureWithoutItsText() {
    road.providers.add(ai("gpt"));
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          throw new IllegalStateException("secret");
        });

    Failure failure = ((Outcome.Failed) road.classify()).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.message()).doesNotContain("secret");
  }

  @Test
  void anErrorInAStageEndsTheCallWithADecisionAndGivesBackWhatWasTaken() {
    road.providers.add(ai("gpt"));
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.providers.broken = new IllegalStateException("secret");

    Failure failure = refusal(road.classify());

    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.message()).doesNotContain("secret");
    assertThat(road.decision().failure()).isEqualTo(failure);
    assertThat(road.vitals.of(road.tenant, "gpt").snapshot(8).inFlight()).isZero();
    assertThat(road.ledger.standing(road.tenant).getFirst().held()).isZero();
  }

  @Test
  void anInputOfTheWrongTypeLeavesADecisionWithoutIt() {
    Failure failure = refusal(road.invoke("ai.text.classify", new ModelQuery(null, null)));

    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(road.decision().failure()).isEqualTo(failure);
    assertThat(road.decision().input().json()).isNull();
  }

  @Test
  void theDeadlineEndsAnAttemptThatHangs() throws Exception {
    road.providers.add(ai("gpt"));
    CountDownLatch hanging = new CountDownLatch(1);
    road.providers.does("gpt", (input, attempt) -> hang(hanging));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome = threads.submit(road::classify);
      hanging.await();
      road.alarms.ring();

      assertThat(((Outcome.Failed) outcome.get()).failure().code()).isEqualTo(FailureCode.TIMEOUT);
    }
    assertThat(road.vitals.of(road.tenant, "gpt").snapshot(8).inFlight()).isZero();
  }

  @Test
  void aCallerWhoGoesEndsTheAttempt() throws Exception {
    road.providers.add(ai("gpt"));
    CountDownLatch hanging = new CountDownLatch(1);
    road.providers.does("gpt", (input, attempt) -> hang(hanging));
    Exchange exchange = road.open("ai.text.classify", QUESTION);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> outcome = threads.submit(exchange::outcome);
      hanging.await();
      exchange.cancel();

      assertThat(((Outcome.Failed) outcome.get()).failure().code())
          .isEqualTo(FailureCode.CANCELLED);
    }
    assertThat(road.vitals.of(road.tenant, "gpt").snapshot(8).failed()).isZero();
  }

  @Test
  void aCallThatIsClosedBeforeItIsPulledCallsNobody() {
    road.providers.add(ai("gpt"));

    Exchange exchange = road.open("ai.text.classify", QUESTION);
    exchange.close();

    assertThat(road.providers.called).isEmpty();
    assertThat(there(road.decision().failure()).code()).isEqualTo(FailureCode.CANCELLED);
  }

  @Test
  void waitsForASlotWhenThatIsAllThatIsMissing() throws Exception {
    road.providers.add(Fleet.withSlots(ai("gpt"), 1));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    road.providers.does(
        "gpt",
        (input, attempt) -> {
          inside.countDown();
          await(release);
          return ANSWER;
        },
        answers(ANSWER));

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Outcome> first = threads.submit(road::classify);
      inside.await();
      Future<Outcome> second = threads.submit(road::classify);
      release.countDown();

      assertThat(first.get()).isInstanceOf(Outcome.Succeeded.class);
      assertThat(second.get()).isInstanceOf(Outcome.Succeeded.class);
    }
  }

  @Test
  void doesNotWaitOnForAProviderWhoseBreakerOpensMeanwhile() throws Exception {
    road.providers.add(Fleet.withSlots(ai("gpt"), 1));
    road.route("r", "{'retry': {'attempts': 0}}");
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    road.providers.does(
        "gpt",
        fails(DOWN),
        fails(DOWN),
        (input, attempt) -> {
          inside.countDown();
          await(release);
          throw new CallFailedException(DOWN);
        });
    road.classify();
    road.classify();
    FutureTask<Outcome> second = new FutureTask<>(road::classify);

    Thread first = Thread.startVirtualThread(road::classify);
    inside.await();
    Thread waiting = Thread.ofPlatform().start(second);
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    release.countDown();

    assertThat(refusal(second.get()).message()).contains("its breaker is open");
    first.join();
  }

  @Test
  void takesNoNewCallWhenDecisionsCannotBeWritten() {
    TestRoad full = new TestRoad(1);
    full.providers.add(ai("gpt"));
    full.providers.does("gpt", answers(ANSWER), answers(ANSWER));
    full.classify();
    assertThat(full.classify()).isInstanceOf(Outcome.Succeeded.class);

    full.time.advance(Duration.ofSeconds(1));

    assertThat(refusal(full.classify()).code()).isEqualTo(FailureCode.UNAVAILABLE);
    full.log.flush();
    full.providers.does("gpt", answers(ANSWER));
    assertThat(full.classify()).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void keepsNothingOfWhatMayBePersonal() {
    road.invokeJson("text.pii.mask", "{'text': 'Ann Smith'}");

    assertThat(road.decision().input().json()).isNull();
    assertThat(road.decision().input().note()).contains("personal");
  }

  private static ProviderInfo priced(String id) {
    return Fleet.withPrices(ai(id), Map.of("input_tokens", Fleet.perMillion(160_000_000)));
  }

  private static Record hang(CountDownLatch hanging) {
    hanging.countDown();
    await(new CountDownLatch(1));
    return ANSWER;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new CallFailedException(
          Failure.of(FailureCode.CANCELLED, "interrupted").withApplied(Applied.NO));
    }
  }

  private static Mark mark(Decision decision, Stage stage) {
    return decision.stages().stream().filter(one -> one.stage() == stage).findFirst().orElseThrow();
  }

  private static <T> T there(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static Failure refusal(Outcome outcome) {
    return ((Outcome.Refused) outcome).failure();
  }
}
