package io.auterity.workflow.decider;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Steps that wait for messages. */
class AwaitTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant HOUR = NOW.plus(Duration.ofHours(1));

  private final List<RunEvent> journal = new ArrayList<>();
  private final List<EngineCommand> obeyed = new ArrayList<>();
  private RunState state = new RunState(Compiled.workflow("steps: [{id: a, wait: 1s}]"), Map.of());

  private void begin(String yaml) {
    state = fresh(yaml);
    carryOut(Decider.begin(state));
  }

  private static RunState fresh(String yaml) {
    Map<String, Json> around = Map.of("input", Json.EMPTY, "run", Json.EMPTY, "tenant", Json.EMPTY);
    return new RunState(Compiled.workflow(yaml), around);
  }

  private void carryOut(List<EngineCommand> commands) {
    Deque<EngineCommand> queue = new ArrayDeque<>(commands);
    for (EngineCommand next = queue.poll(); next != null; next = queue.poll()) {
      RunEvent inside =
          switch (next) {
            case EngineCommand.Start(StepKey step)
                when StepPreparation.prepare(state, step, NOW)
                    instanceof PreparedStep.Happened(RunEvent event) ->
                event;
            case EngineCommand.Announce(RunEvent.OfStep event) -> event;
            default -> null;
          };
      if (inside == null) {
        obeyed.add(next);
      } else {
        journal.add(inside);
        queue.addAll(Decider.apply(state, inside));
      }
    }
  }

  private void happens(RunEvent event) {
    assertThat(state.admits(event)).isTrue();
    journal.add(event);
    carryOut(Decider.apply(state, event));
  }

  private StepKey step(String key) {
    return StepKey.read(state.workflow(), key, 0);
  }

  private void succeedsWith(Json output) {
    assertThat(state.ending()).contains(new EngineCommand.Ending.Succeeded(output));
  }

  @Test
  void itWaitsUntilItsMessageComesWhoseContentIsItsValue() {
    begin("steps: [{id: go, await: {signal: go}}, {id: t, transform: \"${go.by}\"}]");

    assertThat(state.waiting()).isTrue();
    assertThat(state.nextDue()).isEmpty();
    assertThat(state.awaited()).isEqualTo(Map.of("go", List.of(step("go"))));

    happens(new RunEvent.Completed(step("go"), Json.EMPTY.with("by", Json.of("ann"))));

    succeedsWith(Json.of("ann"));
    assertThat(state.awaited()).isEmpty();
  }

  @Test
  void itFailsWhenItsTimeIsUp() {
    begin("steps: [{id: go, await: {signal: go}, timeout: 1h}]");

    assertThat(state.nextDue()).contains(HOUR);
    assertThat(obeyed).contains(new EngineCommand.Arm(step("go"), HOUR));

    RunEvent late = StepPreparation.due(state, step("go"), HOUR);

    assertThat(late)
        .isEqualTo(
            new RunEvent.Failed(
                step("go"),
                Failure.of(FailureCode.TIMEOUT, "the signal 'go' did not come in time")
                    .withRetryable(false)));
    happens(Objects.requireNonNull(late));
    assertThat(state.ending()).get().isInstanceOf(EngineCommand.Ending.Failed.class);
  }

  @Test
  void itYieldsNullWhenItsTimeIsUpWhereItSaysSo() {
    begin("steps: [{id: go, await: {signal: go}, timeout: 1h, onTimeout: \"null\"}]");

    RunEvent late = StepPreparation.due(state, step("go"), HOUR);

    assertThat(late).isEqualTo(new RunEvent.Completed(step("go"), Json.NULL));
  }

  // As Kestra's #18507 has it, where a timer that was left over resumed what had gone on.
  @Test
  void aTimeThatIsNoLongerItsOwnMeansNothing() {
    begin("steps: [{id: go, await: {signal: go}, timeout: 1h}]");
    happens(new RunEvent.Asked(step("go"), HOUR.plusSeconds(1), Json.NULL));

    assertThat(StepPreparation.due(state, step("go"), HOUR)).isNull();

    happens(new RunEvent.Completed(step("go"), Json.NULL));

    assertThat(state.admits(new RunEvent.TimerFired(step("go")))).isFalse();
  }

  @Test
  void whoAskedFirstIsTheFirstThatWaitsAlsoAfterItAskedAgain() {
    begin(
        """
        steps:
          - {id: b, await: {signal: go}}
          - {id: a, after: [], await: {signal: go}}
          - {id: c, after: [], await: {signal: stop}}
        """);
    happens(new RunEvent.Asked(step("b"), HOUR, Json.of("again")));

    assertThat(state.awaited())
        .isEqualTo(Map.of("go", List.of(step("b"), step("a")), "stop", List.of(step("c"))));
    assertThat(state.request(step("b"))).isEqualTo(Json.of("again"));
  }

  @Test
  void aRunThatIsCancelledWaitsNoLonger() {
    begin("steps: [{id: e, each: [1, 2], as: n, steps: [{id: go, await: {signal: go}}]}]");

    happens(new RunEvent.CancelRequested("ann"));

    assertThat(state.ending()).contains(new EngineCommand.Ending.Cancelled("ann"));
    assertThat(state.asking()).isEmpty();
  }

  @Test
  void aFailureBesideItGivesItUp() {
    begin(
        """
        steps:
          - {id: go, await: {signal: go}}
          - {id: bad, after: [], transform: "${1 / 0}"}
        """);

    assertThat(state.ending()).get().isInstanceOf(EngineCommand.Ending.Failed.class);
  }

  @Test
  void itWaitsOnAfterACrash() {
    String yaml = "steps: [{id: go, await: {signal: go}, timeout: 1h}]";
    begin(yaml);
    RunState folded = fresh(yaml);
    Decider.begin(folded);
    journal.forEach(event -> Decider.replay(folded, event));

    assertThat(Decider.resume(folded)).containsExactly(new EngineCommand.Arm(step("go"), HOUR));
    assertThat(folded.awaited()).isEqualTo(state.awaited());
  }
}
