package io.auterity.workflow.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.workflow.graph.DefinitionLimits;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Scope;
import io.auterity.workflow.graph.Signatures;
import io.auterity.workflow.graph.Workflow;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkflowCompilerTest {

  private static final String DRAFT =
      """
      workflow: w
      input: {text: {type: string}, form: {type: object}}
      steps:
        - id: draft
          call: ai.object.create
          with: {text: "${input.text}", schema: %s}
        - {id: sent, transform: "%s"}
      """;

  private static final String REPLY =
      "{type: object, required: [reply, tags], properties: {reply: {type: string},"
          + " tags: {type: array, items: {type: string}}, sure: {type: number}}}";

  private static Problem only(String yaml) {
    List<Problem> problems = Compiled.problems(yaml);
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  @Test
  void aCheckEndsWithItsBound() {
    String steps =
        IntStream.range(0, 500)
            .mapToObj("{id: s%d, transform: 1}"::formatted)
            .collect(Collectors.joining(", ", "{steps: [", "]}"));
    AtomicInteger asked = new AtomicInteger();

    assertThatThrownBy(
            () ->
                new WorkflowCompiler(Signatures.unchecked())
                    .compile(
                        "long",
                        Compiled.spec(steps),
                        () -> {
                          if (asked.incrementAndGet() == 3) {
                            throw new CallFailedException(FailureCode.TIMEOUT, "long enough");
                          }
                        }))
        .hasMessage("timeout: long enough");

    assertThat(asked).hasValue(3);
  }

  @Test
  void nodesAreNumberedInTheOrderOfTheDefinition() {
    Workflow workflow = Compiled.workflow(Compiled.TRIAGE);

    assertThat(workflow.nodes())
        .extracting(node -> node.head().pattern())
        .containsExactly(
            "triage",
            "triage[].mask",
            "triage[].classify",
            "triage[].file",
            "triage[].urgent",
            "triage[].normal",
            "summary");
    assertThat(workflow.nodes()).extracting(Node::index).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(workflow.scopes()).extracting(Scope::owner).containsExactly(-1, 0, 3, 3);
    assertThat(workflow.scopes()).extracting(Scope::depth).containsExactly(0, 1, 1, 1);
  }

  @Test
  void aStepFollowsTheOneAboveItOrThoseItNames() {
    Workflow workflow =
        Compiled.workflow(
            """
            steps:
              - {id: a, transform: 1}
              - {id: b, transform: 2, after: []}
              - {id: c, transform: "${a + b}", after: [a, b]}
              - {id: d, transform: "${c + a}"}
            """);

    Scope root = workflow.root();

    assertThat(root.inDegree(0)).isZero();
    assertThat(root.inDegree(1)).isZero();
    assertThat(root.inDegree(2)).isEqualTo(2);
    assertThat(root.successors(1)).containsExactly(2);
    assertThat(root.inDegree(3)).isEqualTo(1);
  }

  @Test
  void aTimeIsUpOnlyWhereAnAwaitHasOne() {
    Problem problem = only("steps: [{id: a, await: {signal: go}, onTimeout: \"null\"}]");

    assertThat(problem.path()).isEqualTo("steps[0].onTimeout");
    assertThat(problem.rule()).isEqualTo("goes with timeout only");
    assertThat(only("steps: [{id: a, await: {signal: go}, timeout: 400d}]").rule())
        .isEqualTo("'400d' is no duration up to 365d");
    assertThat(only("steps: [{id: a, await: {sign: go, signal: go}}]").rule())
        .isEqualTo("there is no field 'sign' here");
    assertThat(only("steps: [{id: a, await: {signal: go-on}}]").rule())
        .isEqualTo("'go-on' is no identifier");
    assertThat(only("steps: [{id: a, await: go}]").path()).isEqualTo("steps[0].await");
  }

  @Test
  void whatAnAskSaysIsCheckedWhereItStands() {
    assertThat(only("steps: [{id: a, ask: ' '}]").rule()).isEqualTo("'ask' is empty");
    assertThat(only("steps: [{id: a, call: null}]").rule()).isEqualTo("'call' is empty");
    assertThat(only("steps: [{id: a, ask: Sure?, of: {roles: [lead]}}]").rule())
        .isEqualTo("there are the roles admin, auditor, operator, viewer");
    assertThat(only("steps: [{id: a, ask: Sure?, of: {team: ops}}]").rule())
        .isEqualTo("there is no field 'team' here");
    assertThat(only("steps: [{id: a, ask: Sure?, choices: [yes, yes]}]").rule())
        .isEqualTo("must be 1 to 20 different words");
    assertThat(only("steps: [{id: a, ask: Sure?, due: 1h, remind: [2h]}]").rule())
        .isEqualTo("must hold durations before due");
    assertThat(only("steps: [{id: a, ask: Sure?, due: 1h, onDue: maybe}]").rule())
        .isEqualTo("must be a choice, or fail");
    assertThat(only("steps: [{id: a, ask: Sure?, onDue: refuse}]").rule())
        .isEqualTo("goes with due only");
    assertThat(
            only("steps: [{id: a, ask: Sure?, due: 1h, escalate: [{after: 2h, to: {}}]}]").path())
        .isEqualTo("steps[0].escalate[0].after");
    assertThat(only("steps: [{id: a, ask: Sure?, need: 0}]").path()).isEqualTo("steps[0].need");
    String tell =
        "steps: [{id: a, ask: Sure?, tell: [{id: t, call: text.pii.mask, with: {text: %s}}]}]";
    assertThat(only(tell.formatted("\"${ask.who}\"")).path())
        .isEqualTo("steps[0].tell[0].with.text");
    assertThat(only(tell.replace("text.pii.mask", "text.pii.mark").formatted("x")).fix())
        .contains("text.pii.mask");
    assertThat(Compiled.problems(tell.formatted("\"${ask.question} ${string(now)}\""))).isEmpty();
    assertThat(only(tell.formatted("\"${ask.vote}\"")).path())
        .as("a link to vote goes by e-mail alone")
        .isEqualTo("steps[0].tell[0].with.text");
    assertThat(only("steps: [{id: a, ask: Sure?, show: \"${ask.link}\"}]").path())
        .isEqualTo("steps[0].show");
    assertThat(only("steps: [{id: a, ask: Sure?, of: {notSame: b}}]").path())
        .isEqualTo("steps[0].of.notSame");
  }

  @Test
  void aScriptIsNoTemplateAndHasAFunctionToRun() {
    assertThat(
            Compiled.problems(
                """
                steps:
                  - {id: a, script: "export default ({n}) => `${n} of ${nothing}`", with: {n: 1}}
                  - {id: b, script: "const f = () => 1; export { f as default }", timeout: 1m}
                  - {id: c, transform: "${a.value}"}
                """))
        .isEmpty();
    Problem problem = only("steps: [{id: a, script: 'return 1'}]");
    assertThat(problem.path()).isEqualTo("steps[0].script");
    assertThat(problem.fix()).contains("export default");
    assertThat(only("steps: [{id: a, script: 'export default %s'}]".formatted("x".repeat(1 << 16))))
        .extracting(Problem::rule)
        .isEqualTo("has 65551 characters, at most 65536");
    assertThat(only("steps: [{id: a, script: 'export default f', timeout: 2m}]").path())
        .isEqualTo("steps[0].timeout");
    assertThat(only("steps: [{id: a, script: 'export default f', with: '${nothing}'}]").path())
        .isEqualTo("steps[0].with");
    assertThat(only("steps: [{id: a, script: 5}]").path()).isEqualTo("steps[0].script");
  }

  @Test
  void anUnknownStepTypeNamesTheNearest() {
    Problem problem = only("steps: [{id: a, cal: text.pii.mask, with: {text: x}}]");

    assertThat(problem.path()).isEqualTo("steps[0].cal");
    assertThat(problem.rule()).isEqualTo("there is no step type 'cal'");
    assertThat(problem.fix()).isEqualTo("did you mean 'call'?");
  }

  @Test
  void anUnknownCapabilityNamesTheNearest() {
    Problem problem = only("steps: [{id: a, call: text.pi.mask, with: {text: x}}]");

    assertThat(problem.path()).isEqualTo("steps[0].call");
    assertThat(problem.fix()).isEqualTo("did you mean 'text.pii.mask'?");
  }

  @Test
  void aCycleIsNamedAsAPath() {
    Problem problem =
        only(
            """
            steps:
              - {id: a, transform: 1}
              - {id: b, transform: 1, after: [a, d]}
              - {id: c, transform: 1, after: [b]}
              - {id: d, transform: 1, after: [c]}
            """);

    assertThat(problem.path()).isEqualTo("steps[1].after");
    assertThat(problem.rule()).isEqualTo("a cycle: b waits for d waits for c waits for b");
  }

  @Test
  void aStepCannotFollowAStepOfAnotherScope() {
    Problem problem =
        only(
            """
            steps:
              - id: many
                each: [1, 2]
                as: i
                steps: [{id: inner, transform: "${i}"}]
              - {id: last, transform: 1, after: [inner]}
            """);

    assertThat(problem.path()).isEqualTo("steps[1].after");
    assertThat(problem.rule()).isEqualTo("there is no step 'inner' in this scope");
  }

  @Test
  void anIdOccursOnceInTheWholeWorkflow() {
    Problem problem =
        only(
            """
            steps:
              - id: a
                each: [1]
                as: i
                steps: [{id: a, transform: 1}]
            """);

    assertThat(problem.path()).isEqualTo("steps[0].steps[0].id");
    assertThat(problem.rule()).isEqualTo("'a' already names another step or item");
  }

  @Test
  void reservedWordsNameNothing() {
    assertThat(only("steps: [{id: input, transform: 1}]").rule())
        .isEqualTo("'input' is a reserved word");
    assertThat(only("steps: [{id: while, transform: 1}]").rule())
        .isEqualTo("'while' is a reserved word");
    assertThat(only("steps: [{id: 2nd, transform: 1}]").rule()).isEqualTo("'2nd' is no identifier");
  }

  @Test
  void badCelIsToldWithItsPosition() {
    Problem problem = only("steps: [{id: a, transform: {sum: 'x ${1 + }'}}]");

    assertThat(problem.path()).isEqualTo("steps[0].transform.sum");
    assertThat(problem.rule()).contains("line 1, column");
  }

  @Test
  void aNameThatIsNotInScopeNamesTheNearest() {
    Problem problem =
        only(
            """
            steps:
              - {id: mask, call: text.pii.mask, with: {text: x}}
              - {id: b, transform: "${msk.text}"}
            """);

    assertThat(problem.path()).isEqualTo("steps[1].transform");
    assertThat(problem.rule()).isEqualTo("undeclared reference to 'msk' (line 1, column 3)");
    assertThat(problem.fix()).isEqualTo("did you mean 'mask'?");
  }

  @Test
  void aStepSeesOnlyWhatIsDoneBeforeIt() {
    Problem problem =
        only(
            """
            steps:
              - {id: a, transform: 1}
              - {id: b, transform: "${a}", after: []}
            """);

    assertThat(problem.rule()).startsWith("undeclared reference to 'a'");
  }

  @Test
  void aScopeExportsOnlyItsOutput() {
    Problem problem =
        only(
            """
            steps:
              - id: many
                each: [1, 2]
                as: i
                steps: [{id: inner, transform: {n: "${i}"}}]
              - {id: last, transform: ["${many[0].n}", "${inner}"]}
            """);

    assertThat(problem.path()).isEqualTo("steps[1].transform[1]");
  }

  @Test
  void inputOfACallMustFitTheCapability() {
    List<Problem> problems =
        Compiled.problems(
            """
            input: {n: {type: integer}}
            steps:
              - {id: a, call: tracker.issue.create, with: {project: debts, body: "${input.n}", titel: x}}
            """);

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly("steps[0].with.title", "steps[0].with.body", "steps[0].with.titel");
    assertThat(problems.get(1).rule()).isEqualTo("expects text, gets integer");
    assertThat(problems.getLast().fix()).isEqualTo("did you mean 'title'?");
  }

  @Test
  void aFieldThatTheOutputDoesNotHaveIsRefused() {
    Problem problem =
        only(
            """
            steps:
              - {id: mask, call: text.pii.mask, with: {text: x}}
              - {id: b, transform: "${mask.txt}"}
            """);

    assertThat(problem.rule()).startsWith("undefined field 'txt'");
    assertThat(problem.fix()).isEqualTo("did you mean 'text'?");
  }

  @Test
  void aWrittenSchemaTypesTheOutputThatFitsIt() {
    assertThat(
            Compiled.problems(DRAFT.formatted(REPLY, "${draft.value.reply + draft.value.tags[0]}")))
        .isEmpty();
    assertThat(Compiled.problems(DRAFT.formatted(REPLY, "${draft.value.reply + draft.model}")))
        .isEmpty();
    assertThat(Compiled.problems(DRAFT.formatted(REPLY, "${draft.value.replay}")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("steps[1].transform");
              assertThat(problem.rule()).contains("undefined field 'replay'");
              assertThat(problem.fix()).isEqualTo("did you mean 'reply'?");
            });
    assertThat(Compiled.problems(DRAFT.formatted(REPLY, "${draft.value.reply + 1}"))).hasSize(1);
  }

  @Test
  void aSchemaThatIsKnownOnlyAtTheCallTypesNothing() {
    String whole = "\"${input.form}\"";
    String part = "{type: object, properties: {reply: {enum: [\"${input.text}\"]}}}";

    assertThat(Compiled.problems(DRAFT.formatted(whole, "${draft.value.anything}"))).isEmpty();
    assertThat(Compiled.problems(DRAFT.formatted(part, "${draft.value.anything}"))).isEmpty();
  }

  /** As langgenius/graphon#236: a wrong schema was told only when a model had been asked. */
  @Test
  void aWrittenSchemaThatIsNoneIsToldByItsPlace() {
    assertThat(
            Compiled.problems(
                DRAFT.formatted(
                    "{type: object, properties: {reply: {type: text}}}", "${draft.value.reply}")))
        .extracting(Problem::path)
        .containsOnly("steps[0].with.schema.properties.reply.type");
  }

  @Test
  void aStreamIsTheListOfItsEvents() {
    assertThat(
            Compiled.problems(
                """
                steps:
                  - {id: log, call: ci.log.stream, with: {job: b}}
                  - {id: first, transform: "${log[0].text}"}
                  - {id: wrong, transform: "${log.text}"}
                """))
        .extracting(Problem::path)
        .containsExactly("steps[2].transform");
  }

  @Test
  void aStepNamesASecretOfTheVaultAndHoldsNone() {
    String step =
        "steps: [{id: a, call: ci.secret.create, with: {repository: r, name: n, value: %s}}]";

    assertThat(Compiled.problems(step.formatted("{secret: deploy-key}"))).isEmpty();
    assertThat(Compiled.problems(step.formatted("hunter2")))
        .extracting(Problem::path)
        .containsExactly("steps[0].with.value");
  }

  @Test
  void aBranchEndsWithElseAndTestsTruth() {
    List<Problem> problems =
        Compiled.problems(
            """
            steps:
              - id: a
                branch:
                  - {when: "${1 + 1}", steps: [{id: b, transform: 1}]}
            """);

    assertThat(problems)
        .extracting(Problem::rule)
        .containsExactly("a branch ends with an 'else' arm", "expects true or false, gets integer");
  }

  @Test
  void eachNeedsAList() {
    Problem problem =
        only(
            """
            input: {n: {type: integer}}
            steps: [{id: a, each: "${input.n}", as: i, steps: [{id: b, transform: 1}]}]
            """);

    assertThat(problem.path()).isEqualTo("steps[0].each");
    assertThat(problem.rule()).isEqualTo("expects list, gets integer");
  }

  @Test
  void anUnknownFieldAndAWrongValueAreToldTogether() {
    List<Problem> problems =
        Compiled.problems(
            """
            steps:
              - {id: a, call: text.pii.mask, with: {text: x}, timeuot: 3s, timeout: soon, retry: {max: 0}, onInDoubt: guess}
            """);

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactly(
            "steps[0].timeuot", "steps[0].timeout", "steps[0].retry.max", "steps[0].onInDoubt");
    assertThat(problems.getFirst().fix()).isEqualTo("did you mean 'timeout'?");
  }

  @Test
  void theTimeOfAllTriesIsLongerThanTheFirstPause() {
    Problem problem =
        only("steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 3, within: 1s}}]");

    assertThat(problem.path()).isEqualTo("steps[0].retry.within");
    assertThat(problem.rule())
        .isEqualTo("is over before the first repetition, which comes after 1s");
  }

  @Test
  void aFormOfAnInputThatIsNotThereIsToldWithThoseThatAre() {
    List<Problem> problems =
        Compiled.problems(
            """
            steps:
              - {id: a, transform: text}
              - {id: b, call: ai.chat.create, with: {model: m, messages: [{role: user, parts: [{type: txet, text: "${a}"}]}, {role: usr, parts: [{type: text}]}, {content: hi}, {role: user}]}}
            """);

    assertThat(problems)
        .extracting(Problem::path, Problem::rule)
        .containsExactly(
            tuple(
                "steps[1].with.messages[0].parts[0].type",
                "must be one of text, image, audio, file, cache_point, opaque, tool_call,"
                    + " tool_result, reasoning, logprobs, citation, not txet"),
            tuple(
                "steps[1].with.messages[1].role",
                "must be one of system, user, assistant, tool, not usr"),
            tuple("steps[1].with.messages[1].parts[0].text", "'text' is required"),
            tuple("steps[1].with.messages[2].role", "'role' is required"),
            tuple(
                "steps[1].with.messages[3]",
                "fits none of the forms that are allowed: with parts; with content"));
  }

  @Test
  void aStepHasExactlyOneType() {
    assertThat(only("steps: [{id: a, transform: 1, wait: 1s}]").rule())
        .isEqualTo("a step has one type, this one has transform and wait");
    assertThat(only("steps: [{id: a}]").rule()).isEqualTo("the step has no type");
  }

  @Test
  void wrongWordsOfTheInputSchemaAreToldWithTheNearest() {
    Problem problem =
        only(
            """
            input: {a: {type: array, items: {type: strng}}}
            steps: [{id: b, transform: 1}]
            """);

    assertThat(problem.path()).isEqualTo("input.a.items.type");
    assertThat(problem.fix()).isEqualTo("did you mean 'string'?");
  }

  @Test
  void inputMayBeAWholeSchema() {
    Workflow workflow =
        Compiled.workflow(
            """
            input: {type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}
            steps: [{id: x, transform: "${has(input.b) ? input.b : 0}"}]
            """);

    assertThat(workflow.inputSchema().text("type")).isEqualTo("object");
  }

  @Test
  void propertiesAreRequiredUnlessTheyHaveADefault() {
    Workflow workflow =
        Compiled.workflow(
            """
            input: {a: {type: string}, b: {type: integer, default: 3}}
            steps: [{id: x, transform: "${input.a}"}]
            """);

    assertThat(workflow.inputSchema().get("required")).hasToString("[\"a\"]");
  }

  @Test
  void theNameMustBeTheIdOfTheResource() {
    List<Problem> problems =
        new WorkflowCompiler(Signatures.of(Compiled.CATALOGUE))
            .compile("other", Compiled.spec("{workflow: mine, steps: [{id: a, transform: 1}]}"))
            .problems();

    assertThat(problems).extracting(Problem::path).containsExactly("workflow");
  }

  @Test
  void asManyStepsAsThereMayBeAreCompiled() {
    StringBuilder yaml = new StringBuilder("steps:\n  - {id: s0, transform: '${1}'}\n");
    for (int i = 1; i < DefinitionLimits.STEPS; i++) {
      yaml.append("  - {id: s%d, transform: '${s%d + 1}'}\n".formatted(i, i - 1));
    }

    Workflow workflow = Compiled.workflow(yaml.toString());

    assertThat(workflow.nodes()).hasSize(DefinitionLimits.STEPS);
  }

  @Test
  void whatIsTooLargeIsToldAndNotChecked() {
    StringBuilder yaml = new StringBuilder("steps:\n");
    for (int i = 0; i < 5_001; i++) {
      yaml.append("  - {id: s%d, transform: '${nowhere}'}\n".formatted(i));
    }

    assertThat(Compiled.problems(yaml.toString()))
        .extracting(Problem::rule)
        .containsExactly("5,001 steps, at most 1,000", "5,001 expressions, at most 5,000");
  }

  @Test
  void stepsInsideStepsHaveALimit() {
    String inner = "[{id: last, transform: 1}]";
    for (int level = 0; level < DefinitionLimits.DEPTH; level++) {
      inner = "[{id: e%1$d, each: [1], as: i%1$d, steps: %2$s}]".formatted(level, inner);
    }

    assertThat(Compiled.problems("steps: " + inner))
        .extracting(Problem::rule)
        .containsExactly("17 levels of steps inside steps, at most 16");
  }

  @Test
  void aRetryForAnUnknownCodeIsRefused() {
    assertThat(
            Compiled.problems(
                "steps: [{id: a, call: text.pii.mask, with: {text: x}, retry: {max: 1, codes:"
                    + " [conflikt]}}]"))
        .containsExactly(
            new Problem(
                "steps[0].retry.codes", "there is no code 'conflikt'", "did you mean 'conflict'?"));
  }

  @Test
  void aConditionOfAStepIsTrueOrFalse() {
    assertThat(Compiled.problems("steps: [{id: a, when: \"${1 + 1}\", transform: x}]"))
        .extracting(Problem::path)
        .containsExactly("steps[0].when");
  }
}
