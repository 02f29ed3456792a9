package io.auterity.relay.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of stages when a decision is read. */
class StageSentencesTest {

  private static final WriteInfo WRITTEN = new WriteInfo("5ec49b02", 3, 41, false);

  @Test
  void wordsFollowFromWhatTheDecisionHolds() {
    assertThat(WRITTEN.on(SampleDecision.read()).stages())
        .extracting(StageMark::stage, StageMark::verdict, StageMark::reason)
        .containsExactly(
            tuple(Stage.AUTHENTICATE, "known", "Stored with the run: service demo-op."),
            tuple(Stage.TENANT, "known", "From the run's row."),
            tuple(Stage.AUTHORIZE, "allow", "role operator may use 'ai.text.classify'"),
            tuple(Stage.CLASSIFY_DATA, "customer", "Declared by the operation."),
            tuple(Stage.POLICY_PRE, "nothing to decide", "No policy is in force."),
            tuple(Stage.CACHE, "off", "The route does not ask for it."),
            tuple(
                Stage.ROUTE,
                "triage v1",
                "Matched route = triage. Priority 20; the highest score goes first."),
            tuple(
                Stage.RESERVE,
                "held twice",
                "One hold per attempt, before it began, on money a day and calls an hour."),
            tuple(Stage.ATTEMPT, "failed over", "Allowed: the effect is none."),
            tuple(Stage.POLICY_POST, "nothing to decide", "No policy is in force."),
            tuple(
                Stage.SETTLE,
                "0.00003424 USD",
                "1 calls, 214 input tokens, list price of 2026-11-01."),
            tuple(Stage.RECORD, "written", "With 3 others, 41 ms after the reply."));
  }

  @Test
  void aCallAtADoorIsToldSo() {
    List<StageMark> told = WRITTEN.on(SampleDecision.chat()).stages();

    assertThat(told.get(0).reason()).isEqualTo("Verified at the door: service claims-service.");
    assertThat(told.get(1).reason()).isEqualTo("From the credential.");
    assertThat(told.get(7).verdict()).isEqualTo("held once");
    assertThat(told.get(7).reason())
        .endsWith("on money a month and money a day and calls an hour.");
    assertThat(told.get(10).reason())
        .isEqualTo(
            "1 calls, 275 input tokens, 150 output tokens, list price of list-2026-11 v3 of"
                + " 2026-11-01.");
  }

  @Test
  void wordsAreKeptWhereWhatTheyFollowFromIsLeftOut() {
    Decision bare = ReducedDecision.of(SampleDecision.read());
    Decision read = new WriteInfo(null, 0, 0, true).on(bare);

    assertThat(read.stages().get(6).verdict()).isEqualTo("triage v1");
    assertThat(read.stages().get(7).verdict()).isEqualTo("held twice");
    assertThat(read.stages().getLast().reason()).isEqualTo("Without its details.");
  }

  @Test
  void theTimeOfAStageIsToldInMicroseconds() {
    List<StageMark> stages = SampleDecision.read().stages();

    assertThat(stages.getFirst().micros()).isNull();
    assertThat(stages.get(2).micros()).isEqualTo(1.25);
  }
}
