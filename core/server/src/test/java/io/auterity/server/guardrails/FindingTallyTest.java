package io.auterity.server.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.decision.StageMark.Passed;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Demand;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
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

  private static StageMark found(Stage stage) {
    return mark(stage, Passed.DONE, "mails: 1 email masked.");
  }

  private static StageMark mark(Stage stage, Passed passed, String reason) {
    return new StageMark(stage, 5_000, passed, "allow", reason);
  }

  private static Decision call(StageMark... stages) {
    CallFacts facts =
        new CallFacts(
            "ai.chat.create",
            "ai",
            "chat.create",
            Effect.NONE,
            false,
            DataClass.CUSTOMER,
            "fast",
            Map.of(),
            "me",
            Principal.Type.SERVICE,
            Invocation.Door.GATEWAY,
            null,
            new Demand(1, 1, true, true, List.of(), null));
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
            facts),
        new Decision.Timing(Instant.EPOCH, 1, 30_000),
        new Decision.Result(Decision.Ending.SUCCEEDED, null, null, null, List.of()),
        null,
        List.of(),
        new Decision.Costs(
            List.of(), new Decision.Used(Map.of(), 0, "USD", List.of(), List.of(), false)),
        List.of(stages));
  }
}
