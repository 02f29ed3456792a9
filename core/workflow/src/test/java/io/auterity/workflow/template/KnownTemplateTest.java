package io.auterity.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownTemplateTest {

  /** What an earlier version accepted is there after an upgrade: n8n-io/n8n#3373. */
  @Test
  void oneStaysWhoseCapabilityIsGone() {
    KnownTemplate known =
        known("kind: workflow\nid: x\nspec: {steps: [{id: a, call: gone.thing.do, with: {}}]}");

    assertThat(known.capabilities()).containsExactly("gone.thing.do");
    assertThat(known.workflow("mine", Json.EMPTY)).startsWith("kind: workflow\nid: mine\n");
  }

  @Test
  void oneStaysWhoseWorkflowCanNoLongerBeRead() {
    assertThat(known("kind: [").capabilities()).isEmpty();
    assertThat(known("spec: {steps: [{id: a, unknown: 1}]}").capabilities()).isEmpty();
  }

  @Test
  void capabilitiesAreThoseOfAllSteps() {
    KnownTemplate known =
        known(
            """
            kind: workflow
            id: x
            spec:
              steps:
                - id: all
                  each: "${[1]}"
                  as: n
                  steps: [{id: a, call: text.pii.mask, with: {text: x}}]
                - {id: b, call: git.branch.list, with: {}, undo: [{id: c, call: git.branch.delete}]}
                - {id: d, call: text.pii.mask, with: {text: y}}
            """);

    assertThat(known.capabilities())
        .containsExactly("git.branch.delete", "git.branch.list", "text.pii.mask");
    assertThat(known.builtIn()).isFalse();
  }

  private static KnownTemplate known(String workflow) {
    return KnownTemplate.of(
        "x", 1, new WorkflowTemplate("X", "Does x.", List.of(), Json.EMPTY, workflow, List.of()));
  }
}
