package io.auterity.testkit.contract.tracker;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.ProjectUpdate;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.testkit.contract.Slice;
import org.junit.jupiter.api.Test;

/** What a tracker does with projects. */
abstract class ProjectTests extends TrackerPart {

  ProjectTests(TrackerContract contract) {
    super(contract);
  }

  @Test
  void aCreatedProjectIsReadListedAndRefusedASecondTime() {
    offered(supports("project.create"));
    NewProject input = new NewProject(contract.freshKey(), "For a test");
    Project created = tracker().createProject(input, call("project.create"));
    contract.made(created.ref());

    assertThat(created.ref().provider()).isEqualTo(provider().id());
    assertThat(all(this::projects, 50)).extracting(Project::ref).contains(created.ref());
    expect(FailureCode.CONFLICT, () -> tracker().createProject(input, call("project.create")));
  }

  @Test
  void aProjectIsDescribedAndArchived() {
    offered(supports("project.update") && supports("project.get"));
    Ref project = project();

    tracker().updateProject(described(project, "Überall 日本 🚀"), call("project.update"));
    assertThat(read(project).description()).isEqualTo("Überall 日本 🚀");
    assertThat(read(project).archived()).isFalse();

    ProjectUpdate archiving =
        new ProjectUpdate(project, Change.keep(), Change.keep(), Change.to(true));
    if (taken("archived", () -> tracker().updateProject(archiving, call("project.update")))) {
      assertThat(read(project).archived()).isTrue();
      assertThat(read(project).description()).isEqualTo("Überall 日本 🚀");
    }
  }

  @Test
  void aDeletedProjectIsGoneWithItsIssues() {
    offered(supports("project.delete") && supports("project.create"));
    Ref project = project();
    Ref issue = opened(project, "A letter").ref();

    tracker().deleteProject(new WhichProject(project), call("project.delete"));

    expect(FailureCode.NOT_FOUND, () -> get(issue));
    expect(FailureCode.NOT_FOUND, () -> opened(project, "Another"));
  }

  private Page<Project> projects(Slice slice) {
    return tracker()
        .listProjects(new ProjectQuery(slice.cursor(), slice.limit()), call("project.list"));
  }
}
