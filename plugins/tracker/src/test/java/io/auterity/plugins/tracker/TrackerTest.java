package io.auterity.plugins.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Change;
import io.auterity.spi.Documents;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueLinkType;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewIssueComment;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.NewIssueLink;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.NewSprint;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectUpdate;
import io.auterity.spi.tracker.Sprint;
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.SprintState;
import io.auterity.spi.tracker.SprintUpdate;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichIssueComment;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.spi.tracker.WhichSprint;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.ForwardingDocuments;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackerTest {

  private final FakeTime time = new FakeTime(Instant.parse("2026-03-04T05:06:07.123456789Z"));
  private final FakeProvider provider =
      new FakeProvider("tracker", ManifestFileReader.of(TrackerPlugin.class));
  private final Tracker tracker = new TrackerConnector(time).open(provider);

  @Test
  void numbersTheIssuesOfEachProject() {
    project("debts");
    project("loans");

    assertThat(List.of(issue("debts").key(), issue("loans").key(), issue("debts").key()))
        .containsExactly("debts-1", "loans-1", "debts-2");
  }

  @Test
  void aRepeatedCallLeavesNoGapInTheNumbers() {
    project("debts");
    tracker.createIssue(newIssue("debts"), call().withIdempotencyKey("k"));
    tracker.createIssue(newIssue("debts"), call().withIdempotencyKey("k"));

    assertThat(issue("debts").key()).isEqualTo("debts-2");
  }

  @Test
  void theSameCallKeyReturnsTheProjectThatItMade() {
    NewProject input = new NewProject("debts", "Debts");

    Project first = tracker.createProject(input, call().withIdempotencyKey("k"));

    assertThat(tracker.createProject(input, call().withIdempotencyKey("k"))).isEqualTo(first);
  }

  @Test
  void aCallKeyMakesNoOtherProject() {
    tracker.createProject(new NewProject("debts", "Debts"), call().withIdempotencyKey("k"));

    for (NewProject other :
        List.of(new NewProject("loans", "Debts"), new NewProject("debts", "D"))) {
      Failure failure =
          Failures.expect(
              FailureCode.CONFLICT,
              () -> tracker.createProject(other, call().withIdempotencyKey("k")));

      assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
    }
  }

  @Test
  void theOrderOfNamesMakesNoOtherInput() {
    project("debts");
    Json.Obj one = Json.EMPTY.with("a", Json.of(1)).with("b", Json.of(2));
    Json.Obj two = Json.EMPTY.with("b", Json.of(2)).with("a", Json.of(1));

    Issue issue =
        tracker.createIssue(
            new NewIssue(Ref.of("debts"), "T", null, null, one), call().withIdempotencyKey("k"));

    assertThat(
            tracker.createIssue(
                new NewIssue(Ref.of("debts"), "T", "", List.of(), two),
                call().withIdempotencyKey("k")))
        .isEqualTo(issue);
  }

  @Test
  void anotherCallKeyDoesNotTakeOverAProject() {
    NewProject input = new NewProject("debts", "Debts");
    tracker.createProject(input, call().withIdempotencyKey("k"));

    Failure failure =
        Failures.expect(
            FailureCode.CONFLICT,
            () -> tracker.createProject(input, call().withIdempotencyKey("l")));

    assertThat(failure.message()).contains("debts");
  }

  @Test
  void oneCallKeyMayMakeAProjectAndAnIssue() {
    tracker.createProject(new NewProject("debts", "Debts"), call().withIdempotencyKey("k"));

    Issue issue = tracker.createIssue(newIssue("debts"), call().withIdempotencyKey("k"));

    assertThat(issue.key()).isEqualTo("debts-1");
  }

  @Test
  void refusesAKeyThatInputsCouldNotName() {
    for (String key : List.of("", "two words", "a/b", "ä", "x".repeat(65))) {
      Failure failure = Failures.expect(FailureCode.INVALID, () -> project(key));

      assertThat(failure.fields())
          .containsEntry("key", "must be 1 to 64 of letters, digits, _ and -");
    }
  }

  @Test
  void keepsTimesToTheMicrosecond() {
    project("debts");
    Issue created = issue("debts");
    time.advance(Duration.ofSeconds(5));
    IssueUpdate change =
        new IssueUpdate(
            created.ref(), Change.to("Other"), Change.keep(), Change.keep(), Change.keep());

    Issue updated = tracker.updateIssue(change, call());

    assertThat(created.createdAt()).isEqualTo("2026-03-04T05:06:07.123456Z");
    assertThat(updated.createdAt()).isEqualTo(created.createdAt());
    assertThat(updated.updatedAt()).isEqualTo("2026-03-04T05:06:12.123456Z");
  }

  @Test
  void keepsTheVendorsOwnFields() {
    project("debts");
    Json.Obj extra = Json.object(Map.of("severity", Json.of(3)));

    Issue issue =
        tracker.createIssue(new NewIssue(Ref.of("debts"), "T", null, null, extra), call());

    assertThat(issue.extra()).isEqualTo(extra);
    assertThat(issue.body()).isEmpty();
    assertThat(issue.labels()).isEmpty();
  }

  @Test
  void refusesTextsThatCannotBeKept() {
    project("debts");
    Json.Obj extra = Json.object(Map.of("a", Json.array(List.of(Json.of("\ud83d")))));

    assertThat(refusedField(new NewIssue(Ref.of("debts"), "T", "a\0b", null, null)))
        .isEqualTo("body");
    assertThat(refusedField(new NewIssue(Ref.of("debts"), "T\udc00", null, null, null)))
        .isEqualTo("title");
    assertThat(refusedField(new NewIssue(Ref.of("debts"), "T", null, List.of(" "), null)))
        .isEqualTo("labels");
    assertThat(refusedField(new NewIssue(Ref.of("debts"), "T", null, null, extra)))
        .isEqualTo("extra");
  }

  @Test
  void refusesALabelThatNoIssueCanCarry() {
    IssueQuery query = new IssueQuery(null, null, "a\0b", null, null);

    assertThat(Failures.field(() -> tracker.listIssues(query, call()))).isEqualTo("label");
  }

  @Test
  void listsIssuesOfAllProjects() {
    project("debts");
    project("loans");
    List<Issue> opened = List.of(issue("debts"), issue("loans"), issue("debts"));

    assertThat(tracker.listIssues(new IssueQuery(null, null, null, null, null), call()).items())
        .containsExactlyElementsOf(opened);
  }

  @Test
  void anIssueIsNoPartOfItself() {
    project("debts");
    Ref whole = issue("debts").ref();
    Ref part = issue("debts").ref();
    tracker.updateIssue(IssueUpdate.builder(part).parent(Change.to(whole)).build(), call());

    for (Ref parent : List.of(whole, part)) {
      IssueUpdate change = IssueUpdate.builder(whole).parent(Change.to(parent)).build();
      assertThat(Failures.field(() -> tracker.updateIssue(change, call()))).isEqualTo("parent");
    }
  }

  @Test
  void nothingIsLeftOfADeletedIssue() {
    project("debts");
    Ref gone = issue("debts").ref();
    Ref other = issue("debts").ref();
    tracker.updateIssue(IssueUpdate.builder(other).parent(Change.to(gone)).build(), call());
    tracker.createLink(new NewIssueLink(gone, IssueLinkType.BLOCKS, other), call());
    IssueComment comment = tracker.createComment(new NewIssueComment(gone, "Text"), call());

    tracker.deleteIssue(new WhichIssue(gone), call());

    assertThat(tracker.getIssue(new WhichIssue(other), call()).parent()).isNull();
    assertThat(tracker.listLinks(new IssueLinkQuery(other, null, null), call()).items()).isEmpty();
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> tracker.deleteComment(new WhichIssueComment(comment.ref()), call()));
  }

  @Test
  void numbersOfADeletedProjectAreNotUsedAgain() {
    project("debts");
    issue("debts");
    tracker.createLabel(new NewIssueLabel(Ref.of("debts"), "bug", null, null), call());

    tracker.deleteProject(new WhichProject(Ref.of("debts")), call());
    project("debts");

    assertThat(issue("debts").key()).isEqualTo("debts-2");
    assertThat(tracker.listLabels(new IssueLabelQuery(Ref.of("debts"), null, null), call()).items())
        .isEmpty();
  }

  @Test
  void aDeletedProjectGivesUpHundredsOfIssues() {
    project("debts");
    IntStream.range(0, 250).forEach(i -> issue("debts"));

    tracker.deleteProject(new WhichProject(Ref.of("debts")), call());

    assertThat(tracker.listIssues(new IssueQuery(null, null, null, null, null), call()).items())
        .isEmpty();
  }

  /** Its documents, with something done after each write. */
  private Tracker with(Runnable after) {
    Documents kept = provider.documents();
    ForwardingDocuments watched =
        new ForwardingDocuments() {
          @Override
          public Documents kept() {
            return kept;
          }

          @Override
          public <T> T write(Function<Writer, T> work) {
            T written = kept.write(work);
            after.run();
            return written;
          }
        };
    return new TrackerConnector(time).open(provider.withDocuments(watched));
  }

  @Test
  void hundredsOfIssuesGoInFewTransactions() {
    project("debts");
    IntStream.range(0, 250).forEach(i -> issue("debts"));
    AtomicInteger writes = new AtomicInteger();

    with(writes::incrementAndGet).deleteProject(new WhichProject(Ref.of("debts")), call());

    assertThat(writes).hasValueLessThan(10);
  }

  @Test
  void aDeletionEndsWithItsCallAndIsTakenUpByTheNext() {
    project("debts");
    IntStream.range(0, 250).forEach(i -> issue("debts"));
    Ref first = Ref.of("debts-1");
    tracker.createComment(new NewIssueComment(Ref.of("debts-250"), "Text"), call());
    AtomicInteger writes = new AtomicInteger();
    FakeCall gone = call();
    Tracker watched =
        with(
            () -> {
              if (writes.incrementAndGet() == 2) {
                gone.cancel();
              }
            });

    Failure failure =
        Failures.expect(
            FailureCode.CANCELLED,
            () -> watched.deleteProject(new WhichProject(Ref.of("debts")), gone));

    assertThat(failure.retryable()).isTrue();
    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
    assertThat(failure.message()).contains("issue", "repeat the call");
    Failures.expect(FailureCode.NOT_FOUND, () -> tracker.getIssue(new WhichIssue(first), call()));
    assertThat(tracker.getIssue(new WhichIssue(Ref.of("debts-250")), call()).title()).isNotEmpty();
    NewIssueComment late = new NewIssueComment(Ref.of("debts-250"), "Late");
    Failures.expect(FailureCode.CONFLICT, () -> tracker.createComment(late, call()));
    tracker.deleteProject(new WhichProject(Ref.of("debts")), call());
    assertThat(provider.documents().list("issue", Json.EMPTY, null, 10)).isEmpty();
    assertThat(provider.documents().list("comment", Json.EMPTY, null, 10)).isEmpty();
  }

  @Test
  void aDeletionWhoseTimeIsOverSaysSo() {
    project("debts");
    Ref issue = issue("debts").ref();
    tracker.createComment(new NewIssueComment(issue, "Text"), call());

    Failure failure =
        Failures.expect(
            FailureCode.TIMEOUT,
            () -> tracker.deleteIssue(new WhichIssue(issue), call().withRemaining(Duration.ZERO)));

    assertThat(failure.retryable()).isTrue();
    assertThat(tracker.getIssue(new WhichIssue(issue), call()).ref()).isEqualTo(issue);
  }

  @Test
  void aLabelIsDeletedWhileSomebodyPutsItBack() {
    project("debts");
    Ref label =
        tracker.createLabel(new NewIssueLabel(Ref.of("debts"), "bug", null, null), call()).ref();
    NewIssue input = NewIssue.builder(Ref.of("debts"), "T").labels(List.of("bug")).build();
    Ref issue = tracker.createIssue(input, call()).ref();
    AtomicInteger writes = new AtomicInteger();
    Tracker watched =
        with(
            () -> {
              assertThat(writes.incrementAndGet()).isLessThan(10);
              tracker.updateIssue(
                  IssueUpdate.builder(issue).labels(Change.to(List.of("bug"))).build(), call());
            });

    watched.deleteLabel(new WhichIssueLabel(label), call());

    assertThat(tracker.listLabels(new IssueLabelQuery(Ref.of("debts"), null, null), call()).items())
        .isEmpty();
  }

  @Test
  void anArchivedProjectTakesNoIssues() {
    project("debts");
    Ref before = issue("debts").ref();
    archive("debts", true);

    Failures.expect(FailureCode.CONFLICT, () -> issue("debts"));
    tracker.updateIssue(IssueUpdate.builder(before).title(Change.to("New")).build(), call());
    archive("debts", false);
    assertThat(issue("debts").key()).isEqualTo("debts-2");
  }

  private void archive(String project, boolean archived) {
    tracker.updateProject(
        new ProjectUpdate(Ref.of(project), Change.keep(), Change.keep(), Change.to(archived)),
        call());
  }

  @Test
  void aProjectThatWasRenamedIsStillTheOneOfItsCall() {
    NewProject input = new NewProject("debts", "Debts");
    tracker.createProject(input, call().withIdempotencyKey("k"));
    tracker.updateProject(
        new ProjectUpdate(Ref.of("debts"), Change.to("Loans"), Change.keep(), Change.keep()),
        call());

    assertThat(tracker.createProject(input, call().withIdempotencyKey("k")).name())
        .isEqualTo("Loans");
  }

  @Test
  void twoIssuesAreLinkedOnceInOneWay() {
    project("debts");
    Ref issue = issue("debts").ref();
    Ref other = issue("debts").ref();
    tracker.createLink(new NewIssueLink(issue, IssueLinkType.BLOCKS, other), call());
    tracker.createLink(new NewIssueLink(issue, IssueLinkType.RELATES_TO, other), call());

    for (NewIssueLink again :
        List.of(
            new NewIssueLink(other, IssueLinkType.BLOCKED_BY, issue),
            new NewIssueLink(other, IssueLinkType.RELATES_TO, issue))) {
      Failures.expect(FailureCode.CONFLICT, () -> tracker.createLink(again, call()));
    }
    NewIssueLink itself = new NewIssueLink(issue, IssueLinkType.BLOCKS, issue);
    assertThat(Failures.field(() -> tracker.createLink(itself, call()))).isEqualTo("other");
  }

  @Test
  void aSprintStandsWhereTheClockSays() {
    project("debts");
    NewSprint input =
        new NewSprint(
            Ref.of("debts"),
            "Week 1",
            time.instant().plusSeconds(10),
            time.instant().plusSeconds(20));
    tracker.createSprint(input, call());

    List<SprintState> states = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      SprintQuery query = new SprintQuery(Ref.of("debts"), null, null);
      states.add(tracker.listSprints(query, call()).items().getFirst().state());
      time.advance(Duration.ofSeconds(10));
    }
    assertThat(states).containsExactly(SprintState.PLANNED, SprintState.ACTIVE, SprintState.CLOSED);
  }

  @Test
  void aSprintTakesIssuesOfItsProjectAlone() {
    project("debts");
    project("loans");
    Ref sprint =
        tracker.createSprint(new NewSprint(Ref.of("loans"), "Week", null, null), call()).ref();
    SprintIssue foreign = new SprintIssue(sprint, issue("debts").ref());

    assertThat(Failures.field(() -> tracker.addToSprint(foreign, call()))).isEqualTo("sprint");
  }

  @Test
  void aSprintWithoutDatesIsStartedAndEndedByHand() {
    project("debts");
    Ref sprint =
        tracker.createSprint(new NewSprint(Ref.of("debts"), "Week", null, null), call()).ref();
    assertThat(tracker.getSprint(new WhichSprint(sprint), call()).state())
        .isEqualTo(SprintState.PLANNED);

    for (SprintState state : SprintState.values()) {
      assertThat(sprintIn(sprint, Change.to(state)).state()).isEqualTo(state);
    }
    assertThat(sprintIn(sprint, Change.clear()).state()).isEqualTo(SprintState.PLANNED);
  }

  private Sprint sprintIn(Ref sprint, Change<SprintState> state) {
    SprintUpdate update =
        new SprintUpdate(sprint, Change.keep(), state, Change.keep(), Change.keep());
    tracker.updateSprint(update, call());
    return tracker.getSprint(new WhichSprint(sprint), call());
  }

  @Test
  void aSprintEndsAfterItBegins() {
    project("debts");
    Instant day = time.instant();
    Ref sprint =
        tracker.createSprint(new NewSprint(Ref.of("debts"), "Week", day, null), call()).ref();
    SprintUpdate turned =
        new SprintUpdate(sprint, Change.keep(), Change.keep(), Change.keep(), Change.to(day));

    assertThat(Failures.field(() -> tracker.updateSprint(turned, call()))).isEqualTo("endsAt");
  }

  @Test
  void noIssueIsPlannedForADeletedSprint() {
    project("debts");
    Ref sprint =
        tracker.createSprint(new NewSprint(Ref.of("debts"), "Week", null, null), call()).ref();
    Ref issue = issue("debts").ref();
    tracker.addToSprint(new SprintIssue(sprint, issue), call());

    tracker.deleteSprint(new WhichSprint(sprint), call());

    assertThat(tracker.getIssue(new WhichIssue(issue), call()).sprint()).isNull();
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> tracker.removeFromSprint(new SprintIssue(sprint, issue), call()));
  }

  @Test
  void ownFieldsOfAnIssueAreReplacedAndCleared() {
    project("debts");
    Ref issue = issue("debts").ref();
    Json.Obj own = Json.EMPTY.with("weight", Json.of(3));

    IssueUpdate setting = IssueUpdate.builder(issue).extra(Change.to(own)).build();
    assertThat(tracker.updateIssue(setting, call()).extra()).isEqualTo(own);
    IssueUpdate clearing = IssueUpdate.builder(issue).extra(Change.clear()).build();
    assertThat(tracker.updateIssue(clearing, call()).extra()).isEqualTo(Json.EMPTY);
  }

  @Test
  void anIssueGoesOnlyWhereItsStatusLeads() {
    project("debts");
    Ref issue = issue("debts").ref();

    Issue begun = tracker.applyTransition(new IssueMove(issue, Ref.of("start")), call());

    assertThat(begun.status()).isEqualTo("In progress");
    assertThat(begun.state()).isEqualTo(IssueState.OPEN);
    for (String way : List.of("start", "reopen", "nowhere")) {
      Failures.expect(
          FailureCode.CONFLICT,
          () -> tracker.applyTransition(new IssueMove(issue, Ref.of(way)), call()));
    }
  }

  @Test
  void aDeletedLabelIsTakenOffIssues() {
    project("debts");
    Ref label =
        tracker.createLabel(new NewIssueLabel(Ref.of("debts"), "bug", null, null), call()).ref();
    NewIssue input = NewIssue.builder(Ref.of("debts"), "T").labels(List.of("bug", "docs")).build();
    Ref issue = tracker.createIssue(input, call()).ref();

    tracker.deleteLabel(new WhichIssueLabel(label), call());

    assertThat(tracker.getIssue(new WhichIssue(issue), call()).labels()).containsExactly("docs");
  }

  /** As version 0.1 stored it. */
  @Test
  void readsIssuesOfEarlierVersions() {
    project("debts");
    Json.Obj stored =
        Json.EMPTY
            .with("project", Json.of("debts"))
            .with("title", Json.of("T"))
            .with("body", Json.of(""))
            .with("state", Json.of("CLOSED"))
            .with("labels", Json.array(List.of()))
            .with("createdAt", Json.of("2026-01-01T00:00:00Z"))
            .with("updatedAt", Json.of("2026-01-02T00:00:00Z"))
            .with("extra", Json.EMPTY);
    provider
        .documents()
        .write(
            writer ->
                writer.addOrGet(new Documents.Document("issue", "debts-1", stored), Map.of()));

    Issue read = tracker.getIssue(new WhichIssue(Ref.of("debts-1")), call());

    assertThat(read.state()).isEqualTo(IssueState.CLOSED);
    assertThat(read.status()).isEqualTo("Done");
    assertThat(read.assignees()).isEmpty();
  }

  private String refusedField(NewIssue issue) {
    return Failures.field(() -> tracker.createIssue(issue, call()));
  }

  private void project(String key) {
    tracker.createProject(new NewProject(key, "Project"), call());
  }

  private Issue issue(String project) {
    return tracker.createIssue(newIssue(project), call());
  }

  private static NewIssue newIssue(String project) {
    return new NewIssue(Ref.of(project), "Title", null, null, null);
  }

  private FakeCall call() {
    return FakeCall.of("tracker.issue.create", provider);
  }
}
