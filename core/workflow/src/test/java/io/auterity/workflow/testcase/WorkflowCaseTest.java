package io.auterity.workflow.testcase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.resource.CheckBound;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.testcase.ArmCoverage.ArmOfStep;
import io.auterity.workflow.testcase.CaseVerdict.CaseDifference;
import io.auterity.workflow.testcase.CaseVerdict.Outcome;
import io.auterity.workflow.testcase.WorkflowCase.CaseContent;
import io.auterity.workflow.testcase.WorkflowCase.ExpectedEnd;
import io.auterity.workflow.testcase.WorkflowCase.ExpectedFailure;
import io.auterity.workflow.testcase.WorkflowCase.StepPin;
import io.auterity.workflow.view.RunOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a test case says of a workflow. */
class WorkflowCaseTest {

  private static final String MASKED =
      """
      input: {text: {type: string}, times: {type: integer, default: 1}}
      steps:
        - {id: mask, call: text.pii.mask, with: {text: "${input.text}"}}
        - id: size
          branch:
            - when: ${mask.text == 'short'}
              steps: [{id: small, transform: small}]
            - else: [{id: large, transform: large}]
        - {id: twice, when: "${input.times > 1}", transform: again}
      output: {size: "${size}", again: "${twice}", times: "${input.times}"}
      """;

  private final Instant now = Instant.parse("2026-11-27T10:00:00Z");

  private CaseVerdict verdict(String workflow, String content) {
    Workflow compiled = Compiled.workflow(workflow);
    return CaseVerdict.of(tested(content), compiled, new ArmCoverage(compiled), CheckBound.NONE);
  }

  private WorkflowCase tested(String content) {
    Json read = new YamlReader(100_000).read(content).getFirst().value();
    CaseContent of = CaseContent.of((Json.Obj) read);
    return new WorkflowCase("masked", "one", of, "ann", now);
  }

