package io.auterity.relay.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.relay.health.Breaker.Phase;
import io.auterity.relay.health.Snapshot;
import io.auterity.relay.ledger.Hold;
import io.auterity.relay.ledger.Limit.Period;
import io.auterity.relay.plan.Ranked;
import io.auterity.relay.plan.Ranked.Eligibility;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Capture;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecisionFormatTest {

  @Test
  void theKeptSampleOfFormatOneLoads() {
    Decision decision = SampleDecision.read();

    assertThat(decision.format()).isEqualTo(1);
    assertThat(decision.failover()).isTrue();
    assertThat(decision.injected()).isTrue();
    assertThat(decision.attempts()).hasSize(2);
    assertThat(decision.costs().holds()).hasSize(4);
    assertThat(decision.stages()).extracting(StageMark::stage).containsExactly(Stage.values());
    assertThat(Objects.requireNonNull(decision.planning()).ranked()).hasSize(2);
    assertThat(decision.costs().used().cost()).isEqualTo(34_240);
    assertThat(decision.attempts().getFirst().used()).isEmpty();
    assertThat(decision.call().trace()).isNull();
  }

  @Test
  void eachPlaceOfAnArrayKeepsItsMeaning() {
    Decision decision = SampleDecision.read();
    Decision.Planning planning = Objects.requireNonNull(decision.planning());

    assertThat(decision.timing())
        .isEqualTo(new Decision.Timing(Instant.parse("2026-11-20T06:58:02Z"), 35_200_000, 30_000));
    assertThat(decision.costs().holds().get(2))
        .isEqualTo(
            new Decision.AttemptHold(
                2,
                "gpt",
                new Hold.Closed(
                    "budget",
                    "daily",
                    "USD",
                    56_000,
                    34_240,
                    21_760,
                    7,
                    4_999_965_760L,
                    5_000_000_000L,
                    Period.DAY,
                    null)));
    assertThat(decision.attempts().getLast())
        .isEqualTo(
            new Decision.Tried(
                2,
                "gpt",
                List.of("recorded"),
                200_000,
                35_000_000,
                null,
                false,
                true,
                Map.of("calls", 1L, "input_tokens", 214L),
                34_240,
                "gpt",
                false,
                null));
    assertThat(decision.costs().used())
        .isEqualTo(
            new Decision.Used(
                Map.of("calls", 1L, "input_tokens", 214L),
                34_240,
                "USD",
                List.of("2026-11-01"),
                List.of(),
                false));
    assertThat(decision.stages().get(6))
        .isEqualTo(
            new StageMark(
                Stage.ROUTE,
                0.0,
                StageMark.Passed.DONE,
                "triage v1",
                "Matched route = triage. Priority 20; the highest score goes first."));
    assertThat(planning.route())
        .isEqualTo(
            new Decision.Routed(
                "triage", 1, "Matched route = triage.", "priority", 20, Capture.MASKED));
    assertThat(planning.ranked().getLast())
        .isEqualTo(new Ranked("gpt", 0.75, true, Eligibility.PLANNED, false));
    assertThat(planning.sight().seen().get("gpt"))
        .isEqualTo(new Snapshot(1, 8, 2_500_000, Phase.CLOSED, 100, true, 3, 20, 4, 5));
    assertThat(decision.call().facts())
        .isEqualTo(
            new CallFacts(
                "ai.text.classify",
                "ai",
                "text.classify",
                Effect.NONE,
                false,
                DataClass.CUSTOMER,
                "gpt-mini",
                Map.of("route", "triage"),
                "demo-op",
                Principal.Type.SERVICE,
                Invocation.Door.WORKFLOW,
                "gpt",
                null));
  }

  @Test
  void theKeptSampleLoadsAsItWasStored() {
    assertThat(DecisionFormat.read(SampleDecision.resource("decision-1.lz4")))
        .isEqualTo(SampleDecision.read());
  }

  @Test
  void writesWhatItReads() {
    Decision decision = SampleDecision.read();

    assertThat(DecisionFormat.read(DecisionFormat.write(decision))).isEqualTo(decision);
  }
}
