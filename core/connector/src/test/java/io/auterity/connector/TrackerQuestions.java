package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueCommentQuery;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueLabelUpdate;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueLinkType;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssuePriority;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
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
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.SprintState;
import io.auterity.spi.tracker.SprintUpdate;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichIssueComment;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.spi.tracker.WhichIssueLink;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.spi.tracker.WhichSprint;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that the kind of trackers can be asked for: the least and the most of inputs, each state,
 * each change set and cleared, and a second page.
 */
final class TrackerQuestions {

  private TrackerQuestions() {}

  /** Ids as a vendor writes them. */
  record Named(
      String project,
      String issue,
      String other,
      String comment,
      String link,
      String sprint,
      String transition,
      String label) {

    Ref ref(String id) {
      return new Ref("mine", id);
    }
  }

  /** What stands around issues, where the file has it: each twice where there are two ways. */
  private static void surroundings(AnsweringVendor vendor, Named named) {
    Ref project = named.ref(named.project());
    Ref issue = named.ref(named.issue());
    Ref comment = named.ref(named.comment());
    Instant day = Instant.parse("2031-02-03T00:00:00Z");
    ask(vendor, "project.get", (t, call) -> t.getProject(new WhichProject(project), call));
    for (Change<String> text : changed("Text")) {
      ask(
          vendor,
          "project.update",
          (t, call) ->
              t.updateProject(
                  new ProjectUpdate(project, Change.keep(), text, Change.keep()), call));
    }
    for (boolean archived : new boolean[] {true, false}) {
      ask(
          vendor,
          "project.update",
          (t, call) ->
              t.updateProject(
                  new ProjectUpdate(project, Change.keep(), Change.to("Text"), Change.to(archived)),
                  call));
    }
    ask(vendor, "project.delete", (t, call) -> t.deleteProject(new WhichProject(project), call));
    ask(
        vendor,
        "issue.list",
        (t, call) ->
            t.listIssues(
                new IssueQuery(project, null, null, null, 1, "ada", named.ref(named.sprint())),
                call));
    ask(vendor, "issue.delete", (t, call) -> t.deleteIssue(new WhichIssue(issue), call));
    ask(
        vendor,
        "comment.create",
        (t, call) -> t.createComment(new NewIssueComment(issue, "# Text"), call));
    paged(
        vendor,
        "comment.list",
        (t, cursor, call) -> t.listComments(new IssueCommentQuery(issue, cursor, 1), call));
    ask(
        vendor,
        "comment.update",
        (t, call) -> t.updateComment(new IssueCommentUpdate(comment, "Text"), call));
    ask(
        vendor,
        "comment.delete",
        (t, call) -> t.deleteComment(new WhichIssueComment(comment), call));
    for (String more : new String[] {null, "It is wrong"}) {
      String color = more == null ? null : "d73a4a";
      ask(
          vendor,
          "label.create",
          (t, call) -> t.createLabel(new NewIssueLabel(project, "other", color, more), call));
    }
    paged(
        vendor,
        "label.list",
        (t, cursor, call) -> t.listLabels(new IssueLabelQuery(project, cursor, 1), call));
    Ref label = named.ref(named.label());
    for (Change<String> text : changed("Text")) {
      ask(
          vendor,
          "label.update",
          (t, call) ->
              t.updateLabel(new IssueLabelUpdate(label, Change.keep(), Change.keep(), text), call));
    }
    ask(
        vendor,
        "label.update",
        (t, call) ->
            t.updateLabel(
                new IssueLabelUpdate(label, Change.to("new"), Change.to("d73a4a"), Change.keep()),
                call));
    ask(vendor, "label.delete", (t, call) -> t.deleteLabel(new WhichIssueLabel(label), call));
    for (IssueLinkType type : IssueLinkType.values()) {
      ask(
          vendor,
          "link.create",
          (t, call) -> t.createLink(new NewIssueLink(issue, type, named.ref(named.other())), call));
    }
    paged(
        vendor,
        "link.list",
        (t, cursor, call) -> t.listLinks(new IssueLinkQuery(issue, cursor, 50), call));
    ask(
        vendor,
        "link.delete",
        (t, call) -> t.deleteLink(new WhichIssueLink(named.ref(named.link())), call));
    boolean begun =
        ask(
            vendor,
            "sprint.create",
            (t, call) ->
                t.createSprint(new NewSprint(project, "Week", day, day.plusSeconds(1)), call));
    if (!begun) {
      ask(
          vendor,
          "sprint.create",
          (t, call) -> t.createSprint(new NewSprint(project, "Week", null, day), call));
    }
    paged(
        vendor,
        "sprint.list",
        (t, cursor, call) -> t.listSprints(new SprintQuery(project, cursor, 1), call));
    ask(
        vendor,
        "sprint.add",
        (t, call) -> t.addToSprint(new SprintIssue(named.ref(named.sprint()), issue), call));
    sprints(vendor, named);
    paged(
        vendor,
        "transition.list",
        (t, cursor, call) -> t.listTransitions(new IssueTransitionQuery(issue, cursor, 50), call));
    ask(
        vendor,
        "transition.apply",
        (t, call) -> t.applyTransition(new IssueMove(issue, named.ref(named.transition())), call));
  }

