package io.auterity.testkit.contract.tracker;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.Support;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a tracker lists of its issues. */
abstract class IssueListTests extends TrackerPart {

  IssueListTests(TrackerContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> hostileLabelsFindNothing() {
    return HOSTILE.stream()
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text,
                    () -> {
                      Ref project = project();
                      opened(project, "A letter");
                      IssueQuery query = new IssueQuery(project, null, text, null, null);

                      tried("label", () -> tracker().listIssues(query, call("issue.list")))
                          .ifPresent(page -> assertThat(page.items()).isEmpty());
                    }));
  }

  @Test
  void pagesHoldEachIssueOnceOldestFirst() {
    Ref project = project();
    List<String> opened =
        IntStream.rangeClosed(1, 5)
            .mapToObj(i -> opened(project, "Issue " + i).ref().id())
            .toList();

    List<String> listed = ids(project, null, 2);
    if (inOrder("issue.list")) {
      assertThat(listed).containsExactlyElementsOf(opened);
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(opened);
  }

  /** Whether a list has the order of the kind; one that has not says so as partial. */
  private boolean inOrder(String operation) {
    var support = declared().support().get(operation);
    return support != null && support.support() != Support.PARTIAL;
  }

  @Test
  void aFilterHoldsOverPages() {
    Ref project = project();
    List<Issue> opened =
        IntStream.rangeClosed(1, 6).mapToObj(i -> opened(project, "Issue " + i)).toList();
    List<String> closed = new ArrayList<>();
    for (int i = 0; i < 6; i += 2) {
      closed.add(update(closing(opened.get(i).ref())).ref().id());
    }

    Optional<List<String>> listed = tried("state", () -> ids(project, IssueState.CLOSED, 2));
    offered(listed.isPresent());
    assertThat(listed.orElseThrow()).containsExactlyInAnyOrderElementsOf(closed);
    assertThat(ids(project, IssueState.OPEN, 2)).hasSize(3).doesNotContainAnyElementsOf(closed);
  }

  @Test
  void onlyIssuesThatCarryTheLabelAreListed() {
    Ref project = project();
    label(project, BUG);
    label(project, DOCS);
    Optional<Issue> both = labelled(project, "Both", BUG, DOCS);
    offered(both.isPresent());
    opened(project, "One", BUG);
    opened(project, "None");

    Optional<List<Issue>> documented = tried("label", () -> carrying(project, DOCS));
    offered(documented.isPresent());
    assertThat(documented.orElseThrow())
        .extracting(Issue::ref)
        .containsExactly(both.orElseThrow().ref());
    assertThat(carrying(project, BUG)).hasSize(2);
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    Ref project = project();
    for (int limit : new int[] {0, 201}) {
      IssueQuery query = new IssueQuery(project, null, null, null, limit);
      expect(FailureCode.INVALID, () -> tracker().listIssues(query, call("issue.list")));
    }
  }

  private List<Issue> carrying(Ref project, String label) {
    return all(
        slice ->
            tracker()
                .listIssues(
                    new IssueQuery(project, null, label, slice.cursor(), slice.limit()),
                    call("issue.list")),
        1);
  }
}
