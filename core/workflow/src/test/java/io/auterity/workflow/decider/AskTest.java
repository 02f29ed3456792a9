package io.auterity.workflow.decider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.approval.ApprovalRequest;
import io.auterity.workflow.approval.ApprovalRequestJson;
import io.auterity.workflow.approval.Vote;
import io.auterity.workflow.approval.Voter;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps that ask people. */
class AskTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final String TWO =
      """
      steps:
        - {id: draft, transform: {text: Dear customer}}
        - id: first
          ask: "Send ${draft.text}?"
          show: {reply: "${draft.text}"}
          form: {credit: {type: number, default: 0}}
          choices: [approve, send_back]
          of: {teams: [support], notStarter: true}
          need: 1
          due: 8h
          remind: [1h]
          escalate: [{after: 4h, to: {roles: [admin]}}]
          onDue: send_back
        - {id: second, ask: "Sure?", of: {notSame: first}}
        - {id: told, transform: "${first.choice + string(first.form.credit) + second.choice}"}
      """;

  private final RunState state;

  AskTest() {
    state = new RunState(Compiled.workflow(TWO), Map.of("input", Json.EMPTY, "run", Json.EMPTY));
    carryOut(Decider.begin(state));
  }

  private void carryOut(List<EngineCommand> commands) {
    Deque<EngineCommand> queue = new ArrayDeque<>(commands);
    for (EngineCommand next = queue.poll(); next != null; next = queue.poll()) {
      if (next instanceof EngineCommand.Start(StepKey step)
          && StepPreparation.prepare(state, step, NOW)
              instanceof PreparedStep.Happened(RunEvent event)) {
        queue.addAll(Decider.apply(state, event));
      }
    }
  }

  private StepKey step(String key) {
    return StepKey.read(state.workflow(), key, 0);
  }

  private ApprovalRequest request(String key) {
    return ApprovalRequestJson.read((Json.Obj) Objects.requireNonNull(state.request(step(key))));
  }

  private void votes(String key, String choice, String user) {
    Voter voter = new Voter(user, user, Set.of("support"), Set.of(), false);
    Vote vote = new Vote(choice, Json.EMPTY, request(key).digest(), voter, NOW.plusSeconds(9));
    RunEvent event = StepPreparation.received(state, step(key), ApprovalRequestJson.write(vote));
    assertThat(state.admits(event)).isTrue();
    carryOut(Decider.apply(state, event));
  }

  private void comes(Duration after) {
    StepKey first = step("first");
    assertThat(state.due(first)).isEqualTo(NOW.plus(after));
    RunEvent event = Objects.requireNonNull(StepPreparation.due(state, first, NOW.plus(after)));
    carryOut(Decider.apply(state, event));
  }

  @Test
  void itAsksWhatItsTemplatesSayAndItsValueIsWhatIsDecided() {
    assertThat(request("first").question()).isEqualTo("Send Dear customer?");
    assertThat(request("first").show())
        .isEqualTo(Json.EMPTY.with("reply", Json.of("Dear customer")));

    votes("first", "approve", "ann");
    votes("second", "approve", "bob");

    assertThat(state.ending()).get().isInstanceOf(EngineCommand.Ending.Succeeded.class);
  }

  @Test
  void whoDecidedTheStepBeforeMayNotDecideTheNext() {
    votes("first", "approve", "ann");

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> votes("second", "approve", "ann"))
        .withMessageContaining("has decided a step before it");
  }

  @Test
  void itsTimesComeOneAfterTheOther() {
    comes(Duration.ofHours(1));
    comes(Duration.ofHours(4));
    assertThat(request("first").approvers().roles()).containsExactly("admin");
    comes(Duration.ofHours(8));

    assertThat(state.request(step("first"))).isNull();
    assertThat(state.request(step("second"))).isNotNull();
  }
}
