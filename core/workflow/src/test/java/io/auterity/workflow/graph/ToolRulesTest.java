package io.auterity.workflow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.problem.Problem;
import io.auterity.workflow.step.Compiled;
import io.auterity.workflow.step.StepKinds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolRulesTest {

  private static final String STEPS = "\nsteps: [{id: a, transform: x}]";

  private static DefinitionReader.Read read(String id, String fields) {
    return DefinitionReader.read(id, Compiled.spec(fields + STEPS), StepKinds.ALL);
  }

  private static List<String> wrong(String id, String fields) {
    return read(id, fields).problems().stream().map(Problem::toString).toList();
  }

  @Test
  void aWorkflowIsNoToolUnlessItSaysSo() {
    assertThat(read("refund", "").definition().tool()).isNull();
    assertThat(read("refund", "tool: false").definition().tool()).isNull();
    assertThat(read("refund", "tool: true").definition().tool()).isEmpty();
  }

  @Test
  void aTextIsWhatAgentsAreTold() {
    assertThat(read("refund", "tool: ' Refunds an order. '").definition().tool())
        .isEqualTo("Refunds an order.");
    assertThat(wrong("refund", "tool: '  '")).singleElement().asString().contains("1 to 1,000");
    assertThat(wrong("refund", "tool: " + "x".repeat(1_000))).isEmpty();
    assertThat(wrong("refund", "tool: " + "x".repeat(1_001)))
        .singleElement()
        .asString()
        .startsWith("tool: must have 1 to 1,000 characters");
    assertThat(wrong("refund", "tool: 1")).singleElement().asString().contains("true or false");
  }

  @ParameterizedTest
  @CsvSource({"shop.refund", "shop.2"})
  void anIdThatIsNoNameOfAToolIsRefused(String id) {
    assertThat(wrong(id, "tool: true"))
        .singleElement()
        .asString()
        .startsWith("tool: models take no tool of the name 'run_%s'".formatted(id));
    assertThat(wrong(id, "tool: false")).isEmpty();
  }

  @Test
  void aNameHasAtMost64Characters() {
    assertThat(wrong("x".repeat(60), "tool: true")).isEmpty();
    assertThat(wrong("x".repeat(61), "tool: true")).hasSize(1);
  }

  @Test
  void anInputThatModelsDoNotTakeIsRefused() {
    assertThat(wrong("refund", "input: {'Order No.': {type: string}}\ntool: true"))
        .singleElement()
        .asString()
        .contains("the property 'Order No.'");
    assertThat(wrong("refund", "input: {type: object, anyOf: [{required: [a]}]}\ntool: Refunds."))
        .singleElement()
        .asString()
        .contains("'anyOf' at its top");
    assertThat(wrong("refund", "input: {'Order No.': {type: string}}")).isEmpty();
  }
}
