package io.auterity.server.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.control.guardrail.FindingRecord;
import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.decision.StageMark.Passed;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Demand;
import io.auterity.server.guardrails.GuardrailFindings.FoundOnDay;
import io.auterity.server.guardrails.GuardrailFindings.RuleFindings;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FindingTallyTest {

  private static final UUID ID = new UUID(0, 1);

  @Test
  void aCallIsLookedAtWhereItsRequestOrItsAnswerIs() {
    FindingTally tally = new FindingTally();
    tally.add(call(mark(Stage.POLICY_PRE, Passed.SKIPPED, ""), found(Stage.POLICY_POST)));
    tally.add(call(found(Stage.POLICY_PRE), mark(Stage.POLICY_POST, Passed.DONE, "")));
    tally.add(
        call(
            mark(Stage.POLICY_PRE, Passed.SKIPPED, ""),
            mark(Stage.POLICY_POST, Passed.SKIPPED, "")));

    GuardrailFindings sum = tally.sum(Instant.EPOCH, Instant.EPOCH, true);

    assertThat(sum.calls()).isEqualTo(3);
    assertThat(sum.looked()).isEqualTo(2);
    assertThat(sum.found()).isEqualTo(2);
    assertThat(sum.p99Micros()).as("of the one request").isEqualTo(5.0);
  }

  @Test
  void aGuardrailThatCouldNotLookRefusedAndFoundNothing() {
    FindingTally tally = new FindingTally();
    tally.add(refused(Map.of(CallGuard.FIELD, "judge", FindingRecord.UNABLE, "unavailable")));
    tally.add(refused(Map.of(CallGuard.FIELD, "keys")));

    GuardrailFindings sum = tally.sum(Instant.EPOCH, Instant.EPOCH, true);

    assertThat(sum.refused()).isEqualTo(2);
    assertThat(sum.found()).isEqualTo(1);
    assertThat(sum.rules())
        .containsExactly(
            new RuleFindings("judge", 0, 0, 1, List.of(new FoundOnDay("1970-01-01", 0))),
            new RuleFindings("keys", 1, 1, 1, List.of(new FoundOnDay("1970-01-01", 1))));
  }

  private static Decision refused(Map<String, String> fields) {
    Failure failure = Failure.of(FailureCode.CONTENT_REFUSED, "refused").withFields(fields);
    return call(
        new Decision.Result(Decision.Ending.FAILED, failure, null, null, List.of()),
        mark(Stage.POLICY_PRE, Passed.STOPPED, ""));
  }

  private static StageMark found(Stage stage) {
    return mark(stage, Passed.DONE, "mails: 1 email masked.");
  }

  private static StageMark mark(Stage stage, Passed passed, String reason) {
    return new StageMark(stage, 5_000, passed, "allow", reason);
  }

  private static Decision call(StageMark... stages) {
    return call(
        new Decision.Result(Decision.Ending.SUCCEEDED, null, null, null, List.of()), stages);
  }

  private static Decision call(Decision.Result result, StageMark... stages) {
    CallFacts facts =
        CallFacts.builder("ai.chat.create", "ai", "chat.create", Effect.NONE, DataClass.CUSTOMER)
            .model("fast")
            .principal("me", Principal.Type.SERVICE)
            .door(Invocation.Door.GATEWAY)
            .demand(new Demand(1, 1, true, true, List.of(), null))
            .build();
    return new Decision(
        Decision.FORMAT,
        ID,
        new Decision.Call(
            ID,
            new Principal(ID, "me", Principal.Type.SERVICE),
            "gateway",
            null,
            facts.capability(),
            Map.of(),
            null,
            null,
            facts,
            null),
        new Decision.Timing(Instant.EPOCH, 1, 30_000),
        result,
        null,
        List.of(),
        new Decision.Costs(
            List.of(), new Decision.Used(Map.of(), 0, "USD", List.of(), List.of(), false)),
        List.of(stages),
        AttemptHistory.NONE,
        null);
  }
}
