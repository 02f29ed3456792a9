package io.auterity.plugins.tracker;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Documents.RaisedEvent;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.shape.Shapes;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewIssueComment;
import io.auterity.spi.tracker.NewIssueLabel;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichIssueComment;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.InMemoryDocuments;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded tracker tells of its issues and comments what webhooks of other trackers tell. */
class TrackerEventsTest {

  private static final Ref DEBTS = Ref.of("debts");

  private final InMemoryDocuments documents = new InMemoryDocuments();
  private final FakeProvider provider =
      new FakeProvider("desk", ManifestFileReader.of(TrackerPlugin.class)).withDocuments(documents);
  private final Tracker tracker = new TrackerConnector(new FakeTime()).open(provider);

  @BeforeEach
  void makeAProject() {
    tracker.createProject(new NewProject("debts", "Debts"), call());
  }

  private FakeCall call() {
    return FakeCall.of("tracker.issue.create", provider).withCaller("key_ada", "Ada", true);
  }

  private Issue issue(String title) {
    return tracker.createIssue(NewIssue.builder(DEBTS, title).build(), call());
  }

  private Issue titled(Issue issue, String title) {
    return tracker.updateIssue(
        IssueUpdate.builder(issue.ref()).title(Change.to(title)).build(), call());
  }

  private Issue in(Issue issue, IssueState state) {
    return tracker.updateIssue(
        IssueUpdate.builder(issue.ref()).state(Change.to(state)).build(), call());
  }

  private List<String> types() {
    return documents.raised().stream().map(RaisedEvent::type).toList();
  }

  private static Object record(RaisedEvent event) {
    return Shapes.ofResults().read(event.record(), Issue.class, "the event");
  }

  @Test
  void anIssueIsToldWithItsRecord() {
    Issue made = issue("Broken");

    assertThat(documents.raised())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo("tracker.issue.created");
              assertThat(event.subject()).isEqualTo("debts-1");
              assertThat(record(event)).isEqualTo(made);
            });
  }

  @Test
  void aRepeatedCallTellsNothingAgain() {
    NewIssue input = NewIssue.builder(DEBTS, "Once").build();
    for (int i = 0; i < 3; i++) {
      tracker.createIssue(input, call().withIdempotencyKey("k"));
    }
    NewIssueComment comment = new NewIssueComment(Ref.of("debts-1"), "Once");
    for (int i = 0; i < 3; i++) {
      tracker.createComment(comment, call().withIdempotencyKey("k"));
    }

    assertThat(types()).containsExactly("tracker.issue.created", "tracker.comment.created");
  }

  @Test
  void eachChangeIsToldByWhatItIs() {
    Issue made = issue("Broken");
    titled(made, "Quite broken");
    in(made, IssueState.CLOSED);
    in(made, IssueState.OPEN);
    Issue started = tracker.applyTransition(new IssueMove(made.ref(), Ref.of("start")), call());
    tracker.applyTransition(new IssueMove(made.ref(), Ref.of("close")), call());
    tracker.deleteIssue(new WhichIssue(made.ref()), call());

    assertThat(types())
        .containsExactly(
            "tracker.issue.created",
            "tracker.issue.updated",
            "tracker.issue.closed",
            "tracker.issue.reopened",
            "tracker.issue.updated",
            "tracker.issue.closed",
            "tracker.issue.deleted");
    assertThat(record(documents.raised().get(4))).isEqualTo(started);
  }

  @Test
  void anUpdateThatLeavesAllAsItWasTellsNothing() {
    Issue made = issue("Broken");

    titled(made, "Broken");

    assertThat(types()).containsExactly("tracker.issue.created");
  }

  @Test
  void whatIsRefusedTellsNothing() {
    Issue made = issue("Broken");

    expect(FailureCode.INVALID, () -> issue(" "));
    expect(FailureCode.INVALID, () -> titled(made, " "));
    expect(
        FailureCode.NOT_FOUND,
        () -> tracker.createIssue(NewIssue.builder(Ref.of("loans"), "T").build(), call()));
    expect(
        FailureCode.CONFLICT,
        () -> tracker.applyTransition(new IssueMove(made.ref(), Ref.of("stop")), call()));
    expect(
        FailureCode.NOT_FOUND,
        () -> tracker.createComment(new NewIssueComment(Ref.of("debts-7"), "Hm"), call()));

    assertThat(types()).containsExactly("tracker.issue.created");
  }

  @Test
  void aCommentIsToldWithItsIssueItsAuthorAndItsText() {
    Issue made = issue("Broken");
    Ref comment = tracker.createComment(new NewIssueComment(made.ref(), "Hm"), call()).ref();
    tracker.updateComment(new IssueCommentUpdate(comment, "Yes"), call());
    tracker.deleteComment(new WhichIssueComment(comment), call());

    List<RaisedEvent> told = documents.raised().subList(1, 4);
    assertThat(told)
        .extracting(RaisedEvent::type)
        .containsExactly(
            "tracker.comment.created", "tracker.comment.updated", "tracker.comment.deleted");
    assertThat(told).extracting(RaisedEvent::subject).containsOnly("debts-1");
    assertThat(told.get(1).record())
        .isEqualTo(
            Json.EMPTY
                .with("issue", Json.of("debts-1"))
                .with("body", Json.of("Yes"))
                .with("author", Json.of("key_ada")));
  }

  @Test
  void aTextThatNoEventHoldsIsToldByItsBeginning() {
    String text = "x".repeat(300_000);
    Issue made = tracker.createIssue(NewIssue.builder(DEBTS, "Long").body(text).build(), call());
    tracker.createComment(new NewIssueComment(made.ref(), text), call());

    assertThat(made.body()).isEqualTo(text);
    assertThat(documents.raised())
        .extracting(event -> event.record().text("body"))
        .containsOnly("x".repeat(10_000));
  }

  @Test
  void aChangeOfManyIssuesIsToldOfEach() {
    Ref bug = tracker.createLabel(new NewIssueLabel(DEBTS, "bug", null, null), call()).ref();
    NewIssue input = NewIssue.builder(DEBTS, "T").labels(List.of("bug")).build();
    IntStream.range(0, 120).forEach(i -> tracker.createIssue(input, call()));

    tracker.deleteLabel(new WhichIssueLabel(bug), call());
    tracker.deleteProject(new WhichProject(DEBTS), call());

    assertThat(types()).filteredOn("tracker.issue.updated"::equals).hasSize(120);
    assertThat(types()).filteredOn("tracker.issue.deleted"::equals).hasSize(120);
  }
}
