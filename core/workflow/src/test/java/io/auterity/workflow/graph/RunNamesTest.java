package io.auterity.workflow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.expression.ValueType;
import io.auterity.platform.problem.Problem;
import io.auterity.workflow.step.Compiled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps: [{id: a, transform: \"${now - duration('1h')}\"}]",
        "steps: [{id: a, transform: {at: \"${now}\", day: \"on ${now.format('yyyy-MM-dd')}\"}}]",
        "steps: [{id: a, call: text.pii.mask, with: {text: \"${now}\"}}]",
        "steps: [{id: a, wait: \"${timestamp('2030-01-01T00:00:00Z') - now}\"}]",
        "steps: [{id: a, transform: \"${run.time + duration('1h')}\"}]",
        "steps: [{id: a, transform: \"${run.workflow + run.by + string(run.version + 1)}\"}]",
        "{steps: [{id: a, transform: 1}], output: \"${run.trigger == null ? 'none' :"
            + " run.trigger}\"}"
      })
  void whatATimeAndARunAreIsKnown(String yaml) {
    assertThat(Compiled.problems(yaml)).isEmpty();
  }

  /** What a run comes to is worked out again from its journal, at any later time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{steps: [{id: a, transform: 1}], output: \"${now}\"}",
        "steps: [{id: a, each: \"${[now]}\", as: i, steps: [{id: b, transform: 1}]}]",
        "steps: [{id: a, each: [1], as: i, pace: \"${string(now)}\", steps: [{id: b, transform:"
            + " 1}]}]",
        "steps: [{id: a, each: [1], as: i, steps: [{id: b, transform: 1}], output: \"${now}\"}]",
        "steps: [{id: a, branch: [{when: \"${now > run.time}\", steps: [{id: b, transform: 1}]},"
            + " {else: [{id: c, transform: 1}]}]}]",
        "steps: [{id: a, call: text.pii.mask, labels: {at: \"${now}\"}, with: {text: x}}]"
      })
  void nowIsKnownWhereItsValueIsKeptAlone(String yaml) {
    assertThat(Compiled.problems(yaml)).extracting(Problem::fix).containsExactly(RunNames.NOW_FIX);
  }

  @Test
  void nowIsNoFunction() {
    assertThat(Compiled.problems("steps: [{id: a, transform: \"${now() - duration('1h')}\"}]"))
        .extracting(Problem::fix)
        .containsExactly(RunNames.NOW_CALLED);
  }

  @Test
  void aStepOrAnItemOfThatNameIsWhatItWas() {
    Workflow step =
        Compiled.workflow(
            "{steps: [{id: now, transform: a}, {id: b, transform: \"${now + '!'}\"}],"
                + " output: \"${now}\"}");
    Workflow item =
        Compiled.workflow(
            "steps: [{id: a, each: [x], as: now, steps: [{id: b, transform: \"${now + '!'}\"}]}]");
    List<Problem> before =
        Compiled.problems(
            "steps: [{id: a, transform: \"${now}\"}, {id: b, transform: 1}, {id: now, transform:"
                + " 1}]");

    assertThat(step.nodes()).hasSize(2);
    assertThat(item.nodes()).hasSize(2);
    assertThat(before).extracting(Problem::path).containsExactly("steps[0].transform");
  }

  @Test
  void aMistakeInATimeIsToldAtOnce() {
    assertThat(Compiled.problems("steps: [{id: a, transform: \"${now + 1}\"}]"))
        .extracting(Problem::rule)
        .singleElement()
        .asString()
        .contains("no matching overload for '_+_'");
    assertThat(Compiled.problems("steps: [{id: a, transform: \"${run.tiem}\"}]"))
        .extracting(Problem::fix)
        .containsExactly("did you mean 'time'?");
  }

  @Test
  void aSampleIsOfTheTypeOfItsName() {
    assertThat(RunNames.ALL)
        .filteredOn(name -> !name.type().equals(ValueType.Scalar.TIMESTAMP))
        .allSatisfy(
            name ->
                assertThat(name.type().mismatches(ValueType.of(name.sample())))
                    .as(name.path())
                    .isEmpty());
  }
}
