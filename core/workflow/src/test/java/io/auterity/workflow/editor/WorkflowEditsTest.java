package io.auterity.workflow.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.yaml.YamlReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.workflow.editor.WorkflowEdit.Verb;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowEditsTest {

  private static final String TEXT =
      """
      # Triage of complaints
      kind: workflow
      id: triage
      spec:
        input: {items: {type: array}}
        steps:
          - id: all
            each: ${input.items} # one by one
            steps:
              # hides names
              - {id: mask, call: text.pii.mask, with: {text: "${item.text == 'mask' ? mask.mask : mask(1)}"}}
              - id: file
                after: mask
                branch:
                  - when: ${mask.text == "x"}
                    steps:
                      - id: urgent
                        transform: 'it''s ${ {''mask'': mask.text} }'
          - id: sum # of all
            transform: ${size(all)}
        output: ${sum}
      """;

  private static final Json WAIT = json("{id: pause, wait: 5s}");

  @Test
  void aStepIsAddedBehindAnother() {
    assertThat(apply(edit(Verb.ADD, null, null, WAIT, "all", null, null, null)))
        .isEqualTo(TEXT.replace("    - id: sum", "    - id: pause\n      wait: 5s\n    - id: sum"));
    assertThat(apply(edit(Verb.ADD, null, null, WAIT, "urgent", null, null, null)))
        .isEqualTo(
            TEXT.replace(
                "    - id: sum",
                "                - id: pause\n                  wait: 5s\n    - id: sum"));
    assertThat(apply(edit(Verb.ADD, null, null, WAIT, null, "spec.steps[0].steps", 0, null)))
        .isEqualTo(
            TEXT.replace(
                "        # hides", "        - id: pause\n          wait: 5s\n        # hides"));
    assertThat(apply(edit(Verb.ADD, null, null, WAIT, null, null, null, null)))
        .isEqualTo(TEXT.replace("  output", "    - id: pause\n      wait: 5s\n  output"));
  }

  @Test
  void pastedStepsGetIdsThatAreFreeAndReferToEachOther() {
    String steps =
        """
        # Two more
        - id: sum
          transform: ${size(all)}
        - {id: sum_2, after: sum, transform: "${sum + 1}"}
        """;

    assertThat(apply(pasted("sum", steps)))
        .isEqualTo(
            TEXT.replace(
                "  output",
                """
                    - id: sum_3
                      transform: ${size(all)}
                    - id: sum_2
                      after: sum_3
                      transform: ${sum_3 + 1}
                  output\
                """));
    assertThat(apply(pasted("sum", "{\"id\": \"more\", \"wait\": \"1s\"}")))
        .isEqualTo(TEXT.replace("  output", "    - id: more\n      wait: 1s\n  output"));
    refused(pasted("sum", "hello"), "holds 0 steps: write YAML of 1 to 100");
    refused(pasted("sum", ""), "holds 0 steps");
    refused(pasted("sum", "a: ["), "line ");
    refused(pasted("sum", steps(101)), "101 steps");
  }

  private static String steps(int count) {
    return IntStream.range(0, count)
        .mapToObj("- {id: s%d, wait: 1s}\n"::formatted)
        .collect(Collectors.joining());
  }

  @Test
  void theFirstStepMakesTheList() {
    assertThat(
            WorkflowEdits.apply(
                "kind: workflow\nid: new\nspec: {}\n",
                List.of(edit(Verb.ADD, null, null, WAIT, null, null, null, null))))
        .isEqualTo("kind: workflow\nid: new\nspec:\n  steps:\n    - id: pause\n      wait: 5s\n");
  }

  @Test
  void aFieldOfAStepIsSetAndRemoved() {
    String set =
        apply(edit(Verb.SET, "mask", "with.text", Json.of("${item}"), null, null, null, null));

    assertThat(set)
        .isEqualTo(TEXT.replace("${item.text == 'mask' ? mask.mask : mask(1)}", "${item}"));
    assertThat(apply(edit(Verb.SET, "sum", "when", Json.of("${true}"), null, null, null, null)))
        .isEqualTo(TEXT.replace("${size(all)}\n", "${size(all)}\n      when: ${true}\n"));
    assertThat(apply(edit(Verb.REMOVE, "file", "after", null, null, null, null, null)))
        .isEqualTo(TEXT.replace("          after: mask\n", ""));
    assertThat(apply(edit(Verb.REMOVE, null, "spec.output", null, null, null, null, null)))
        .isEqualTo(TEXT.replace("  output: ${sum}\n", ""));
  }

  @Test
  void aStepIsMovedAndRemoved() {
    assertThat(apply(edit(Verb.MOVE, "sum", null, null, null, null, 0, null)))
        .isEqualTo(
            TEXT.replace("    - id: sum # of all\n      transform: ${size(all)}\n", "")
                .replace(
                    "    - id: all",
                    "    - id: sum # of all\n      transform: ${size(all)}\n    - id: all"));
    assertThat(apply(edit(Verb.REMOVE, "sum", null, null, null, null, null, null)))
        .isEqualTo(TEXT.replace("    - id: sum # of all\n      transform: ${size(all)}\n", ""));
  }

  @Test
  void aStepIsRenamedWhereItIsReferredTo() {
    assertThat(apply(edit(Verb.RENAME, "mask", null, null, null, null, null, "hide")))
        .isEqualTo(
            TEXT.replace("id: mask", "id: hide")
                .replace("? mask.mask :", "? hide.mask :")
                .replace("after: mask", "after: hide")
                .replace("{mask.text", "{hide.text")
                .replace(
                    "'it''s ${ {''mask'': mask.text} }'", "\"it's ${ {'mask': hide.text} }\""));
  }

  @Test
  void whatCannotBeDoneIsRefusedWithAWayOut() {
    refused(edit(Verb.REMOVE, "summ", null, null, null, null, null, null), "did you mean 'sum'");
    refused(edit(Verb.RENAME, "sum", null, null, null, null, null, "all"), "choose another id");
    refused(edit(Verb.RENAME, "sum", null, null, null, null, null, "a-b"), "no identifier");
    refused(edit(Verb.SET, "sum", null, null, null, null, null, null), "'value' is missing");
    refused(edit(Verb.REMOVE, null, "spec.nothing", null, null, null, null, null), "edit the text");
    assertThatThrownBy(
            () ->
                WorkflowEdits.apply(
                    TEXT,
                    Collections.nCopies(
                        51, edit(Verb.REMOVE, "sum", null, null, null, null, null, null))))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("at most 50");
    assertThatThrownBy(() -> WorkflowEdits.apply("a: [", List.of()))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining("line ");
  }

  private static void refused(WorkflowEdit edit, String reason) {
    assertThatThrownBy(() -> apply(edit))
        .isInstanceOf(CallFailedException.class)
        .hasMessageContaining(reason);
  }

  private static String apply(WorkflowEdit edit) {
    return WorkflowEdits.apply(TEXT, List.of(edit));
  }

  private static WorkflowEdit edit(
      Verb verb,
      @Nullable String step,
      @Nullable String path,
      @Nullable Json value,
      @Nullable String after,
      @Nullable String in,
      @Nullable Integer at,
      @Nullable String to) {
    return new WorkflowEdit(verb, step, path, value, after, in, at, to, null);
  }

  private static WorkflowEdit pasted(String after, String text) {
    return new WorkflowEdit(Verb.ADD, null, null, null, after, null, null, null, text);
  }

  private static Json json(String yaml) {
    return new YamlReader(1_000).read(yaml).getFirst().value();
  }
}