  private static void sprints(AnsweringVendor vendor, Named named) {
    Ref sprint = named.ref(named.sprint());
    Instant day = Instant.parse("2031-02-03T00:00:00Z");
    List<SprintUpdate> changes = new ArrayList<>();
    for (SprintState state : SprintState.values()) {
      changes.add(
          new SprintUpdate(sprint, Change.keep(), Change.to(state), Change.keep(), Change.keep()));
    }
    changes.add(
        new SprintUpdate(sprint, Change.to("New"), Change.keep(), Change.keep(), Change.to(day)));
    changes.add(
        new SprintUpdate(
            sprint, Change.keep(), Change.keep(), Change.to(day), Change.to(day.plusSeconds(9))));
    changes.forEach(each -> ask(vendor, "sprint.update", (t, call) -> t.updateSprint(each, call)));
    ask(vendor, "sprint.get", (t, call) -> t.getSprint(new WhichSprint(sprint), call));
    ask(
        vendor,
        "sprint.remove",
        (t, call) -> t.removeFromSprint(new SprintIssue(sprint, named.ref(named.issue())), call));
    ask(vendor, "sprint.delete", (t, call) -> t.deleteSprint(new WhichSprint(sprint), call));
  }

  /** Fields that not all vendors have: set one by one, and cleared. */
  private static void fields(AnsweringVendor vendor, Named named) {
    Ref issue = named.ref(named.issue());
    Ref parent = named.ref(named.other());
    LocalDate day = LocalDate.of(2031, 2, 3);
    Ref project = named.ref(named.project());
    List<NewIssue> created = new ArrayList<>();
    created.add(NewIssue.builder(project, "T").assignees(List.of("ada")).build());
    created.add(NewIssue.builder(project, "T").dueOn(day).build());
    created.add(NewIssue.builder(project, "T").parent(parent).build());
    List<IssueUpdate> changed = new ArrayList<>();
    for (IssuePriority priority : IssuePriority.values()) {
      created.add(NewIssue.builder(project, "T").priority(priority).build());
      changed.add(IssueUpdate.builder(issue).priority(Change.to(priority)).build());
    }
    changed.add(IssueUpdate.builder(issue).priority(Change.clear()).build());
    changed(List.of("ada"))
        .forEach(to -> changed.add(IssueUpdate.builder(issue).assignees(to).build()));
    changed(day).forEach(to -> changed.add(IssueUpdate.builder(issue).dueOn(to).build()));
    changed(parent).forEach(to -> changed.add(IssueUpdate.builder(issue).parent(to).build()));
    created.forEach(each -> ask(vendor, "issue.create", (t, call) -> t.createIssue(each, call)));
    changed.forEach(each -> ask(vendor, "issue.update", (t, call) -> t.updateIssue(each, call)));
  }

