package io.auterity.testkit.contract.tracker;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.WhichIssue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a tracker does with issues that are opened, read and deleted. */
abstract class IssueTests extends TrackerPart {

  IssueTests(TrackerContract contract) {
    super(contract);
  }

  @Test
  void aCreatedIssueIsOpenAndCanBeRead() {
    Ref project = project();
    label(project, BUG);
    label(project, DOCS);

    Optional<Issue> labelled = labelled(project, "Wrong amount", BUG, DOCS);
    Issue created = labelled.orElseGet(() -> opened(project, "Wrong amount"));

    Issue read = get(created.ref());
    assertThat(read.ref()).isEqualTo(created.ref());
    assertThat(read.state()).isEqualTo(IssueState.OPEN);
    assertThat(read.title()).isEqualTo("Wrong amount");
    assertThat(read.body()).isEqualTo("Body");
    assertThat(read.labels())
        .containsExactlyInAnyOrderElementsOf(labelled.isPresent() ? List.of(BUG, DOCS) : List.of());
    assertThat(read.ref().provider()).isEqualTo(provider().id());
    assertThat(read.project()).isEqualTo(created.project());
    assertThat(read.key()).isEqualTo(created.key());
    assertThat(ids(project, null, 10)).contains(created.ref().id());
  }

  @Test
  void aTitleThatIsBlankOrTooLongIsRefusedByName() {
    Ref project = project();
    for (String title : List.of("", " ", "two\nlines", "x".repeat(501))) {
      assertThat(expect(FailureCode.INVALID, () -> opened(project, title)).fields())
          .containsOnlyKeys("title");
    }
  }

  @TestFactory
  Stream<DynamicTest> hostileTextsComeBackAsTheyWere() {
    return HOSTILE.stream()
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text,
                    () -> {
                      Ref project = project();
                      NewIssue input = NewIssue.builder(project, text).body(text).build();

                      Issue issue = get(tracker().createIssue(input, call("issue.create")).ref());

                      assertThat(issue.title()).isEqualTo(text);
                      assertThat(issue.body()).isEqualTo(text);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsUnknownIsNotFound() {
    return Stream.of(
        unknown("issue.create", p -> TrackerInputs.ofIssue("issue.create", gone(p), p, p)),
        unknown("issue.list", p -> TrackerInputs.ofIssue("issue.list", gone(p), p, p)),
        unknown("project.get", p -> TrackerInputs.ofIssue("project.get", gone(p), p, p)),
        unknown("project.update", p -> TrackerInputs.ofIssue("project.update", gone(p), p, p)),
        unknown("label.list", p -> TrackerInputs.ofIssue("label.list", gone(p), p, p)),
        unknown("sprint.list", p -> TrackerInputs.ofIssue("sprint.list", gone(p), p, p)),
        unknown("issue.get", p -> TrackerInputs.ofIssue("issue.get", p, unknownIssue(p), p)),
        unknown("issue.update", p -> TrackerInputs.ofIssue("issue.update", p, unknownIssue(p), p)),
        unknown("issue.delete", p -> TrackerInputs.ofIssue("issue.delete", p, unknownIssue(p), p)),
        unknown(
            "comment.create", p -> TrackerInputs.ofIssue("comment.create", p, unknownIssue(p), p)),
        unknown("comment.list", p -> TrackerInputs.ofIssue("comment.list", p, unknownIssue(p), p)),
        unknown("link.list", p -> TrackerInputs.ofIssue("link.list", p, unknownIssue(p), p)),
        unknown(
            "transition.list",
            p -> TrackerInputs.ofIssue("transition.list", p, unknownIssue(p), p)),
        unknown(
            "sprint.add",
            p -> TrackerInputs.ofIssue("sprint.add", p, unknownIssue(p), sprint(p).ref())));
  }

  private DynamicTest unknown(String operation, Function<Ref, Object> input) {
    return DynamicTest.dynamicTest(
        operation,
        () -> {
          if (!supports(operation)) {
            return;
          }
          Object asked = input.apply(project());
          expect(FailureCode.NOT_FOUND, () -> invoke(operation, asked, call(operation)));
        });
  }

  /** A project that is not there, written as this tracker writes them. */
  private static Ref gone(Ref project) {
    return new Ref(project.provider(), project.id() + "0");
  }

  /** An issue that is not there, written as this tracker writes them. */
  private Ref unknownIssue(Ref project) {
    String id = opened(project, "A letter").ref().id();
    return new Ref(provider().id(), id.replaceFirst("[0-9]+$", "987654"));
  }

  @Test
  void aDeletedIssueIsGone() {
    offered(supports("issue.delete"));
    Ref issue = opened(project(), "Wrong amount").ref();

    tracker().deleteIssue(new WhichIssue(issue), call("issue.delete"));

    expect(FailureCode.NOT_FOUND, () -> get(issue));
  }
}
