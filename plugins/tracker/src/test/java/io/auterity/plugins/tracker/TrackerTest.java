package io.auterity.plugins.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.Tracker;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.FakeTime;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
