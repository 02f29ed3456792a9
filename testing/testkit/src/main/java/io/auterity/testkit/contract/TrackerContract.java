package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueUpdate;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.testkit.FakeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every {@code tracker} connector must do. */
public abstract class TrackerContract extends ConnectorContract<Tracker> {

  private static final String PROJECT = "debts";

  @SuppressWarnings("NullAway.Init")
  private ProviderContext provider;

  @SuppressWarnings("NullAway.Init")
  private Tracker tracker;

  protected TrackerContract() {
    super(Tracker.class);
  }

  @BeforeEach
  void openAProvider() {
    provider = provider();
    tracker = open(provider);
    tracker.createProject(new NewProject(PROJECT, "Debts"), call("project.create", provider));
  }

  @Override
  protected Object input(String operation, Tracker instance) {
    return switch (operation) {
      case "project.create" -> new NewProject("loans", "Loans");
      case "project.list" -> new ProjectQuery(null, null);
      case "issue.create" -> {
        anyProject(instance);
        yield issue("A letter from a collector");
      }
      case "issue.get" -> new WhichIssue(anyIssue(instance).ref());
      case "issue.list" -> new IssueQuery(null, null, null, null, null);
      case "issue.update" -> closing(anyIssue(instance).ref());
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  private void anyProject(Tracker instance) {
    instance.createProject(new NewProject(PROJECT, "Debts"), call("project.create", provider));
  }

  private Issue anyIssue(Tracker instance) {
    anyProject(instance);
    return instance.createIssue(issue("A letter"), call("issue.create", provider));
  }

  @Test
  void aCreatedProjectIsListed() {
    Page<Project> page = tracker.listProjects(new ProjectQuery(null, null), list("project"));

    assertThat(page.items()).extracting(Project::key).containsExactly(PROJECT);
    assertThat(page.items().getFirst().ref().provider()).isEqualTo(provider.id());
  }

  @Test
  void aSecondProjectOfTheSameKeyIsAConflict() {
    expect(
        FailureCode.CONFLICT,
        () -> tracker.createProject(new NewProject(PROJECT, "Again"), create("project")));
  }

  @Test
  void aCreatedIssueIsOpenAndCanBeRead() {
    NewIssue input =
        new NewIssue(Ref.of(PROJECT), "Wrong amount", "I owe less.", List.of("a", "b"), null);

    Issue created = tracker.createIssue(input, create("issue"));

    assertThat(get(created.ref())).isEqualTo(created);
    assertThat(created.state()).isEqualTo(IssueState.OPEN);
    assertThat(created.title()).isEqualTo("Wrong amount");
    assertThat(created.body()).isEqualTo("I owe less.");
    assertThat(created.labels()).containsExactly("a", "b");
    assertThat(created.ref().provider()).isEqualTo(provider.id());
    assertThat(created.project()).isEqualTo(project().ref());
  }

  @Test
  void aProjectIsNamedByTheReferenceThatItCameWith() {
    Issue created =
        tracker.createIssue(
            new NewIssue(project().ref(), "Wrong amount", null, null, null), create("issue"));

    IssueQuery query = new IssueQuery(created.project(), null, null, null, null);
    assertThat(tracker.listIssues(query, list("issue")).items()).containsExactly(created);
  }

  @Test
  void anUnknownProjectIsNotFound() {
    NewIssue lost = new NewIssue(Ref.of("nowhere"), "Lost", null, null, null);

    expect(FailureCode.NOT_FOUND, () -> tracker.createIssue(lost, create("issue")));
    expect(FailureCode.NOT_FOUND, () -> list("nowhere", null, null, null));
  }

  @Test
  void anUnknownIssueIsNotFound() {
    Ref unknown = new Ref(provider.id(), "debts-999");

    expect(FailureCode.NOT_FOUND, () -> get(unknown));
    expect(FailureCode.NOT_FOUND, () -> update(closing(unknown)));
  }

  @Test
  void aTitleThatIsBlankOrTooLongIsRefusedByName() {
    for (String title : List.of("", " ", "two\nlines", "x".repeat(501))) {
      assertThat(expect(FailureCode.INVALID, () -> open(title)).fields()).containsOnlyKeys("title");
    }
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    Issue before = open("Wrong amount");

    Issue after = update(closing(before.ref()));

    assertThat(after.state()).isEqualTo(IssueState.CLOSED);
    assertThat(after.title()).isEqualTo(before.title());
    assertThat(after.labels()).isEqualTo(before.labels());
    assertThat(get(before.ref())).isEqualTo(after);
  }

  @Test
  void anUpdateSetsAndClears() {
    Issue before = open("Wrong amount");
    IssueUpdate change =
        new IssueUpdate(
            before.ref(), Change.to("New"), Change.clear(), Change.keep(), Change.clear());

    Issue after = update(change);

    assertThat(after.title()).isEqualTo("New");
    assertThat(after.body()).isEmpty();
    assertThat(after.labels()).isEmpty();
  }

  @Test
  void aTitleCannotBeCleared() {
    Ref issue = open("Wrong amount").ref();
    IssueUpdate change =
        new IssueUpdate(issue, Change.clear(), Change.keep(), Change.keep(), Change.keep());

    expect(FailureCode.INVALID, () -> update(change));
  }

  @Test
  void pagesHoldEachIssueOnceOldestFirst() {
    List<String> opened =
        IntStream.rangeClosed(1, 7).mapToObj(i -> open("Issue " + i).ref().id()).toList();

    assertThat(pages(PROJECT, null, 3)).containsExactlyElementsOf(opened);
    assertThat(pages(null, null, 7)).containsExactlyElementsOf(opened);
  }

  @Test
  void aFilterHoldsOverPages() {
    List<Issue> opened = IntStream.rangeClosed(1, 6).mapToObj(i -> open("Issue " + i)).toList();
    List<String> closed = new ArrayList<>();
    for (int i = 0; i < 6; i += 2) {
      closed.add(update(closing(opened.get(i).ref())).ref().id());
    }

    assertThat(pages(PROJECT, IssueState.CLOSED, 2)).containsExactlyElementsOf(closed);
  }

  @Test
  void onlyIssuesThatCarryTheLabelAreListed() {
    Ref urgent = labelled("post", "urgent").ref();
    labelled("post", "urgently");
    labelled();

    assertThat(withLabel(null, "urgent")).extracting(Issue::ref).containsExactly(urgent);
    assertThat(withLabel(PROJECT, "post")).hasSize(2);
    assertThat(withLabel(PROJECT, "nobody's")).isEmpty();
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    expect(FailureCode.INVALID, () -> list(PROJECT, null, null, 0));
    expect(FailureCode.INVALID, () -> list(PROJECT, null, null, 201));
  }

  @TestFactory
  Stream<DynamicTest> theSameIdempotencyKey() {
    var support = declared().support().get("issue.create");
    if (support == null || !support.idempotencyKey()) {
      return Stream.empty();
    }
    return Stream.of(
        DynamicTest.dynamicTest("returns the first result", this::returnsTheFirstResult),
        DynamicTest.dynamicTest("is refused with another input", this::refusesAnotherInput),
        DynamicTest.dynamicTest("opens one issue at once", this::opensOneIssueAtOnce));
  }

  private void returnsTheFirstResult() {
    FakeCall first = create("issue").withIdempotencyKey("run/step/0");
    FakeCall again = create("issue").withIdempotencyKey("run/step/0");
    FakeCall other = create("issue").withIdempotencyKey("run/step/1");

    Issue opened = tracker.createIssue(issue("Once"), first);

    assertThat(tracker.createIssue(issue("Once"), again)).isEqualTo(opened);
    assertThat(tracker.createIssue(issue("Once"), other).ref()).isNotEqualTo(opened.ref());
    assertThat(pages(PROJECT, null, 10)).hasSize(2);
  }

  private void refusesAnotherInput() {
    FakeCall call = create("issue").withIdempotencyKey("run/step/0");
    Issue opened = tracker.createIssue(issue("Once"), call);
    tracker.updateIssue(closing(opened.ref()), create("issue"));

    Failure failure = expect(FailureCode.CONFLICT, () -> tracker.createIssue(issue("Other"), call));

    assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
    assertThat(tracker.createIssue(issue("Once"), call).ref()).isEqualTo(opened.ref());
  }

  private void opensOneIssueAtOnce() throws InterruptedException {
    int before = pages(PROJECT, null, 10).size();
    Callable<Issue> attempt =
        () -> tracker.createIssue(issue("Once"), create("issue").withIdempotencyKey("run/x/0"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> attempt).toList());

      assertThat(results.stream().map(f -> f.resultNow().ref()).distinct()).hasSize(1);
    }
    assertThat(pages(PROJECT, null, 10)).hasSize(before + 1);
  }

  private Project project() {
    return tracker.listProjects(new ProjectQuery(null, null), list("project")).items().getFirst();
  }

  private static @Nullable Ref refOf(@Nullable String id) {
    return id == null ? null : Ref.of(id);
  }

  private static NewIssue issue(String title) {
    return new NewIssue(Ref.of(PROJECT), title, "Body", List.of("post"), null);
  }

  private static IssueUpdate closing(Ref issue) {
    return new IssueUpdate(
        issue, Change.keep(), Change.keep(), Change.to(IssueState.CLOSED), Change.keep());
  }

  private Issue open(String title) {
    return tracker.createIssue(issue(title), create("issue"));
  }

  private Issue labelled(String... labels) {
    NewIssue input = new NewIssue(Ref.of(PROJECT), "Wrong amount", null, List.of(labels), null);
    return tracker.createIssue(input, create("issue"));
  }

  private List<Issue> withLabel(@Nullable String project, String label) {
    IssueQuery query = new IssueQuery(refOf(project), null, label, null, null);
    return tracker.listIssues(query, list("issue")).items();
  }

  private Issue get(Ref issue) {
    return tracker.getIssue(new WhichIssue(issue), call("issue.get", provider));
  }

  private Issue update(IssueUpdate change) {
    return tracker.updateIssue(change, call("issue.update", provider));
  }

  private Page<Issue> list(
      @Nullable String project,
      @Nullable IssueState state,
      @Nullable Cursor cursor,
      @Nullable Integer limit) {
    return tracker.listIssues(
        new IssueQuery(refOf(project), state, null, cursor, limit), list("issue"));
  }

  private List<String> pages(@Nullable String project, @Nullable IssueState state, int limit) {
    List<String> ids = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page<Issue> page = list(project, state, cursor, limit);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(issue -> ids.add(issue.ref().id()));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }

  private FakeCall create(String resource) {
    return call(resource + ".create", provider);
  }

  private FakeCall list(String resource) {
    return call(resource + ".list", provider);
  }

  private static Failure expect(FailureCode code, ThrowingCallable action) {
    return Failures.expect(code, action);
  }
}
