package io.auterity.testkit.contract.tracker;

import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueLabel;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueLink;
import io.auterity.spi.tracker.IssueLinkType;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueTransition;
import io.auterity.spi.tracker.IssueTransitionQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewIssueComment;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.NewIssueLink;
import io.auterity.spi.tracker.NewSprint;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectUpdate;
import io.auterity.spi.tracker.Sprint;
import io.auterity.spi.tracker.SprintUpdate;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.spi.tracker.WhichSprint;
import io.auterity.testkit.contract.ContractPart;
import io.auterity.testkit.contract.Failures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What tests of a tracker ask it with. */
abstract class TrackerPart extends ContractPart<Tracker> {

  static final String BUG = "bug";
  static final String DOCS = "docs";
  static final List<String> HOSTILE =
      List.of(
          "Überfällig: 日本語 🚀 e\u0301",
          "\"quoted\" 'single' \\ back `tick`",
          "<script>alert(1)</script> &amp; <b>",
          "${input.project} {{x}} %s %00 #{y}",
          "'; DROP TABLE issues; -- AND OR NOT",
          "\u202eright to left\u202c \ufeff zero\u200bwidth",
          "-f /etc/passwd @everyone #1 !1");

  final TrackerContract contract;

  TrackerPart(TrackerContract contract) {
    super(contract);
    this.contract = contract;
  }

  final Tracker tracker() {
    return instance();
  }

  final Ref project() {
    return contract.project(tracker());
  }

  /** Whether it was done; if not, it must be refused as unsupported, by the field's name. */
  static boolean taken(String field, Runnable action) {
    Optional<Failure> failure = Failures.of(action);
    failure.ifPresent(
        found -> {
          assertThat(found.code()).as(found.message()).isEqualTo(FailureCode.UNSUPPORTED);
          assertThat(found.fields()).containsOnlyKeys(field);
        });
    return failure.isEmpty();
  }

  /** The result of the action; empty when it was refused as {@link #taken} wants it. */
  static <T> Optional<T> tried(String field, Supplier<T> action) {
    List<T> made = new ArrayList<>(1);
    return taken(field, () -> made.add(action.get()))
        ? Optional.of(made.getFirst())
        : Optional.empty();
  }

  Sprint read(WhichSprint sprint) {
    return tracker().getSprint(sprint, call("sprint.get"));
  }

  Issue opened(Ref project, String title, String... labels) {
    NewIssue input =
        NewIssue.builder(project, title)
            .body("Body")
            .labels(labels.length == 0 ? null : List.of(labels))
            .build();
    return (Issue) accepted("issue.create", input);
  }

  /** Opened with labels; empty where issues have none. */
  Optional<Issue> labelled(Ref project, String title, String... labels) {
    NewIssue input = NewIssue.builder(project, title).body("Body").labels(List.of(labels)).build();
    return tried("labels", () -> tracker().createIssue(input, call("issue.create")));
  }

  /** Makes a label where trackers want them made before issues carry them. */
  void label(Ref project, String name) {
    if (supports("label.create")) {
      labelMade(project, name);
    }
  }

  IssueComment comment(Ref issue, String text) {
    return tracker().createComment(new NewIssueComment(issue, text), call("comment.create"));
  }

  IssueLink link(Ref issue, Ref other) {
    return tracker()
        .createLink(new NewIssueLink(issue, IssueLinkType.BLOCKS, other), call("link.create"));
  }

  IssueLabel labelMade(Ref project, String name) {
    return (IssueLabel) accepted("label.create", new NewIssueLabel(project, name, "d73a4a", null));
  }

  static SprintUpdate renamed(Ref sprint, String name) {
    return new SprintUpdate(sprint, Change.to(name), Change.keep(), Change.keep(), Change.keep());
  }

  Sprint sprint(Ref project) {
    return (Sprint) accepted("sprint.create", newSprint(project, "Week 1"));
  }

  static NewSprint newSprint(Ref project, String name) {
    return new NewSprint(
        project,
        name,
        Instant.parse("2031-02-03T00:00:00Z"),
        Instant.parse("2031-02-10T00:00:00Z"));
  }

  static ProjectUpdate described(Ref project, String text) {
    return new ProjectUpdate(project, Change.keep(), Change.to(text), Change.keep());
  }

  static IssueUpdate closing(Ref issue) {
    return IssueUpdate.builder(issue).state(Change.to(IssueState.CLOSED)).build();
  }

  Project read(Ref project) {
    return tracker().getProject(new WhichProject(project), call("project.get"));
  }

  Issue get(Ref issue) {
    return tracker().getIssue(new WhichIssue(issue), call("issue.get"));
  }

  Issue update(IssueUpdate change) {
    return tracker().updateIssue(change, call("issue.update"));
  }

  List<IssueLabel> labels(Ref project) {
    return all(
        slice ->
            tracker()
                .listLabels(
                    new IssueLabelQuery(project, slice.cursor(), slice.limit()),
                    call("label.list")),
        50);
  }

  List<IssueTransition> transitions(Ref issue) {
    return all(
        slice ->
            tracker()
                .listTransitions(
                    new IssueTransitionQuery(issue, slice.cursor(), slice.limit()),
                    call("transition.list")),
        2);
  }

  List<String> ids(Ref project, @Nullable IssueState state, int limit) {
    List<Issue> issues =
        all(
            slice ->
                tracker()
                    .listIssues(
                        new IssueQuery(project, state, null, slice.cursor(), slice.limit()),
                        call("issue.list")),
            limit);
    return issues.stream().map(issue -> issue.ref().id()).toList();
  }
}
