package io.auterity.testkit.contract.tracker;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssuePriority;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a tracker does with issues that are changed. */
abstract class IssueUpdateTests extends TrackerPart {

  IssueUpdateTests(TrackerContract contract) {
    super(contract);
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    Ref project = project();
    label(project, BUG);
    Issue before = opened(project, "Wrong amount", BUG);

    update(closing(before.ref()));

    Issue after = get(before.ref());
    assertThat(after.state()).isEqualTo(IssueState.CLOSED);
    assertThat(after.title()).isEqualTo(before.title());
    assertThat(after.body()).isEqualTo(before.body());
    assertThat(after.labels()).isEqualTo(before.labels());
  }

  @Test
  void anUpdateSetsAndClears() {
    Ref project = project();
    label(project, BUG);
    Issue before = opened(project, "Wrong amount", BUG);

    boolean labelled = !before.labels().isEmpty();
    update(
        IssueUpdate.builder(before.ref())
            .title(Change.to("New"))
            .body(Change.clear())
            .labels(labelled ? Change.clear() : Change.keep())
            .build());

    Issue after = get(before.ref());
    assertThat(after.title()).isEqualTo("New");
    assertThat(after.body()).isEmpty();
    assertThat(after.labels()).isEmpty();
    expect(
        FailureCode.INVALID,
        () -> update(IssueUpdate.builder(before.ref()).title(Change.clear()).build()));
  }

  @TestFactory
  Stream<DynamicTest> aFieldIsSetAndClearedOrRefusedByName() {
    LocalDate day = LocalDate.of(2031, 2, 3);
    return Stream.of(
        DynamicTest.dynamicTest(
            "priority",
            () ->
                setAndCleared(
                    "priority",
                    p -> IssueUpdate.builder(p).priority(Change.to(IssuePriority.HIGH)),
                    p -> IssueUpdate.builder(p).priority(Change.clear()),
                    Issue::priority,
                    IssuePriority.HIGH)),
        DynamicTest.dynamicTest(
            "dueOn",
            () ->
                setAndCleared(
                    "dueOn",
                    p -> IssueUpdate.builder(p).dueOn(Change.to(day)),
                    p -> IssueUpdate.builder(p).dueOn(Change.clear()),
                    Issue::dueOn,
                    day)),
        DynamicTest.dynamicTest("parent", this::aPartHasAParent),
        DynamicTest.dynamicTest("assignees", this::peopleWorkOnIssues));
  }

  private void setAndCleared(
      String field,
      Function<Ref, IssueUpdate.Builder> setting,
      Function<Ref, IssueUpdate.Builder> clearing,
      Function<Issue, @Nullable Object> value,
      Object expected) {
    Ref issue = opened(project(), "Wrong amount").ref();
    if (taken(field, () -> update(setting.apply(issue).build()))) {
      assertThat(value.apply(get(issue))).isEqualTo(expected);
      update(clearing.apply(issue).build());
      assertThat(value.apply(get(issue))).isNull();
    }
  }

  private void aPartHasAParent() {
    Ref project = project();
    Ref whole = opened(project, "Whole").ref();
    Ref part = opened(project, "Part").ref();
    IssueUpdate moving = IssueUpdate.builder(part).parent(Change.to(whole)).build();
    if (taken("parent", () -> update(moving))) {
      assertThat(get(part).parent()).isEqualTo(whole);
    }
  }

  private void peopleWorkOnIssues() {
    offered(!contract.people().isEmpty());
    Ref project = project();
    Ref issue = opened(project, "Wrong amount").ref();
    String one = contract.people().getFirst();
    IssueUpdate giving = IssueUpdate.builder(issue).assignees(Change.to(List.of(one))).build();
    if (taken("assignees", () -> update(giving))) {
      assertThat(get(issue).assignees()).containsExactly(one);
      IssueQuery query = new IssueQuery(project, null, null, null, null, one, null);
      tried("assignee", () -> tracker().listIssues(query, call("issue.list")))
          .ifPresent(
              page -> assertThat(page.items()).extracting(Issue::ref).containsExactly(issue));
      update(IssueUpdate.builder(issue).assignees(Change.clear()).build());
      assertThat(get(issue).assignees()).isEmpty();
    }
  }
}
