package io.auterity.spi.tracker;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * Issue tracking: projects (the tracker's own containers), their issues, and what stands around
 * these: comments, labels, links, sprints and the flow from one status to the next.
 */
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

  @Operation(resource = "project", verb = "get", summary = "Read one project", effect = Effect.NONE)
  default Project getProject(WhichProject input, Call call) {
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
      resource = "project",
      verb = "update",
      summary = "Change fields of a project, or archive it",
      effect = Effect.IDEMPOTENT)
  default Project updateProject(ProjectUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "project",
      verb = "delete",
      summary = "Delete a project with all that it holds",
      effect = Effect.IDEMPOTENT)
  default Done deleteProject(WhichProject input, Call call) {
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
  default Issue getIssue(WhichIssue input, Call call) {
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

  @Operation(
      resource = "issue",
      verb = "delete",
      summary = "Delete an issue with its comments and links",
      effect = Effect.IDEMPOTENT)
  default Done deleteIssue(WhichIssue input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "comment",
      verb = "create",
      summary = "Say something of an issue",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default IssueComment createComment(NewIssueComment comment, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "comment",
      verb = "list",
      summary = "List comments of an issue, oldest first",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<IssueComment> listComments(IssueCommentQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "comment",
      verb = "update",
      summary = "Change what a comment says",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default IssueComment updateComment(IssueCommentUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "comment",
      verb = "delete",
      summary = "Delete a comment",
      effect = Effect.IDEMPOTENT)
  default Done deleteComment(WhichIssueComment input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "label",
      verb = "create",
      summary = "Create a label that issues may carry",
      effect = Effect.NON_IDEMPOTENT)
  default IssueLabel createLabel(NewIssueLabel label, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "label",
      verb = "list",
      summary = "List labels of a project",
      effect = Effect.NONE)
  default Page<IssueLabel> listLabels(IssueLabelQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "label",
      verb = "update",
      summary = "Change fields of a label",
      effect = Effect.IDEMPOTENT)
  default IssueLabel updateLabel(IssueLabelUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "label",
      verb = "delete",
      summary = "Delete a label and take it off issues",
      effect = Effect.IDEMPOTENT)
  default Done deleteLabel(WhichIssueLabel input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "link",
      verb = "create",
      summary = "Link two issues",
      effect = Effect.NON_IDEMPOTENT)
  default IssueLink createLink(NewIssueLink link, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "link",
      verb = "list",
      summary = "List links of an issue, as seen from it",
      effect = Effect.NONE)
  default Page<IssueLink> listLinks(IssueLinkQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "link",
      verb = "delete",
      summary = "Remove a link between issues",
      effect = Effect.IDEMPOTENT)
  default Done deleteLink(WhichIssueLink input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "sprint",
      verb = "create",
      summary = "Create a sprint that issues can be planned for",
      effect = Effect.NON_IDEMPOTENT)
  default Sprint createSprint(NewSprint sprint, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "sprint",
      verb = "list",
      summary = "List sprints of a project",
      effect = Effect.NONE)
  default Page<Sprint> listSprints(SprintQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "sprint", verb = "get", summary = "Read one sprint", effect = Effect.NONE)
  default Sprint getSprint(WhichSprint input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "sprint",
      verb = "update",
      summary = "Change fields of a sprint, start it or end it",
      effect = Effect.IDEMPOTENT)
  default Sprint updateSprint(SprintUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "sprint",
      verb = "delete",
      summary = "Delete a sprint; its issues stay",
      effect = Effect.IDEMPOTENT)
  default Done deleteSprint(WhichSprint input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "sprint",
      verb = "add",
      summary = "Plan an issue for a sprint",
      effect = Effect.IDEMPOTENT)
  default Done addToSprint(SprintIssue input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "sprint",
      verb = "remove",
      summary = "Take an issue out of a sprint",
      effect = Effect.IDEMPOTENT)
  default Done removeFromSprint(SprintIssue input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "transition",
      verb = "list",
      summary = "List the ways on from where an issue stands",
      effect = Effect.NONE)
  default Page<IssueTransition> listTransitions(IssueTransitionQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "transition",
      verb = "apply",
      summary = "Move an issue to another status",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default Issue applyTransition(IssueMove move, Call call) {
    throw call.unsupported();
  }
}
