package io.auterity.plugins.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueCommentQuery;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.IssueLabel;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueLabelUpdate;
import io.auterity.spi.tracker.IssueLink;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueTransition;
import io.auterity.spi.tracker.IssueTransitionQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewIssueComment;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.NewIssueLink;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.NewSprint;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.ProjectUpdate;
import io.auterity.spi.tracker.Sprint;
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.SprintUpdate;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichIssueComment;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.spi.tracker.WhichIssueLink;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.spi.tracker.WhichSprint;
import java.time.InstantSource;
import java.util.Optional;

/** The tracker of one provider. */
record TrackerClient(
    TrackerDocuments store,
    Projects projects,
    Issues issues,
    IssueComments comments,
    IssueLabels labels,
    IssueLinks links,
    Sprints sprints)
    implements Tracker {

  static TrackerClient of(ProviderContext context, InstantSource clock) {
    TrackerDocuments store = new TrackerDocuments(context.id(), context.documents(), clock);
    Issues issues = new Issues(store);
    return new TrackerClient(
        store,
        new Projects(store),
        issues,
        new IssueComments(store, issues),
        new IssueLabels(store, issues),
        new IssueLinks(store, issues),
        new Sprints(store, issues));
  }

  /** Removes what a project holds. */
  private void empty(String project, Call call) {
    issues.deleteAll(project, call);
    Json.Obj ofProject = Json.EMPTY.with("project", Json.of(project));
    store.clear(IssueLabels.COLLECTION, ofProject, call);
    store.clear(Sprints.COLLECTION, ofProject, call);
  }

  /** The key of a call that is still wanted. */
  private static Optional<String> key(Call call) {
    if (call.cancelled()) {
      throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
    return call.idempotencyKey();
  }

  @Override
  public Project createProject(NewProject project, Call call) {
    return projects.create(project, key(call));
  }

  @Override
  public Project getProject(WhichProject input, Call call) {
    return projects.get(input.project());
  }

  @Override
  public Page<Project> listProjects(ProjectQuery query, Call call) {
    return projects.list(query);
  }

  @Override
  public Project updateProject(ProjectUpdate update, Call call) {
    return projects.update(update);
  }

  @Override
  public Done deleteProject(WhichProject input, Call call) {
    return projects.delete(input.project(), key -> empty(key, call));
  }

  @Override
  public Issue createIssue(NewIssue issue, Call call) {
    return issues.create(issue, key(call));
  }

  @Override
  public Issue getIssue(WhichIssue input, Call call) {
    return issues.get(input.issue());
  }

  @Override
  public Page<Issue> listIssues(IssueQuery query, Call call) {
    return issues.list(query);
  }

  @Override
  public Issue updateIssue(IssueUpdate update, Call call) {
    return issues.update(update);
  }

  @Override
  public Done deleteIssue(WhichIssue input, Call call) {
    return issues.delete(input.issue(), call);
  }

  @Override
  public IssueComment createComment(NewIssueComment comment, Call call) {
    return comments.create(comment, key(call), call.caller().map(Call.Caller::id).orElse(null));
  }

  @Override
  public Page<IssueComment> listComments(IssueCommentQuery query, Call call) {
    return comments.list(query);
  }

  @Override
  public IssueComment updateComment(IssueCommentUpdate update, Call call) {
    return comments.update(update);
  }

  @Override
  public Done deleteComment(WhichIssueComment input, Call call) {
    return comments.delete(input.comment());
  }

  @Override
  public IssueLabel createLabel(NewIssueLabel label, Call call) {
    return labels.create(label, key(call));
  }

  @Override
  public Page<IssueLabel> listLabels(IssueLabelQuery query, Call call) {
    return labels.list(query);
  }

  @Override
  public IssueLabel updateLabel(IssueLabelUpdate update, Call call) {
    return labels.update(update);
  }

  @Override
  public Done deleteLabel(WhichIssueLabel input, Call call) {
    return labels.delete(input.label(), call);
  }

  @Override
  public IssueLink createLink(NewIssueLink link, Call call) {
    return links.create(link, key(call));
  }

  @Override
  public Page<IssueLink> listLinks(IssueLinkQuery query, Call call) {
    return links.list(query);
  }

  @Override
  public Done deleteLink(WhichIssueLink input, Call call) {
    return links.delete(input.link());
  }

  @Override
  public Sprint createSprint(NewSprint sprint, Call call) {
    return sprints.create(sprint, key(call));
  }

  @Override
  public Page<Sprint> listSprints(SprintQuery query, Call call) {
    return sprints.list(query);
  }

  @Override
  public Sprint getSprint(WhichSprint input, Call call) {
    return sprints.get(input.sprint());
  }

  @Override
  public Sprint updateSprint(SprintUpdate update, Call call) {
    return sprints.update(update);
  }

  @Override
  public Done deleteSprint(WhichSprint input, Call call) {
    return sprints.delete(input.sprint(), call);
  }

  @Override
  public Done removeFromSprint(SprintIssue input, Call call) {
    return sprints.remove(input);
  }

  @Override
  public Done addToSprint(SprintIssue input, Call call) {
    return sprints.add(input);
  }

  @Override
  public Page<IssueTransition> listTransitions(IssueTransitionQuery query, Call call) {
    return issues.transitions(query);
  }

  @Override
  public Issue applyTransition(IssueMove move, Call call) {
    return issues.move(move);
  }
}
