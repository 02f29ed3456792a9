package io.auterity.testkit.contract.tracker;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueTransition;
import io.auterity.spi.tracker.Sprint;
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.WhichSprint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tracker does with sprints, and with the flow that issues go through. */
abstract class PlanningTests extends TrackerPart {

  PlanningTests(TrackerContract contract) {
    super(contract);
  }

  @Test
  void aSprintIsRenamedEmptiedAndDeleted() {
    offered(supports("sprint.create") && supports("sprint.get"));
    Ref project = project();
    Sprint made = sprint(project);
    Ref sprint = made.ref();
    Ref issue = opened(project, "Planned").ref();
    SprintIssue planned = new SprintIssue(sprint, issue);

    if (supports("sprint.update")) {
      tracker().updateSprint(renamed(sprint, "Woche 日本"), call("sprint.update"));
      assertThat(read(new WhichSprint(sprint)).name()).isEqualTo("Woche 日本");
      assertThat(read(new WhichSprint(sprint)).endsAt() == null).isEqualTo(made.endsAt() == null);
    }
    if (supports("sprint.add") && supports("sprint.remove")) {
      tracker().addToSprint(planned, call("sprint.add"));
      tracker().removeFromSprint(planned, call("sprint.remove"));
      assertThat(get(issue).sprint()).isNull();
    }
    if (supports("sprint.delete")) {
      tracker().deleteSprint(new WhichSprint(sprint), call("sprint.delete"));
      expect(FailureCode.NOT_FOUND, () -> read(new WhichSprint(sprint)));
      assertThat(get(issue).ref()).isEqualTo(issue);
    }
  }

  @Test
  void issuesArePlannedForSprints() {
    offered(supports("sprint.create") && supports("sprint.list"));
    Ref project = project();
    Sprint made = sprint(project);
    Ref issue = opened(project, "Planned").ref();
    opened(project, "Not planned");

    assertThat(sprints(project)).extracting(Sprint::ref).contains(made.ref());
    assertThat(made.name()).isEqualTo("Week 1");
    if (supports("sprint.add")) {
      tracker().addToSprint(new SprintIssue(made.ref(), issue), call("sprint.add"));
      IssueQuery query = new IssueQuery(project, null, null, null, null, null, made.ref());
      tried("sprint", () -> tracker().listIssues(query, call("issue.list")))
          .ifPresent(
              page -> assertThat(page.items()).extracting(Issue::ref).containsExactly(issue));
    }
  }

  @Test
  void anIssueGoesThroughItsFlowAndBack() {
    offered(supports("transition.list") && supports("transition.apply"));
    Ref issue = opened(project(), "Wrong amount").ref();

    assertThat(moved(issue, IssueState.CLOSED).state()).isEqualTo(IssueState.CLOSED);
    assertThat(get(issue).state()).isEqualTo(IssueState.CLOSED);
    assertThat(moved(issue, IssueState.OPEN).state()).isEqualTo(IssueState.OPEN);
  }

  private Issue moved(Ref issue, IssueState to) {
    IssueTransition way =
        transitions(issue).stream().filter(one -> one.state() == to).findFirst().orElseThrow();
    return tracker().applyTransition(new IssueMove(issue, way.ref()), call("transition.apply"));
  }

  private List<Sprint> sprints(Ref project) {
    return all(
        slice ->
            tracker()
                .listSprints(
                    new SprintQuery(project, slice.cursor(), slice.limit()), call("sprint.list")),
        2);
  }
}
