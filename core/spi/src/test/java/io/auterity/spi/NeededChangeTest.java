package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.automation.AutomatedWorkflowUpdate;
import io.auterity.spi.automation.IntegrationUpdate;
import io.auterity.spi.ci.EnvironmentUpdate;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.RepositoryHookUpdate;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.SpaceUpdate;
import io.auterity.spi.shape.Shapes;
import io.auterity.spi.tracker.IssueLabelUpdate;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.ProjectUpdate;
import io.auterity.spi.tracker.SprintUpdate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeededChangeTest {

  private final Shapes inputs = Shapes.ofInputs();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workflow | name, definition",
        "integration | name, settings",
        "environment | externalUrl",
        "pull | title, body, target, state, draft",
        "webhook | targetUrl, events, active",
        "repository | name, description, visibility, defaultBranch, archived",
        "page | title, body",
        "space | name, description",
        "label | name, color, description",
        "issue | title, body, state, labels, assignees, priority, dueOn, parent, extra",
        "project | name, description, archived",
        "sprint | name, state, startsAt, endsAt"
      })
  void anUpdateThatChangesNothingIsInvalidAndToldWhatItMayChange(String thing, String fields) {
    Json.Obj empty = Json.EMPTY.with(thing, Json.of("1"));

    assertThatThrownBy(() -> inputs.read(empty, type(thing), "input"))
        .isInstanceOfSatisfying(
            CallFailedException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.INVALID))
        .hasMessageContaining("must change something: give one of " + fields);
  }

  @Test
  void whatIsClearedIsChanged() {
    Json.Obj cleared = Json.EMPTY.with("environment", Json.of("1")).with("externalUrl", Json.NULL);

    assertThat(inputs.read(cleared, EnvironmentUpdate.class, "input"))
        .isEqualTo(new EnvironmentUpdate(Ref.of("1"), Change.clear()));
  }

  @Test
  void settingsOfAnAccountAreAChangeToo() {
    Json.Obj update = Json.EMPTY.with("integration", Json.of("1")).with("settings", Json.EMPTY);

    assertThat(inputs.read(update, IntegrationUpdate.class, "input")).isNotNull();
  }

  private static Class<?> type(String thing) {
    return List.of(
            AutomatedWorkflowUpdate.class,
            IntegrationUpdate.class,
            EnvironmentUpdate.class,
            PullRequestUpdate.class,
            RepositoryHookUpdate.class,
            RepositoryUpdate.class,
            PageUpdate.class,
            SpaceUpdate.class,
            IssueLabelUpdate.class,
            IssueUpdate.class,
            ProjectUpdate.class,
            SprintUpdate.class)
        .stream()
        .filter(type -> type.getRecordComponents()[0].getName().equals(thing))
        .findFirst()
        .orElseThrow();
  }
}
