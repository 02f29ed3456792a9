package io.auterity.plugins.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.Page;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;

/** The tracker of one provider. */
record TrackerClient(Projects projects, Issues issues) implements Tracker {

  @Override
  public Project createProject(NewProject project, Call call) {
    return projects.create(project, call.idempotencyKey());
  }

  @Override
  public Page<Project> listProjects(ProjectQuery query, Call call) {
    return projects.list(query);
  }

  @Override
  public Issue createIssue(NewIssue issue, Call call) {
    return issues.create(issue, call.idempotencyKey());
  }

  @Override
  public Issue getIssue(WhichIssue input, Call call) {
    return issues.get(input.issue().id());
  }

  @Override
  public Page<Issue> listIssues(IssueQuery query, Call call) {
    return issues.list(query);
  }

  @Override
  public Issue updateIssue(IssueUpdate update, Call call) {
    return issues.update(update);
  }
}
