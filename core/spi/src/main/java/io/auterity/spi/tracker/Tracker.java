package io.auterity.spi.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/** Issue tracking: projects (the tracker's own containers) and their issues. */
@Kind("tracker")
public interface Tracker {

  @Operation(
      resource = "project",
      verb = "create",
      summary = "Create a project that holds issues",
      effect = Effect.NON_IDEMPOTENT)
  default Project createProject(NewProject project, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "project",
      verb = "list",
      summary = "List projects, oldest first",
      effect = Effect.NONE)
  default Page<Project> listProjects(ProjectQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "issue",
      verb = "create",
      summary = "Open an issue in a project",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default Issue createIssue(NewIssue issue, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "issue",
      verb = "get",
      summary = "Read one issue",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Issue getIssue(IssueGet input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "issue",
      verb = "list",
      summary = "List issues, oldest first",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<Issue> listIssues(IssueQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "issue",
      verb = "update",
      summary = "Change fields of an issue",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default Issue updateIssue(IssueUpdate update, Call call) {
    throw call.unsupported();
  }
}