  /**
   * Asks what the file has; it may say of an input that the vendor lacks it, by its name.
   *
   * @return whether it was answered
   */
  private static boolean ask(
      AnsweringVendor vendor, String operation, BiFunction<Tracker, Call, Object> asking) {
    try {
      assertThat(asking.apply(vendor.tracker, vendor.call(operation))).isNotNull();
      return true;
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).as(operation + ": " + e).isEqualTo(FailureCode.UNSUPPORTED);
      return false;
    }
  }

  private interface Listing {
    Page<?> of(Tracker tracker, @Nullable Cursor cursor, Call call);
  }

  private static void paged(AnsweringVendor vendor, String operation, Listing listing) {
    ask(
        vendor,
        operation,
        (tracker, call) -> {
          Page<?> page = listing.of(tracker, null, call);
          assertThat(page.items()).as(operation).isNotEmpty();
          return page.next() == null ? page : listing.of(tracker, page.next(), call);
        });
  }

  static void ask(AnsweringVendor vendor, Named named) {
    String project = named.project();
    String issue = named.issue();
    surroundings(vendor, named);
    fields(vendor, named);
    Tracker tracker = vendor.tracker;
    Ref ref = new Ref("mine", issue);
    tracker.createProject(new NewProject("KEY", "Name"), vendor.call("project.create"));
    Page<Project> projects =
        tracker.listProjects(new ProjectQuery(null, 1), vendor.call("project.list"));
    tracker.listProjects(new ProjectQuery(projects.next(), 1), vendor.call("project.list"));
    tracker.createIssue(
        new NewIssue(new Ref("mine", project), "A \"title\"", null, null, null),
        vendor.call("issue.create"));
    ask(
        vendor,
        "issue.create",
        (t, call) ->
            t.createIssue(
                new NewIssue(
                    new Ref("mine", project), "Title", "# Body\n\n- a", List.of("bug"), Json.EMPTY),
                call));
    assertThat(tracker.getIssue(new WhichIssue(ref), vendor.call("issue.get")).ref())
        .isEqualTo(ref);
    ask(vendor, "issue.list", (t, call) -> list(vendor, null, null, null));
    for (IssueState state : new IssueState[] {null, IssueState.OPEN, IssueState.CLOSED}) {
      ask(
          vendor,
          "issue.list",
          (t, call) -> {
            Page<Issue> page = list(vendor, project, state, null);
            return list(vendor, project, state, page.next());
          });
    }
    for (Change<String> title : List.of(Change.<String>keep(), Change.to("New"))) {
      for (Change<String> body : changes("Text")) {
        for (Change<IssueState> state : states()) {
          for (Change<List<String>> labels : changes(List.of("bug"))) {
            if (!keeps(title, body, state, labels)) {
              ask(
                  vendor,
                  "issue.update",
                  (t, call) ->
                      t.updateIssue(new IssueUpdate(ref, title, body, state, labels), call));
            }
          }
        }
      }
    }
  }

  private static <T> List<Change<T>> changed(T value) {
    return List.of(Change.to(value), Change.clear());
  }

  private static boolean keeps(Change<?>... changes) {
    return Arrays.stream(changes).allMatch(Change.Keep.class::isInstance);
  }

  private static <T> List<Change<T>> changes(T value) {
    return List.of(Change.keep(), Change.to(value), Change.clear());
  }

  private static List<Change<IssueState>> states() {
    List<Change<IssueState>> all = new ArrayList<>(List.of(Change.keep()));
    Arrays.stream(IssueState.values()).forEach(state -> all.add(Change.to(state)));
    return all;
  }

  private static Page<Issue> list(
      AnsweringVendor vendor,
      @Nullable String project,
      @Nullable IssueState state,
      @Nullable Cursor cursor) {
    String label = state == null ? null : "bug";
    return vendor.tracker.listIssues(
        new IssueQuery(project == null ? null : new Ref("mine", project), state, label, cursor, 1),
        vendor.call("issue.list"));
  }
}