  private static Json json(String text) {
    return new JsonReader(1_000).read(text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertPasses(String workflow, String content) {
    assertThat(verdict(workflow, content))
        .isEqualTo(new CaseVerdict("one", Outcome.PASSED, List.of(), null));
  }

  @Test
  void whatIsKeptOfACaseIsReadAsItWas() {
    CaseContent content =
        tested(
                """
                input: {a: 1.5}
                pins: {a: {output: null}, "b[1].c": {failure: {code: not_found, message: gone}}}
                expects: {output: null}
                """)
            .content();

    assertThat(content.expects().output()).isEqualTo(Json.NULL);
    assertThat(CaseContent.of((Json.Obj) json(content.json().toString()))).isEqualTo(content);
    assertThat(CaseContent.of(Json.EMPTY).expects().output()).isNull();
  }

  @Test
  void onePassesWhoseRunEndsAsExpected() {
    assertPasses(
        MASKED,
        """
        input: {text: x}
        pins: {mask: {output: {text: short}}}
        expects: {output: {size: small, again: null, times: 1.0}}
        """);
  }

  @Test
  void oneThatExpectsNothingPassesWithAnyOutput() {
    assertPasses(MASKED, "{input: {text: x}, pins: {mask: {output: {text: long}}}}");
  }

  @Test
  void whatOnlyComputesIsBoundedToo() {
    Workflow compiled =
        Compiled.workflow(
            """
            input: {items: {type: array, items: {type: integer}}}
            steps:
              - {id: all, each: "${input.items}", as: item, steps: [{id: one, transform: "${item}"}]}
            """);
    WorkflowCase many = tested("{input: {items: %s}}".formatted(Collections.nCopies(500, 1)));
    AtomicInteger asked = new AtomicInteger();
    CheckBound bound =
        () -> {
          if (asked.incrementAndGet() > 100) {
            throw new CallFailedException(FailureCode.TIMEOUT, "too long");
          }
        };

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> CaseVerdict.of(many, compiled, new ArmCoverage(compiled), bound))
        .withMessageContaining("too long");
  }

  @Test
  void outputsAreBoundedAsInARun() {
    String text = "ü".repeat(3_700);
    String large = "{id: %s, transform: \"${input.text.replace('ü', input.text)}\"}";
    String workflow =
        "input: {text: {type: string}, items: {type: array, default: [1]}}\nsteps: [%s]\n";

    assertPasses(
        workflow.formatted(large.formatted("big")),
        "{input: {text: %s}, expects: {failure: {code: too_large, step: big}}}".formatted(text));
    CaseVerdict all =
        verdict(
            workflow.formatted(
                "{id: all, each: \"${input.items}\", as: item, steps: [%s]}"
                    .formatted(large.formatted("big"))),
            "{input: {text: %s, items: [1, 2, 3, 4, 5]}}".formatted(text.substring(900)));
    assertThat(all.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(all.problem()).contains("outputs have more than 67,108,864 bytes");
  }

  @Test
  void differencesAreToldByTheirPlaces() {
    CaseVerdict verdict =
        verdict(
            MASKED,
            """
            input: {text: x, times: 2}
            pins: {mask: {output: {text: long}}}
            expects: {output: {size: small, again: again, other: 1, times: 2}}
            """);

    assertThat(verdict.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(verdict.differences())
        .containsExactly(
            new CaseDifference("output.size", Json.of("small"), Json.of("large")),
            new CaseDifference("output.other", Json.of(1), null));
  }

  @Test
  void aLongValueIsToldInPart() {
    CaseVerdict verdict =
        verdict(
            "steps: [{id: a, transform: %s}]".formatted("x".repeat(5_000)),
            "{expects: {output: y}}");

    Json got = verdict.differences().getFirst().got();
    assertThat(String.valueOf(got)).endsWith("…\"").hasSizeLessThan(1_010);
  }

  @Test
  void aFailureIsExpectedByItsCodeAndStep() {
    String declined = "input: {text: x}\npins: {mask: {failure: {code: forbidden}}}\n";
    assertPasses(MASKED, declined + "expects: {failure: {code: forbidden}}");
    assertPasses(MASKED, declined + "expects: {failure: {code: forbidden, step: mask}}");

    assertThat(verdict(MASKED, declined + "expects: {failure: {code: invalid}}").differences())
        .containsExactly(
            new CaseDifference("failure.code", Json.of("invalid"), Json.of("forbidden")));
    assertThat(verdict(MASKED, declined).differences())
        .containsExactly(
            new CaseDifference(
                "failure",
                null,
                json("{\"code\":\"forbidden\",\"step\":\"mask\",\"message\":\"a pin says so\"}")));
  }

  @Test
  void aSuccessThatWasToBeAFailureIsNone() {
    CaseVerdict verdict =
        verdict("steps: [{id: a, transform: done}]", "{expects: {failure: {code: not_found}}}");

    assertThat(verdict.differences())
        .containsExactly(
            new CaseDifference("failure", json("{\"code\":\"not_found\"}"), null),
            new CaseDifference("output", null, Json.of("done")));
  }

  /** Nothing is called in place of a pin that is missing: n8n-io/n8n#37093. */
  @Test
  void aCallWithoutAPinBreaksTheCase() {
    CaseVerdict verdict = verdict(MASKED, "{input: {text: x}}");

    assertThat(verdict.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(verdict.problem())
        .isEqualTo(
            "the step 'mask' calls text.pii.mask, and no pin says what that gives; write one");
  }

  /** A step that was renamed leaves its pin behind: n8n-io/n8n#37093. */
  @Test
  void aPinOfNoStepBreaksTheCase() {
    String renamed = "{input: {text: x}, pins: {masc: {output: {text: short}}}}";

    assertThat(verdict(MASKED, renamed).problem())
        .isEqualTo("the pin 'masc' is of no step; did you mean 'mask'?");
  }

  @Test
  void anInputThatTheWorkflowDoesNotTakeBreaksTheCase() {
    assertThat(verdict(MASKED, "{input: {text: 1}}").problem()).startsWith("input.text ");
  }

  /** One step is pinned to several outputs: vellum-ai/vellum-python-sdks#554. */
  @Test
  void anExecutionHasAPinOfItsOwnBeforeThatOfItsStep() {
    assertPasses(
        """
        steps:
          - {id: all, each: [a, b, c], as: one, steps: [{id: mask, call: text.pii.mask, with: {text: "${one}"}}], output: "${mask.text}"}
        output: ${all}
        """,
        """
        pins: {mask: {output: {text: same}}, "all[1].mask": {output: {text: other}}}
        expects: {output: [same, other, same]}
        """);
  }

  @Test
  void whatWasDoneIsUndoneAndTheFailureHandled() {
    assertPasses(
        """
        steps:
          - id: release
            try:
              - {id: a, call: text.pii.mask, with: {text: a}, undo: [{id: no_a, call: text.pii.mask, with: {text: "${a.text}"}}]}
              - {id: b, call: text.pii.mask, with: {text: b}}
            output: done
            catch: [{when: "${error.code == 'conflict'}", steps: [{id: told, transform: "${error.step}"}]}]
        output: ${release}
        """,
        """
        pins: {a: {output: {text: a}}, b: {failure: {code: conflict}}, no_a: {output: {text: n}}}
        expects: {output: b}
        """);
  }

  @Test
  void timePassesAtOnceAndRepetitionsWithIt() {
    assertPasses(
        """
        steps:
          - {id: night, wait: 30d}
          - {id: mask, call: text.pii.mask, with: {text: a}, retry: {max: 5, codes: [unavailable], backoff: 1h}}
        """,
        "{pins: {mask: {failure: {code: unavailable}}}, expects: {failure: {code: unavailable,"
            + " step: mask}}}");
    assertPasses(
        "timeout: 1d\nsteps: [{id: a, wait: 20h}, {id: b, wait: 20h}]",
        "{expects: {failure: {code: timeout}}}");
  }

  @Test
  void whatAwaitsAMessageGetsItsPinOrItsTimeComes() {
    String awaits =
        """
        steps: [{id: go, await: {signal: go}, timeout: 3d, onTimeout: "null"}]
        output: ${go}
        """;
    assertPasses(awaits, "{pins: {go: {output: {by: ann}}}, expects: {output: {by: ann}}}");
    assertPasses(awaits, "{expects: {output: null}}");

    CaseVerdict endless = verdict("steps: [{id: go, await: {signal: go}}]", "{}");
    assertThat(endless.problem()).isEqualTo("it waits for a message to 'go'; write a pin for it");
  }

  @Test
  void fieldsOfTheRunAreSamplesUnlessTheCaseSaysThem() {
    String told = "steps: [{id: a, transform: \"${run.id + ' ' + string(run.time)}\"}]";

    assertPasses(
        told,
        """
        run: {id: run_7, time: "2026-02-01T10:00:00Z"}
        expects: {output: "run_7 2026-02-01T10:00:00Z"}
        """);
    assertPasses(
        told, "{expects: {output: run_019c3f2a7d5b7c41a2e6b8d4f0931c57 2026-11-30T23:15:00Z}}");
    assertThat(verdict(told, "{run: {time: today}}").problem()).startsWith("run.time is \"today\"");
  }

  @Test
  void aRecordedRunPinsWhatCameFromOutsideOnceForAllThatWasTheSame() {
    Workflow workflow =
        Compiled.workflow(
            """
            steps:
              - {id: all, each: [a, b], as: one, steps: [{id: mask, call: text.pii.mask, with: {text: "${one}"}}, {id: note, call: text.pii.mask, with: {text: "${one}"}}]}
              - {id: last, call: text.pii.mask, with: {text: a}}
            """);
    List<RunEvent.OfStep> ends = new ArrayList<>();
    for (int item = 0; item < 2; item++) {
      ends.add(new RunEvent.Completed(key(workflow, "all[%d].mask", item), Json.of(item)));
      ends.add(new RunEvent.Completed(key(workflow, "all[%d].note", item), Json.of("same")));
    }
    Failure broken = Failure.of(FailureCode.CONFLICT, "it is there");
    ends.add(new RunEvent.Failed(key(workflow, "last", 0), broken));
    ends.add(new RunEvent.Completed(key(workflow, "last", 0).round(1), Json.of("again")));
    Json.Obj names = Json.EMPTY.with("id", Json.of("run_1")).with("link", Json.of("https://x"));
    RunOutcome outcome =
        new RunOutcome(workflow, RunPhase.FAILED, Json.EMPTY, names, ends, null, broken, "last");

    CaseContent content = CaseOfRun.of("test", outcome);

    assertThat(content.pins())
        .isEqualTo(
            Map.of(
                "all[0].mask", new StepPin(Json.of(0), null),
                "all[1].mask", new StepPin(Json.of(1), null),
                "note", new StepPin(Json.of("same"), null),
                "last", new StepPin(Json.of("again"), null)));
    assertThat(content.run()).isEqualTo(Json.EMPTY.with("id", Json.of("run_1")));
    assertThat(content.expects())
        .isEqualTo(new ExpectedEnd(null, new ExpectedFailure(FailureCode.CONFLICT, "last")));
  }

  private static StepKey key(Workflow workflow, String key, int item) {
    return StepKey.read(workflow, key.formatted(item), 0);
  }

  @Test
  void peopleWhoAreAskedAnswerAsTheirPinSaysOrNotInTime() {
    String asks =
        """
        steps:
          - id: approval
            ask: Pay ${run.id}?
            due: 8h
            onDue: refuse
            tell: [{id: ping, call: messaging.message.send, with: {channel: pay, text: "${ask.question} ${ask.link}"}}]
        output: ${approval.choice}
        """;
    assertPasses(
        asks, "{pins: {approval: {output: {choice: approve}}}, expects: {output: approve}}");
    assertPasses(asks, "{expects: {output: refuse}}");
    assertThat(verdict(asks, "{run: {id: mine}}").problem())
        .startsWith("the step 'approval' cannot begin: no such id: 'mine'");
  }

  @Test
  void aRunWithoutEndBreaksTheCase() {
    CaseVerdict endless =
        verdict("steps: [{id: poll, loop: 1000000, steps: [{id: look, transform: 1}]}]", "{}");

    assertThat(endless.problem()).startsWith("it has more than 50,000 events");
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(
            () -> {
              Workflow slow = Compiled.workflow("steps: [{id: a, wait: 1s}]");
              CheckBound over =
                  () -> {
                    throw new CallFailedException(FailureCode.TIMEOUT, "too long");
                  };
              CaseVerdict.of(tested("{}"), slow, new ArmCoverage(slow), over);
            });
  }

  @Test
  void armsThatNoCaseTookAreNamed() {
    Workflow workflow =
        Compiled.workflow(
            MASKED
                + """
                catch: [{when: "${error.code == 'conflict'}", steps: [{id: told, transform: 1}]}, {steps: [{id: other, transform: 2}]}]
                """);
    ArmCoverage coverage = new ArmCoverage(workflow);
    for (String pin : List.of("output: {text: short}", "failure: {code: invalid}")) {
      String content = "{input: {text: x}, pins: {mask: {%s}}}".formatted(pin);
      var _ = CaseVerdict.of(tested(content), workflow, coverage, CheckBound.NONE);
    }

    assertThat(coverage.total()).isEqualTo(6);
    assertThat(coverage.untaken())
        .extracting(ArmOfStep::step, arm -> arm.kind().name(), ArmOfStep::arm, ArmOfStep::when)
        .containsExactlyInAnyOrder(
            tuple("run", "CATCH", 0, "${error.code == 'conflict'}"),
            tuple("size", "BRANCH", 1, null),
            tuple("twice", "RUN", null, "${input.times > 1}"));
  }
}
