package io.auterity.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.StepKind;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.step.StepKinds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkflowSchemaTest {

  private static final Path PUBLISHED = Path.of("../../api/workflow.schema.json");

  private static Json.Obj schema() {
    try {
      return new JsonReader(10_000).readObject(Files.readAllBytes(PUBLISHED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Problem> check(String yaml) {
    return JsonSchema.of(schema()).check(Compiled.spec(yaml));
  }

  @Test
  void theExampleFits() {
    assertThat(check(Compiled.TRIAGE)).isEmpty();
  }

  @Test
  void aStepOfNoTypeDoesNotFit() {
    assertThat(check("steps: [{id: a, cal: text.pii.mask}]")).isNotEmpty();
  }

  @Test
  void itKnowsTheFieldsThatTheReaderKnows() {
    Json.Obj defs = object(schema(), "$defs");

    StepKinds.ALL.forEach(
        kind -> {
          Set<String> expected = new TreeSet<>(kind.fields());
          expected.addAll(StepKind.OF_ALL);
          expected.add(kind.name());
          assertThat(properties(defs, kind.name())).describedAs(kind.name()).isEqualTo(expected);
        });
  }

  @Test
  void aTriggerHasOneSourceAndNoOtherFields() {
    String steps = "\nsteps: [{id: a, transform: x}]";

    assertThat(check("triggers: [{id: n, cron: '@daily', zone: UTC, missed: all}]" + steps))
        .isEmpty();
    assertThat(check("triggers: [{id: n, after: {workflow: w, state: failed}}]" + steps)).isEmpty();
    assertThat(check("triggers: [{id: n, webhook: {verify: none}}]" + steps)).isEmpty();
    assertThat(
            check(
                "triggers: [{id: n, webhook: {verify: {hmac: {header: x-a, secret: s, prefix: v0=,"
                    + " encoding: base64}}, reply: accepted}}]"
                    + steps))
        .isEmpty();
    assertThat(
            check(
                "triggers: [{id: n, webhook: {verify: {hmac: {header: x-a, secret: s, timestamp: t,"
                    + " part: v1, id: x-i, over: '{id}.{timestamp}.{body}', tolerance: 2m}}}}]"
                    + steps))
        .isEmpty();
    assertThat(check("triggers: [{id: n, webhook: {verify: {standard: {secret: s}}}}]" + steps))
        .isEmpty();
    assertThat(check("triggers: [{id: n, form: {}}]" + steps)).isEmpty();
    assertThat(check("triggers: [{id: n, form: {title: x}}]" + steps)).isNotEmpty();
    assertThat(check("triggers: [{id: n, form: {}, input: {title: x}}]" + steps)).isNotEmpty();
    assertThat(check("triggers: [{id: n, form: {}, when: '${true}'}]" + steps)).isNotEmpty();
    assertThat(check("triggers: [{id: n, cron: '@daily', as: ci}]" + steps)).isEmpty();
    assertThat(check("triggers: [{id: n, webhook: {}}]" + steps)).isNotEmpty();
    assertThat(check("triggers: [{id: n}]" + steps)).isNotEmpty();
    assertThat(check("triggers: [{id: n, cron: '@daily', event: io.x}]" + steps)).isNotEmpty();
    assertThat(check("triggers: [{id: n, cron: '@daily', crons: x}]" + steps)).isNotEmpty();
  }

  @Test
  void limitsAreThoseThatTheReaderKnows() {
    String steps = "\nsteps: [{id: a, transform: x}]";

    assertThat(
            check(
                "limits: {runs: {most: 1}, starts: {most: 9, in: 1m, key: k}, settle: {for: 30s,"
                    + " key: k}}"
                    + steps))
        .isEmpty();
    assertThat(check("limits: {}" + steps)).isNotEmpty();
    assertThat(check("limits: {starts: {most: 9}}" + steps)).isNotEmpty();
    assertThat(check("limits: {settle: {key: k}}" + steps)).isNotEmpty();
    assertThat(check("limits: {settle: {for: 30s, most: 1}}" + steps)).isNotEmpty();
  }

  @Test
  void aToolIsSaidByTrueOrByAText() {
    String steps = "\nsteps: [{id: a, transform: x}]";

    assertThat(check("tool: true" + steps)).isEmpty();
    assertThat(check("tool: Refunds an order." + steps)).isEmpty();
    assertThat(check("tool: 1" + steps)).isNotEmpty();
    assertThat(check("tool: ''" + steps)).isNotEmpty();
  }

  private static Set<String> properties(Json.Obj defs, String type) {
    return new TreeSet<>(object(object(defs, type), "properties").fields().keySet());
  }

  private static Json.Obj object(Json.Obj parent, String name) {
    return (Json.Obj) parent.fields().getOrDefault(name, Json.EMPTY);
  }
}
