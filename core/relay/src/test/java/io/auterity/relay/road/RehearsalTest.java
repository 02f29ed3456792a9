package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditedAct;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.rehearsal.OutageRehearsal;
import io.auterity.relay.rehearsal.RehearsalCount;
import io.auterity.relay.rehearsal.RehearsalResult;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.TextToClassify;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that is taken away on purpose, from some calls. */
class RehearsalTest extends RoadFixture {

  private static final int CALLS = 10;
  private static final UUID RUN = new UUID(0, 8);
  private static final AuditedAct ACT = AuditedAct.ofPlatform("control:provider.rehearse");

  @BeforeEach
  void twoProviders() {
    for (String id : List.of("gemini", "gpt")) {
      road.providers.add(ai(id));
      for (int i = 0; i < CALLS; i++) {
        road.providers.does(id, answers(ANSWER));
      }
    }
    road.route("triage", "{'use': ['gemini', 'gpt']}");
  }

  @Test
  void labelledCallsBendAndOthersGoAsTheyAlwaysWent() {
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, null);

    assertThat(answeredBy(labelled(rehearsal))).isEqualTo("gpt");
    Decision bent = road.decision();
    assertThat(bent.injected()).isTrue();
    assertThat(there(bent.attempts().getFirst().failure()).message()).contains(rehearsal.wireId());
    assertThat(answeredBy(road.classify())).isEqualTo("gemini");
    assertThat(road.decision().attempts()).hasSize(1);
  }

  @Test
  void theCallsOfARunBendAndSayOfWhichRehearsalTheyAre() {
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, RUN);

    assertThat(answeredBy(road.classifyIn(RUN, "classify"))).isEqualTo("gpt");
    assertThat(road.decision().rehearsal()).isEqualTo(rehearsal.wireId());
    assertThat(answeredBy(road.classifyIn(new UUID(0, 4), "classify"))).isEqualTo("gemini");
    assertThat(road.decision().rehearsal()).isNull();
  }

  @Test
  void aBreakerOfItsOwnOpensAndTheProvidersHearsNothing() {
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, null);
    for (int i = 0; i < CALLS; i++) {
      labelled(rehearsal);
      road.time.advance(Duration.ofMillis(100));
    }

    assertThat(road.decision().attempts()).hasSize(1);
    assertThat(road.decision().result().provider()).isEqualTo("gpt");
    assertThat(road.vitals.of(road.tenant, "gemini").health(8).breaker()).isEqualTo(Phase.CLOSED);
    assertThat(road.vitals.of(road.tenant, "gemini").health(8).lastError()).isNull();
    RehearsalResult result = counted(rehearsal);
    assertThat(result.asked()).isEqualTo(CALLS);
    assertThat(result.answered()).isEqualTo(CALLS);
    assertThat(result.tried()).isPositive();
    assertThat(result.notTried()).isEqualTo(CALLS - result.tried());
    assertThat(result.bends())
        .singleElement()
        .satisfies(
            bend -> {
              assertThat(bend.route()).isEqualTo("triage");
              assertThat(bend.offer()).isEqualTo("gpt");
              assertThat(bend.calls()).isEqualTo(CALLS);
            });
  }

  @Test
  void itEndsByItself() {
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, null);
    assertThat(answeredBy(labelled(rehearsal))).isEqualTo("gpt");

    road.time.advance(Duration.ofSeconds(60));

    assertThat(answeredBy(labelled(rehearsal))).isEqualTo("gemini");
  }

  @Test
  void itEndsWhenAPersonEndsIt() {
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, null);
    road.time.advance(Duration.ofSeconds(2));

    OutageRehearsal ended = road.rehearsals.end(road.tenant, ACT, rehearsal.id());

    assertThat(ended.endedBy(road.time.now())).isEqualTo(OutageRehearsal.End.ASKED);
    assertThat(answeredBy(labelled(rehearsal))).isEqualTo("gemini");
  }

  @Test
  void anotherBreakerThatOpensEndsIt() {
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, null);
    road.providers.clear();
    road.providers.does("gpt", fails(DOWN), answers(ANSWER));
    labelled(rehearsal);
    assertThat(ending(rehearsal)).isNull();
    for (int i = 0; i < CALLS; i++) {
      road.providers.does("gpt", fails(DOWN));
    }
    road.providers.does("gemini", answers(ANSWER));

    for (int i = 0; i < CALLS && ending(rehearsal) == null; i++) {
      labelled(rehearsal);
    }

    assertThat(ending(rehearsal)).isEqualTo(OutageRehearsal.End.OUTAGE);
    assertThat(answeredBy(labelled(rehearsal))).isEqualTo("gemini");
  }

  private OutageRehearsal.@Nullable End ending(OutageRehearsal rehearsal) {
    return road.rehearsed
        .find(road.tenant, rehearsal.id())
        .map(known -> known.endedBy(road.time.now()))
        .orElse(null);
  }

  @Test
  void callsThatWouldNotHaveGoneThereAreNotBent() {
    road.route(
        "other", "{'when': {'labels': {'to': 'gpt'}}, 'priority': 9, 'use': ['gpt', 'gemini']}");
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, null);
    for (int i = 0; i < 5; i++) {
      labelled(rehearsal);
    }
    RehearsalResult before = counted(rehearsal);

    assertThat(answeredBy(labelled(rehearsal, Map.of("to", "gpt")))).isEqualTo("gpt");

    RehearsalResult after = counted(rehearsal);
    assertThat(after.asked()).isEqualTo(before.asked() + 1);
    assertThat(after.bent()).isEqualTo(before.bent());
    assertThat(after.notTried()).isEqualTo(before.notTried()).isPositive();
  }

  @Test
  void aCallThatNobodyElseMayAnswerFailsAndSaysSo() {
    road.route("triage", "{'use': ['gemini']}");
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, null);

    labelled(rehearsal);

    RehearsalResult result = counted(rehearsal);
    assertThat(result.answered()).isZero();
    assertThat(result.failures())
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(FailureCode.UNAVAILABLE.wire());
              assertThat(failed.calls()).isEqualTo(1);
            });
    assertThat(result.inDoubt()).isZero();
  }

  @Test
  void aSilentProviderAnswersAgainOnceItIsOver() throws Exception {
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.SILENT, null);
    CompletableFuture<Outcome> waiting =
        CompletableFuture.supplyAsync(
            () -> labelled(rehearsal), task -> Thread.ofVirtual().start(task));
    while (road.providers.openLeases() == 0) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(waiting).isNotDone();

    road.rehearsals.end(road.tenant, ACT, rehearsal.id());

    assertThat(answeredBy(waiting.get())).isEqualTo("gpt");
    assertThat(there(road.decision().attempts().getFirst().failure()).code())
        .isEqualTo(FailureCode.TIMEOUT);
    assertThat(road.decision().injected()).isTrue();
  }

  @Test
  void leavesNoAnswersInTheCacheAndTakesNone() {
    road.route("triage", "{'use': ['gemini', 'gpt'], 'cache': {'exact': '5m'}}");
    road.classify();
    OutageRehearsal rehearsal = begin(OutageRehearsal.Fault.UNAVAILABLE, null);

    assertThat(answeredBy(labelled(rehearsal))).isEqualTo("gpt");
    assertThat(road.decision().stages())
        .filteredOn(mark -> mark.stage() == Stage.CACHE)
        .singleElement()
        .satisfies(mark -> assertThat(mark.verdict()).isEqualTo("rehearsed"));
  }

  @Test
  void callsBeforeAndAfterShowWhatIsUsual() {
    OutageRehearsal rehearsal = rehearsal(OutageRehearsal.Fault.UNAVAILABLE, null);
    labelled(rehearsal);
    road.time.advance(Duration.ofSeconds(1));
    OutageRehearsal begun = begin(rehearsal);
    labelled(begun);
    road.time.advance(Duration.ofSeconds(60));
    labelled(begun);

    RehearsalResult result = counted(begun);

    assertThat(result.asked()).isEqualTo(1);
    assertThat(result.usual()).isNotNull();
    assertThat(result.timeline()).hasSize(3);
    assertThat(result.timeline().getFirst().there()).isEqualTo(1);
    assertThat(result.timeline().get(1).elsewhere()).isEqualTo(1);
    assertThat(result.timeline().getLast().there()).isEqualTo(1);
  }

  private RehearsalResult counted(OutageRehearsal rehearsal) {
    road.log.flush();
    RehearsalCount count = new RehearsalCount(rehearsal);
    road.ink.decisions().forEach(count::add);
    return count.result(false);
  }

  private OutageRehearsal begin(OutageRehearsal.Fault fault, @Nullable UUID run) {
    return begin(rehearsal(fault, run));
  }

  private OutageRehearsal begin(OutageRehearsal known) {
    OutageRehearsal now =
        new OutageRehearsal(
            known.id(),
            known.tenant(),
            known.provider(),
            known.fault(),
            known.run(),
            known.by(),
            road.time.now(),
            road.time.now().plusSeconds(60),
            null,
            null);
    road.rehearsals.begin(road.tenant, ACT, now);
    return now;
  }

  private OutageRehearsal rehearsal(OutageRehearsal.Fault fault, @Nullable UUID run) {
    return new OutageRehearsal(
        road.ids.next(),
        road.tenant.tenant(),
        "gemini",
        fault,
        run,
        "ann",
        road.time.now(),
        road.time.now().plusSeconds(60),
        null,
        null);
  }

  private Outcome labelled(OutageRehearsal rehearsal) {
    return labelled(rehearsal, Map.of());
  }

  private Outcome labelled(OutageRehearsal rehearsal, Map<String, String> more) {
    TextToClassify input = new TextToClassify("They took my house", Map.of("a", "A", "b", "B"));
    Invocation call = road.call("ai.text.classify", Payload.of(input), null);
    return road.invoke(call.withLabels(more).withLabels(Map.of("rehearsal", rehearsal.wireId())));
  }

  private static String answeredBy(Outcome outcome) {
    return ((Outcome.Succeeded) outcome).provider();
  }
}
