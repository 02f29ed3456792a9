package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredTypesTest {

  private final DeclaredTypes types =
      new DeclaredTypes(
          List.of(
              "io.auterity.run.completed.v1",
              "io.auterity.git.push.v1",
              "io.auterity.git.*.created.v1",
              "io.auterity.tracker.issue.*.v1",
              "io.auterity.knowledge.page_*.v1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.auterity.run.completed.v1",
        "io.auterity.run.*",
        "io.auterity.*",
        "io.auterity.git.push.v1",
        "io.auterity.git.tag.created.v1",
        "io.auterity.git.*",
        "io.auterity.git.tag.*",
        "io.auterity.tracker.*",
        "io.auterity.tracker.issue.created.v1",
        "io.auterity.tracker.issue.label.added.v1",
        "io.auterity.tracker.issue.created.*",
        "io.auterity.knowledge.page_moved.v1"
      })
  void whatIsDeclaredIsTaken(String type) {
    assertThatNoException().isThrownBy(() -> types.require(type));
  }

  @ParameterizedTest
  @CsvSource({
    "io.auterity.custom.paid.v1, declare it with a resource of kind event",
    "io.auterity.custom.*, declare it with a resource of kind event",
    "io.auterity.run.started.v1, did you mean 'io.auterity.run.completed.v1'?",
    "io.auterity.run.completed.v2, did you mean 'io.auterity.run.completed.v1'?",
    "io.auterity.run.completed, did you mean 'io.auterity.run.completed.v1'?",
    "io.auterity.run.completed.v1.*, did you mean 'io.auterity.run.completed.v1'?",
    "io.auterity.tracker.issues.created.v1, did you mean 'io.auterity.tracker.issue.*'?",
    "io.auterity.tracker.issue.created, did you mean 'io.auterity.tracker.issue.*'?",
    "io.auterity.git.tag.deleted.v1, did you mean 'io.auterity.git.",
    "io.auterity.knowledge.moved.v1, did you mean 'io.auterity.knowledge.*'?",
    "io.auterity.weather.*, did you mean 'io.auterity.git.*'?"
  })
  void anyOtherIsRefusedWithWhatMayBeMeant(String type, String fix) {
    assertThatThrownBy(() -> types.require(type))
        .hasMessageContaining("type: '%s' never happens; ".formatted(type))
        .hasMessageContaining(fix);
  }
}
