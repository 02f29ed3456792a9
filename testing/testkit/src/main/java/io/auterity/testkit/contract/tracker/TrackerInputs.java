package io.auterity.testkit.contract.tracker;

import io.auterity.spi.Change;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueCommentQuery;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueLabelUpdate;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueLinkType;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueTransitionQuery;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewIssueComment;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.NewIssueLink;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichIssueComment;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.spi.tracker.WhichIssueLink;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.spi.tracker.WhichSprint;

/** One input for each operation. */
final class TrackerInputs extends TrackerPart {

  TrackerInputs(TrackerContract contract) {
    super(contract);
  }

  Object of(String operation) {
    if (!supports(operation)) {
      // What is refused as unsupported is refused whatever is asked for.
      return ofIssue(operation, Ref.of("nowhere"), Ref.of("nowhere"), Ref.of("nothing"));
    }
    if (operation.equals("project.create")) {
      return new NewProject(contract.freshKey(), "For a test", "What it is for");
    }
    if (operation.equals("project.list")) {
      return new ProjectQuery(null, null);
    }
    Ref project = project();
    return switch (operation) {
      case "comment.update", "comment.delete" ->
          ofIssue(operation, project, Ref.of(""), comment(opened(project, "A").ref(), "B").ref());
      case "link.delete" -> {
        Ref issue = opened(project, "A").ref();
        yield ofIssue(operation, project, issue, link(issue, opened(project, "B").ref()).ref());
      }
      case "link.create" ->
          ofIssue(operation, project, opened(project, "A").ref(), opened(project, "B").ref());
      case "label.update", "label.delete" ->
          ofIssue(operation, project, project, labelMade(project, BUG).ref());
      case "sprint.get", "sprint.update", "sprint.delete" ->
          ofIssue(operation, project, project, sprint(project).ref());
      case "sprint.remove" -> {
        SprintIssue planned = new SprintIssue(sprint(project).ref(), opened(project, "A").ref());
        tracker().addToSprint(planned, call("sprint.add"));
        yield planned;
      }
      case "sprint.add" ->
          ofIssue(operation, project, opened(project, "A").ref(), sprint(project).ref());
      case "transition.apply" -> {
        Ref issue = opened(project, "A").ref();
        yield ofIssue(operation, project, issue, transitions(issue).getFirst().ref());
      }
      default ->
          ofIssue(
              operation,
              project,
              operation.matches("(project|label|sprint)[.].*|issue.(create|list)")
                  ? project
                  : opened(project, "A").ref(),
              project);
    };
  }

  /** An input that names these, whatever is there. */
  static Object ofIssue(String operation, Ref project, Ref issue, Ref other) {
    return switch (operation) {
      case "project.create" -> new NewProject("unsupported", "Unsupported");
      case "project.list" -> new ProjectQuery(null, null);
      case "project.update" -> described(project, "Changed");
      case "project.get", "project.delete" -> new WhichProject(project);
      case "issue.create" -> NewIssue.builder(project, "A letter").body("Body").build();
      case "issue.get", "issue.delete" -> new WhichIssue(issue);
      case "issue.list" -> new IssueQuery(project, null, null, null, null);
      case "issue.update" -> closing(issue);
      case "comment.create" -> new NewIssueComment(issue, "Well said");
      case "comment.list" -> new IssueCommentQuery(issue, null, null);
      case "comment.update" -> new IssueCommentUpdate(other, "Better said");
      case "comment.delete" -> new WhichIssueComment(other);
      case "label.create" -> new NewIssueLabel(project, BUG, "d73a4a", "It is wrong");
      case "label.list" -> new IssueLabelQuery(project, null, null);
      case "label.update" ->
          new IssueLabelUpdate(other, Change.keep(), Change.keep(), Change.to("Changed"));
      case "label.delete" -> new WhichIssueLabel(other);
      case "link.create" -> new NewIssueLink(issue, IssueLinkType.BLOCKS, other);
      case "link.list" -> new IssueLinkQuery(issue, null, null);
      case "link.delete" -> new WhichIssueLink(other);
      case "sprint.create" -> newSprint(project, "Week 1");
      case "sprint.list" -> new SprintQuery(project, null, null);
      case "sprint.get", "sprint.delete" -> new WhichSprint(other);
      case "sprint.update" -> renamed(other, "Week 2");
      case "sprint.add", "sprint.remove" -> new SprintIssue(other, issue);
      case "transition.list" -> new IssueTransitionQuery(issue, null, null);
      case "transition.apply" -> new IssueMove(issue, other);
      default -> throw new AssertionError("no input for " + operation);
    };
  }
}
