package io.auterity.workflow.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.resource.InvalidResourcesException;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.editor.StepTrial.Outcome;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.step.WorkflowCompiler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTrialTest {

  private static final String TEXT =
      """
      kind: workflow
      id: triage
      spec:
        input: {items: {type: array, items: {type: string}}, many: {type: boolean}, at: {type: string}}
        steps:
          - id: all
            each: ${input.items}
            as: item
            steps:
              - id: mask
                when: ${item != 'skip'}
                call: text.pii.mask
                route: local
                with: {text: "${item} of ${run.workflow}"}
          - id: sum
            transform: ${size(all)}
          - id: pick
            branch:
              - when: ${input.many}
                steps: [{id: ten, transform: "${10 / sum}"}]
              - else: [{id: pause, wait: 5m}]
          - id: asked
            await: {signal: go}
            timeout: 1h
            onTimeout: "null"
          - id: at
            transform: ${now}
          - id: approval
            ask: "Refund ${run.id}?"
          - id: monday
            wait: {until: "${input.at}", zone: Europe/Berlin}
      """;

  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all   | {"input": {"items": ["a", "b"]}} | ITEMS   | 2
          mask  | {"item": "skip"}                 | SKIPPED |
          sum   | {"all": [1, 2, 3]}               | OUTPUT  | 3
          pick  | {"input": {"many": true}}        | ARM     | 0
          pick  | {"input": {"many": false}}       | ARM     | 1
          ten   | {"sum": 5}                       | OUTPUT  | 2
          pause | {}                               | WAIT    | "2026-11-27T10:05:00Z"
          at    | {}                               | OUTPUT  | "2026-11-27T10:00:00Z"
          monday | {"input": {"at": "2026-12-07T09:00"}} | WAIT | "2026-12-07T08:00:00Z"
          monday | {"input": {"at": "2026-11-02"}} | WAIT | "2026-11-27T10:00:00Z"
          """)
  void aStepIsTriedOnGivenValues(String step, String values, Outcome outcome, String value) {
    StepTrial tried = StepTrial.of(check(TEXT), step, values(values), NOW);

    assertThat(tried.outcome()).as(tried.toString()).isEqualTo(outcome);
    assertThat(tried.value()).isEqualTo(value == null ? null : json(value));
    assertThat(tried.problem()).isNull();
  }

  @Test
  void aCallIsShownAsItWouldBeMade() {
    StepTrial tried = StepTrial.of(check(TEXT), "mask", values("{\"item\": \"Ann\"}"), NOW);

    assertThat(tried.outcome()).isEqualTo(Outcome.CALL);
    assertThat(tried.capability()).isEqualTo("text.pii.mask");
    assertThat(tried.labels()).isEqualTo(Map.of("route", "local"));
    assertThat(tried.input()).isEqualTo(json("{\"text\": \"Ann of refund\"}"));
  }

  @Test
  void aStepThatWaitsForMessagesIsToldSo() {
    assertThat(StepTrial.of(check(TEXT), "asked", Map.of(), NOW).outcome()).isEqualTo(Outcome.ASK);
    assertThat(StepTrial.of(check(TEXT), "approval", Map.of(), NOW).outcome())
        .isEqualTo(Outcome.ASK);
  }

  @Test
  void whatCannotBeginSaysWhy() {
    assertThat(StepTrial.of(check(TEXT), "sum", Map.of(), NOW).problem())
        .contains("'all' has no value");
    StepTrial divided = StepTrial.of(check(TEXT), "ten", values("{\"sum\": 0}"), NOW);
    assertThat(divided.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(divided.problem()).contains("10 / sum");
    assertThat(
            StepTrial.of(
                    check(TEXT), "monday", values("{\"input\": {\"at\": \"2028-01-01\"}}"), NOW)
                .problem())
        .contains("more than 365 days away");
  }

  @Test
  void whatIsAskedIsThereAndRight() {
    assertThatThrownBy(() -> StepTrial.of(check(TEXT), "masc", Map.of(), NOW))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("there is no step 'masc'")
        .hasMessageContaining("mask");
    assertThatThrownBy(
            () -> StepTrial.of(check(TEXT.replace("size(all)", "size(al)")), "sum", Map.of(), NOW))
        .isInstanceOf(InvalidResourcesException.class)
        .hasMessageContaining("spec.steps[1].transform");
    Map<String, Json> many = new HashMap<>();
    Collections.nCopies(StepTrial.MOST_VALUES + 1, 0)
        .forEach(zero -> many.put("n" + many.size(), Json.of(zero)));
    assertThatThrownBy(() -> StepTrial.of(check(TEXT), "sum", many, NOW))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("at most 1,000");
  }

  private static Map<String, Json> values(String json) {
    return ((Json.Obj) json(json)).fields();
  }

  private static Json json(String text) {
    return new JsonReader(1_000).read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static WorkflowCheck check(String text) {
    return WorkflowCheck.of(
        new WorkflowCompiler(Signatures.of(Compiled.CATALOGUE)), text, null, CheckBound.NONE);
  }
}
