package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Support;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueComment;
import io.auterity.spi.tracker.IssueCommentQuery;
import io.auterity.spi.tracker.IssueCommentUpdate;
import io.auterity.spi.tracker.IssueLabel;
import io.auterity.spi.tracker.IssueLabelQuery;
import io.auterity.spi.tracker.IssueLabelUpdate;
import io.auterity.spi.tracker.IssueLink;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueLinkType;
import io.auterity.spi.tracker.IssueMove;
import io.auterity.spi.tracker.IssuePriority;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.IssueState;
import io.auterity.spi.tracker.IssueTransition;
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
import io.auterity.spi.tracker.Sprint;
import io.auterity.spi.tracker.SprintIssue;
import io.auterity.spi.tracker.SprintQuery;
import io.auterity.spi.tracker.SprintUpdate;
import io.auterity.spi.tracker.Tracker;
import io.auterity.spi.tracker.WhichIssue;
import io.auterity.spi.tracker.WhichIssueComment;
import io.auterity.spi.tracker.WhichIssueLabel;
import io.auterity.spi.tracker.WhichIssueLink;
import io.auterity.spi.tracker.WhichProject;
import io.auterity.spi.tracker.WhichSprint;
import io.auterity.testkit.FakeCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@code tracker} connector must do, whoever tracks. Each test has a project of its own
 * from {@link #project}, and deletes it where the tracker can; what a tracker does not declare is
 * not asked for.
 */
public abstract class TrackerContract extends ConnectorContract<Tracker> {

  private static final String BUG = "bug";
  private static final String DOCS = "docs";
  private static final List<String> HOSTILE =
      List.of(
          "Überfällig: 日本語 🚀 e\u0301",
          "\"quoted\" 'single' \\ back `tick`",
          "<script>alert(1)</script> &amp; <b>",
          "${input.project} {{x}} %s %00 #{y}",
          "'; DROP TABLE issues; -- AND OR NOT",
          "\u202eright to left\u202c \ufeff zero\u200bwidth",
          "-f /etc/passwd @everyone #1 !1");

  private final List<Ref> made = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private ProviderContext provider;

  @SuppressWarnings("NullAway.Init")
  private Tracker tracker;

  protected TrackerContract() {
    super(Tracker.class);
  }

  /** A key that no project has, as this tracker wants keys. */
  protected String freshKey() {
    return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 9);
  }

  /** A project that a test may fill; override where the tracker makes none. */
  protected Ref project(Tracker instance) {
    Ref project =
        instance
            .createProject(new NewProject(freshKey(), "For a test"), call("project.create"))
            .ref();
    made.add(project);
    return project;
  }

  /** People whom issues can be given to, by the tracker's ids; none when the set-up has none. */
  protected List<String> people() {
    return List.of();
  }

  /** A provider whose vendor is this transport; empty when the tracker has no vendor. */
  protected Optional<ProviderContext> behind(Transport transport) {
    return Optional.empty();
  }

  /** A provider with a credential that the vendor does not know; empty when it asks for none. */
  protected Optional<ProviderContext> withBadCredentials() {
    return Optional.empty();
  }

  @BeforeEach
  void openAProvider() {
    provider = provider();
    tracker = open(provider);
  }

  @AfterEach
  void deleteWhatWasMade() {
    for (Ref project : supports("project.delete") ? made : List.<Ref>of()) {
      Failures.of(() -> tracker.deleteProject(new WhichProject(project), call("project.delete")));
    }
  }

  private FakeCall call(String operation) {
    return call(operation, provider);
  }

  // --- one input for each operation
  // ---------------------------------------------------------------

  @Override
  protected Object input(String operation, Tracker instance) {
    if (!supports(operation)) {
      // What is refused as unsupported is refused whatever is asked for.
      return ofIssue(operation, Ref.of("nowhere"), Ref.of("nowhere"), Ref.of("nothing"));
    }
    tracker = instance;
    if (operation.equals("project.create")) {
      return new NewProject(freshKey(), "For a test", "What it is for");
    }
    if (operation.equals("project.list")) {
      return new ProjectQuery(null, null);
    }
    Ref project = project(instance);
    return switch (operation) {
      case "comment.update", "comment.delete" ->
          ofIssue(operation, project, Ref.of(""), comment(opened(project, "A").ref(), "B").ref());
      case "link.delete" -> {
        Ref issue = opened(project, "A").ref();
        yield ofIssue(operation, project, issue, link(issue, opened(project, "B").ref()).ref());
      }
      case "link.create" ->
          ofIssue(operation, project, opened(project, "A").ref(), opened(project, "B").ref());
      case "label.update", "label.delete" ->
          ofIssue(operation, project, project, labelMade(project, BUG).ref());
      case "sprint.get", "sprint.update", "sprint.delete" ->
          ofIssue(operation, project, project, sprint(project).ref());
      case "sprint.remove" -> {
        SprintIssue planned = new SprintIssue(sprint(project).ref(), opened(project, "A").ref());
        tracker.addToSprint(planned, call("sprint.add"));
        yield planned;
      }
      case "sprint.add" ->
          ofIssue(operation, project, opened(project, "A").ref(), sprint(project).ref());
      case "transition.apply" -> {
        Ref issue = opened(project, "A").ref();
        yield ofIssue(operation, project, issue, transitions(issue).getFirst().ref());
      }
      default ->
          ofIssue(
              operation,
              project,
              operation.matches("(project|label|sprint)[.].*|issue.(create|list)")
                  ? project
                  : opened(project, "A").ref(),
              project);
    };
  }

  private static Object ofIssue(String operation, Ref project, Ref issue, Ref other) {
    return switch (operation) {
      case "project.create" -> new NewProject("unsupported", "Unsupported");
      case "project.list" -> new ProjectQuery(null, null);
      case "project.update" -> described(project, "Changed");
      case "project.get", "project.delete" -> new WhichProject(project);
      case "issue.create" -> NewIssue.builder(project, "A letter").body("Body").build();
      case "issue.get", "issue.delete" -> new WhichIssue(issue);
      case "issue.list" -> new IssueQuery(project, null, null, null, null);
      case "issue.update" -> closing(issue);
      case "comment.create" -> new NewIssueComment(issue, "Well said");
      case "comment.list" -> new IssueCommentQuery(issue, null, null);
      case "comment.update" -> new IssueCommentUpdate(other, "Better said");
      case "comment.delete" -> new WhichIssueComment(other);
      case "label.create" -> new NewIssueLabel(project, BUG, "d73a4a", "It is wrong");
      case "label.list" -> new IssueLabelQuery(project, null, null);
      case "label.update" ->
          new IssueLabelUpdate(other, Change.keep(), Change.keep(), Change.to("Changed"));
      case "label.delete" -> new WhichIssueLabel(other);
      case "link.create" -> new NewIssueLink(issue, IssueLinkType.BLOCKS, other);
      case "link.list" -> new IssueLinkQuery(issue, null, null);
      case "link.delete" -> new WhichIssueLink(other);
      case "sprint.create" -> newSprint(project, "Week 1");
      case "sprint.list" -> new SprintQuery(project, null, null);
      case "sprint.get", "sprint.delete" -> new WhichSprint(other);
      case "sprint.update" -> renamed(other, "Week 2");
      case "sprint.add", "sprint.remove" -> new SprintIssue(other, issue);
      case "transition.list" -> new IssueTransitionQuery(issue, null, null);
      case "transition.apply" -> new IssueMove(issue, other);
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  // --- projects
  // ---------------------------------------------------------------------------------

  @Test
  void aCreatedProjectIsReadListedAndRefusedASecondTime() {
    Offered.require(supports("project.create"));
    NewProject input = new NewProject(freshKey(), "For a test");
    Project created = tracker.createProject(input, call("project.create"));
    made.add(created.ref());

    assertThat(created.ref().provider()).isEqualTo(provider.id());
    assertThat(all(this::projects, 50)).extracting(Project::ref).contains(created.ref());
    expect(FailureCode.CONFLICT, () -> tracker.createProject(input, call("project.create")));
  }

  @Test
  void aProjectIsDescribedAndArchived() {
    Offered.require(supports("project.update") && supports("project.get"));
    Ref project = project(tracker);

    tracker.updateProject(described(project, "Überall 日本 🚀"), call("project.update"));
    assertThat(read(project).description()).isEqualTo("Überall 日本 🚀");
    assertThat(read(project).archived()).isFalse();

    ProjectUpdate archiving =
        new ProjectUpdate(project, Change.keep(), Change.keep(), Change.to(true));
    if (taken("archived", () -> tracker.updateProject(archiving, call("project.update")))) {
      assertThat(read(project).archived()).isTrue();
      assertThat(read(project).description()).isEqualTo("Überall 日本 🚀");
    }
  }

  @Test
  void aDeletedProjectIsGoneWithItsIssues() {
    Offered.require(supports("project.delete") && supports("project.create"));
    Ref project = project(tracker);
    Ref issue = opened(project, "A letter").ref();

    tracker.deleteProject(new WhichProject(project), call("project.delete"));

    expect(FailureCode.NOT_FOUND, () -> get(issue));
    expect(FailureCode.NOT_FOUND, () -> opened(project, "Another"));
  }

  // --- issues
  // -----------------------------------------------------------------------------------

  @Test
  void aCreatedIssueIsOpenAndCanBeRead() {
    Ref project = project(tracker);
    label(project, BUG);
    label(project, DOCS);
    NewIssue input =
        NewIssue.builder(project, "Wrong amount")
            .body("I owe less.")
            .labels(List.of(BUG, DOCS))
            .build();

    Issue created = tracker.createIssue(input, call("issue.create"));

    Issue read = get(created.ref());
    assertThat(read.ref()).isEqualTo(created.ref());
    assertThat(read.state()).isEqualTo(IssueState.OPEN);
    assertThat(read.title()).isEqualTo("Wrong amount");
    assertThat(read.body()).isEqualTo("I owe less.");
    assertThat(read.labels()).containsExactlyInAnyOrder(BUG, DOCS);
    assertThat(read.ref().provider()).isEqualTo(provider.id());
    assertThat(read.project()).isEqualTo(created.project());
    assertThat(read.key()).isEqualTo(created.key());
    assertThat(ids(project, null, 10)).contains(created.ref().id());
  }

  @Test
  void aTitleThatIsBlankOrTooLongIsRefusedByName() {
    Ref project = project(tracker);
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
                      Ref project = project(tracker);
                      NewIssue input = NewIssue.builder(project, text).body(text).build();

                      Issue issue = get(tracker.createIssue(input, call("issue.create")).ref());

                      assertThat(issue.title()).isEqualTo(text);
                      assertThat(issue.body()).isEqualTo(text);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> hostileLabelsFindNothing() {
    return HOSTILE.stream()
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text,
                    () -> {
                      Ref project = project(tracker);
                      opened(project, "A letter");
                      IssueQuery query = new IssueQuery(project, null, text, null, null);

                      assertThat(tracker.listIssues(query, call("issue.list")).items()).isEmpty();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsUnknownIsNotFound() {
    return Stream.of(
        unknown("issue.create", p -> ofIssue("issue.create", gone(p), p, p)),
        unknown("issue.list", p -> ofIssue("issue.list", gone(p), p, p)),
        unknown("project.get", p -> ofIssue("project.get", gone(p), p, p)),
        unknown("project.update", p -> ofIssue("project.update", gone(p), p, p)),
        unknown("label.list", p -> ofIssue("label.list", gone(p), p, p)),
        unknown("sprint.list", p -> ofIssue("sprint.list", gone(p), p, p)),
        unknown("issue.get", p -> ofIssue("issue.get", p, unknownIssue(p), p)),
        unknown("issue.update", p -> ofIssue("issue.update", p, unknownIssue(p), p)),
        unknown("issue.delete", p -> ofIssue("issue.delete", p, unknownIssue(p), p)),
        unknown("comment.create", p -> ofIssue("comment.create", p, unknownIssue(p), p)),
        unknown("comment.list", p -> ofIssue("comment.list", p, unknownIssue(p), p)),
        unknown("link.list", p -> ofIssue("link.list", p, unknownIssue(p), p)),
        unknown("transition.list", p -> ofIssue("transition.list", p, unknownIssue(p), p)),
        unknown("sprint.add", p -> ofIssue("sprint.add", p, unknownIssue(p), sprint(p).ref())));
  }

  private DynamicTest unknown(String operation, Function<Ref, Object> input) {
    return DynamicTest.dynamicTest(
        operation,
        () -> {
          if (!supports(operation)) {
            return;
          }
          Object asked = input.apply(project(tracker));
          expect(FailureCode.NOT_FOUND, () -> invoke(operation, tracker, asked, call(operation)));
        });
  }

  /** A project that is not there, written as this tracker writes them. */
  private static Ref gone(Ref project) {
    return new Ref(project.provider(), project.id() + "0");
  }

  /** An issue that is not there, written as this tracker writes them. */
  private Ref unknownIssue(Ref project) {
    String id = opened(project, "A letter").ref().id();
    return new Ref(provider.id(), id.replaceFirst("[0-9]+$", "987654"));
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    Ref project = project(tracker);
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
    Ref project = project(tracker);
    label(project, BUG);
    Issue before = opened(project, "Wrong amount", BUG);

    update(
        IssueUpdate.builder(before.ref())
            .title(Change.to("New"))
            .body(Change.clear())
            .labels(Change.clear())
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
    Ref issue = opened(project(tracker), "Wrong amount").ref();
    if (taken(field, () -> update(setting.apply(issue).build()))) {
      assertThat(value.apply(get(issue))).isEqualTo(expected);
      update(clearing.apply(issue).build());
      assertThat(value.apply(get(issue))).isNull();
    }
  }

  private void aPartHasAParent() {
    Ref project = project(tracker);
    Ref whole = opened(project, "Whole").ref();
    Ref part = opened(project, "Part").ref();
    IssueUpdate moving = IssueUpdate.builder(part).parent(Change.to(whole)).build();
    if (taken("parent", () -> update(moving))) {
      assertThat(get(part).parent()).isEqualTo(whole);
    }
  }

  private void peopleWorkOnIssues() {
    Offered.require(!people().isEmpty());
    Ref project = project(tracker);
    Ref issue = opened(project, "Wrong amount").ref();
    String one = people().getFirst();
    IssueUpdate giving = IssueUpdate.builder(issue).assignees(Change.to(List.of(one))).build();
    if (taken("assignees", () -> update(giving))) {
      assertThat(get(issue).assignees()).containsExactly(one);
      IssueQuery query = new IssueQuery(project, null, null, null, null, one, null);
      assertThat(tracker.listIssues(query, call("issue.list")).items())
          .extracting(Issue::ref)
          .containsExactly(issue);
      update(IssueUpdate.builder(issue).assignees(Change.clear()).build());
      assertThat(get(issue).assignees()).isEmpty();
    }
  }

  /** Whether it was done; if not, it must be refused as unsupported, by the field's name. */
  private static boolean taken(String field, Runnable action) {
    Optional<Failure> failure = Failures.of(action);
    failure.ifPresent(
        found -> {
          assertThat(found.code()).as(found.message()).isEqualTo(FailureCode.UNSUPPORTED);
          assertThat(found.fields()).containsOnlyKeys(field);
        });
    return failure.isEmpty();
  }

  @Test
  void pagesHoldEachIssueOnceOldestFirst() {
    Ref project = project(tracker);
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
    Ref project = project(tracker);
    List<Issue> opened =
        IntStream.rangeClosed(1, 6).mapToObj(i -> opened(project, "Issue " + i)).toList();
    List<String> closed = new ArrayList<>();
    for (int i = 0; i < 6; i += 2) {
      closed.add(update(closing(opened.get(i).ref())).ref().id());
    }

    assertThat(ids(project, IssueState.CLOSED, 2)).containsExactlyInAnyOrderElementsOf(closed);
    assertThat(ids(project, IssueState.OPEN, 2)).hasSize(3).doesNotContainAnyElementsOf(closed);
  }

  @Test
  void onlyIssuesThatCarryTheLabelAreListed() {
    Ref project = project(tracker);
    label(project, BUG);
    label(project, DOCS);
    Ref both = opened(project, "Both", BUG, DOCS).ref();
    opened(project, "One", BUG);
    opened(project, "None");

    assertThat(labelled(project, DOCS)).extracting(Issue::ref).containsExactly(both);
    assertThat(labelled(project, BUG)).hasSize(2);
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    Ref project = project(tracker);
    for (int limit : new int[] {0, 201}) {
      IssueQuery query = new IssueQuery(project, null, null, null, limit);
      expect(FailureCode.INVALID, () -> tracker.listIssues(query, call("issue.list")));
    }
  }

  @Test
  void aDeletedIssueIsGone() {
    Offered.require(supports("issue.delete"));
    Ref issue = opened(project(tracker), "Wrong amount").ref();

    tracker.deleteIssue(new WhichIssue(issue), call("issue.delete"));

    expect(FailureCode.NOT_FOUND, () -> get(issue));
  }

  // --- what stands around issues
  // ------------------------------------------------------------------

  @Test
  void commentsAreSaidChangedAndDeleted() {
    Offered.require(supports("comment.create") && supports("comment.list"));
    Ref issue = opened(project(tracker), "Wrong amount").ref();
    List<Ref> said =
        HOSTILE.subList(0, 3).stream().map(text -> comment(issue, text).ref()).toList();

    assertThat(comments(issue)).extracting(IssueComment::ref).containsExactlyElementsOf(said);
    assertThat(comments(issue))
        .extracting(IssueComment::body)
        .containsExactlyElementsOf(HOSTILE.subList(0, 3));
    assertThat(comments(issue)).allSatisfy(one -> assertThat(one.issue()).isEqualTo(issue));

    if (supports("comment.update")) {
      tracker.updateComment(
          new IssueCommentUpdate(said.get(1), "Anders: 日本"), call("comment.update"));
      assertThat(comments(issue).get(1).body()).isEqualTo("Anders: 日本");
    }
    if (supports("comment.delete")) {
      tracker.deleteComment(new WhichIssueComment(said.getFirst()), call("comment.delete"));
      assertThat(comments(issue)).extracting(IssueComment::ref).doesNotContain(said.getFirst());
      expect(
          FailureCode.NOT_FOUND,
          () ->
              tracker.deleteComment(
                  new WhichIssueComment(said.getFirst()), call("comment.delete")));
    }
  }

  @Test
  void labelsAreMadeOnceAndDeleted() {
    Offered.require(supports("label.create") && supports("label.list"));
    Ref project = project(tracker);
    NewIssueLabel wanted = new NewIssueLabel(project, "Größe: 日本", "D73A4A", "It is wrong");

    IssueLabel made = tracker.createLabel(wanted, call("label.create"));

    assertThat(made.name()).isEqualTo("Größe: 日本");
    assertThat(made.color() == null ? "d73a4a" : made.color().toLowerCase(Locale.ROOT))
        .isEqualTo("d73a4a");
    assertThat(labels(project))
        .filteredOn(each -> each.name().equals("Größe: 日本"))
        .extracting(IssueLabel::ref)
        .containsExactly(made.ref());
    expect(FailureCode.CONFLICT, () -> tracker.createLabel(wanted, call("label.create")));
    if (supports("label.delete")) {
      WhichIssueLabel which = new WhichIssueLabel(made.ref());
      tracker.deleteLabel(which, call("label.delete"));
      assertThat(labels(project)).extracting(IssueLabel::name).doesNotContain("Größe: 日本");
      expect(FailureCode.NOT_FOUND, () -> tracker.deleteLabel(which, call("label.delete")));
    }
  }

  @Test
  void aLabelIsDescribedAndRenamedWithItsIssues() {
    Offered.require(supports("label.update") && supports("label.create"));
    Ref project = project(tracker);
    IssueLabel made = labelMade(project, "area/ui: new");
    Ref issue = opened(project, "Labelled", "area/ui: new").ref();
    IssueLabelUpdate described =
        new IssueLabelUpdate(made.ref(), Change.keep(), Change.keep(), Change.to("Überall"));

    assertThat(tracker.updateLabel(described, call("label.update")).description())
        .isEqualTo("Überall");
    assertThat(get(issue).labels()).containsExactly("area/ui: new");
    IssueLabelUpdate renamed =
        new IssueLabelUpdate(made.ref(), Change.to("docs"), Change.keep(), Change.keep());
    if (taken("name", () -> tracker.updateLabel(renamed, call("label.update")))) {
      assertThat(get(issue).labels()).containsExactly("docs");
    }
  }

  @Test
  void aSprintIsRenamedEmptiedAndDeleted() {
    Offered.require(supports("sprint.create") && supports("sprint.get"));
    Ref project = project(tracker);
    Ref sprint = sprint(project).ref();
    Ref issue = opened(project, "Planned").ref();
    SprintIssue planned = new SprintIssue(sprint, issue);

    if (supports("sprint.update")) {
      tracker.updateSprint(renamed(sprint, "Woche 日本"), call("sprint.update"));
      assertThat(read(new WhichSprint(sprint)).name()).isEqualTo("Woche 日本");
      assertThat(read(new WhichSprint(sprint)).endsAt()).isNotNull();
    }
    if (supports("sprint.add") && supports("sprint.remove")) {
      tracker.addToSprint(planned, call("sprint.add"));
      tracker.removeFromSprint(planned, call("sprint.remove"));
      assertThat(get(issue).sprint()).isNull();
    }
    if (supports("sprint.delete")) {
      tracker.deleteSprint(new WhichSprint(sprint), call("sprint.delete"));
      expect(FailureCode.NOT_FOUND, () -> read(new WhichSprint(sprint)));
      assertThat(get(issue).ref()).isEqualTo(issue);
    }
  }

  private Sprint read(WhichSprint sprint) {
    return tracker.getSprint(sprint, call("sprint.get"));
  }

  @Test
  void aLinkIsSeenFromBothEnds() {
    Offered.require(supports("link.create") && supports("link.list"));
    Ref project = project(tracker);
    Ref issue = opened(project, "First").ref();
    Ref other = opened(project, "Second").ref();

    IssueLink made = link(issue, other);

    assertThat(made.type()).isEqualTo(IssueLinkType.BLOCKS);
    assertThat(links(issue))
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.type()).isEqualTo(IssueLinkType.BLOCKS);
              assertThat(seen.other()).isEqualTo(other);
            });
    assertThat(links(other))
        .singleElement()
        .satisfies(
            seen -> {
              assertThat(seen.type()).isEqualTo(IssueLinkType.BLOCKED_BY);
              assertThat(seen.other()).isEqualTo(issue);
            });
    if (supports("link.delete")) {
      tracker.deleteLink(new WhichIssueLink(made.ref()), call("link.delete"));
      assertThat(links(issue)).isEmpty();
      assertThat(links(other)).isEmpty();
    }
  }

  @Test
  void issuesArePlannedForSprints() {
    Offered.require(supports("sprint.create") && supports("sprint.list"));
    Ref project = project(tracker);
    Sprint made = sprint(project);
    Ref issue = opened(project, "Planned").ref();
    opened(project, "Not planned");

    assertThat(sprints(project)).extracting(Sprint::ref).contains(made.ref());
    assertThat(made.name()).isEqualTo("Week 1");
    if (supports("sprint.add")) {
      tracker.addToSprint(new SprintIssue(made.ref(), issue), call("sprint.add"));
      IssueQuery query = new IssueQuery(project, null, null, null, null, null, made.ref());
      assertThat(tracker.listIssues(query, call("issue.list")).items())
          .extracting(Issue::ref)
          .containsExactly(issue);
    }
  }

  @Test
  void anIssueGoesThroughItsFlowAndBack() {
    Offered.require(supports("transition.list") && supports("transition.apply"));
    Ref issue = opened(project(tracker), "Wrong amount").ref();

    assertThat(moved(issue, IssueState.CLOSED).state()).isEqualTo(IssueState.CLOSED);
    assertThat(get(issue).state()).isEqualTo(IssueState.CLOSED);
    assertThat(moved(issue, IssueState.OPEN).state()).isEqualTo(IssueState.OPEN);
  }

  private Issue moved(Ref issue, IssueState to) {
    IssueTransition way =
        transitions(issue).stream().filter(one -> one.state() == to).findFirst().orElseThrow();
    return tracker.applyTransition(new IssueMove(issue, way.ref()), call("transition.apply"));
  }

  // --- a vendor that fails
  // ------------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> aVendorsRefusalIsToldByItsCode() {
    return Stream.of(
            Map.entry(401, FailureCode.UNAUTHENTICATED),
            Map.entry(403, FailureCode.FORBIDDEN),
            Map.entry(404, FailureCode.NOT_FOUND),
            Map.entry(429, FailureCode.RATE_LIMITED),
            Map.entry(500, FailureCode.UNAVAILABLE),
            Map.entry(503, FailureCode.UNAVAILABLE))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    "status " + each.getKey(),
                    () -> refusedWith(answering(each.getKey()), each.getValue())));
  }

  @Test
  void aCredentialThatTheVendorDoesNotKnowIsUnauthenticated() {
    ProviderContext bad = assumed(withBadCredentials());
    FakeCall asked = call("project.list", bad);

    expect(
        FailureCode.UNAUTHENTICATED,
        () -> open(bad).listProjects(new ProjectQuery(null, null), asked));
  }

  @Test
  void aVendorThatDoesNotAnswerInTimeIsToldAsThat() {
    refusedWith(failing(FailureCode.TIMEOUT), FailureCode.TIMEOUT);
  }

  @Test
  void aWriteOfWhichNothingIsKnownIsNotCalledUndone() {
    Transport silent = failing(FailureCode.TIMEOUT);
    ProviderContext context = assumed(behind(silent));
    NewIssue wanted = NewIssue.builder(anyProject(), "Wrong amount").build();

    Failure failure =
        expect(
            FailureCode.TIMEOUT,
            () -> open(context).createIssue(wanted, call("issue.create", context)));

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }

  @Test
  void whoHasGoneOpensNoIssue() {
    Ref project = project(tracker);
    FakeCall gone = call("issue.create");
    gone.cancel();

    expect(
        FailureCode.CANCELLED,
        () -> tracker.createIssue(NewIssue.builder(project, "Late").build(), gone));
    assertThat(ids(project, null, 10)).isEmpty();
  }

  private void refusedWith(Transport transport, FailureCode code) {
    ProviderContext context = assumed(behind(transport));
    Tracker instance = open(context);
    IssueQuery query = new IssueQuery(anyProject(), null, null, null, null);

    expect(code, () -> instance.listIssues(query, call("issue.list", context)));
  }

  /** Any project's reference: the vendor that fails never looks for it. */
  protected Ref anyProject() {
    return Ref.of("project");
  }

  private static ProviderContext assumed(Optional<ProviderContext> context) {
    Offered.require(context.isPresent());
    return context.orElseThrow();
  }

  private static Transport answering(int status) {
    return sending(
        request -> new WireResponse(status, Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
  }

  private static Transport failing(FailureCode code) {
    return sending(
        request -> {
          throw new CallFailedException(
              Failure.of(code, "the vendor did not answer").withApplied(Applied.UNKNOWN));
        });
  }

  private static Transport sending(Function<WireRequest, WireResponse> answer) {
    return new Transport() {
      @Override
      public WireResponse send(WireRequest request, Call call) {
        return answer.apply(request);
      }

      @Override
      public WireStream open(WireRequest request, Call call) {
        throw new AssertionError("nothing streams");
      }
    };
  }

  // --- the same key
  // -------------------------------------------------------------------------------

  @TestFactory
  Stream<DynamicTest> theSameIdempotencyKeyGivesTheFirstResult() {
    return declared().support().entrySet().stream()
        .filter(entry -> entry.getValue().idempotencyKey())
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> repeated(entry.getKey())));
  }

  private void repeated(String operation) {
    Object input = input(operation, tracker);
    Object first = invoke(operation, tracker, input, keyed(operation));

    assertThat(invoke(operation, tracker, input, keyed(operation))).isEqualTo(first);
  }

  private FakeCall keyed(String operation) {
    return call(operation).withIdempotencyKey("run/step/0");
  }

  @TestFactory
  Stream<DynamicTest> theKeyOfAnIssue() {
    var support = declared().support().get("issue.create");
    if (support == null || !support.idempotencyKey()) {
      return Stream.empty();
    }
    return Stream.of(
        DynamicTest.dynamicTest("is refused with another input", this::refusesAnotherInput),
        DynamicTest.dynamicTest("opens one issue at once", this::opensOneIssueAtOnce));
  }

  private void refusesAnotherInput() {
    Ref project = project(tracker);
    NewIssue once = NewIssue.builder(project, "Once").build();
    Issue opened = tracker.createIssue(once, keyed("issue.create"));
    update(closing(opened.ref()));

    for (NewIssue other :
        List.of(
            NewIssue.builder(project, "Other").build(),
            NewIssue.builder(project, "Once").dueOn(LocalDate.of(2031, 2, 3)).build())) {
      Failure failure =
          expect(FailureCode.CONFLICT, () -> tracker.createIssue(other, keyed("issue.create")));
      assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
    }
    assertThat(tracker.createIssue(once, keyed("issue.create")).ref()).isEqualTo(opened.ref());
  }

  private void opensOneIssueAtOnce() throws InterruptedException {
    NewIssue once = NewIssue.builder(project(tracker), "Once").build();
    Callable<Issue> attempt =
        () -> tracker.createIssue(once, call("issue.create").withIdempotencyKey("run/x/0"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> attempt).toList());

      assertThat(results.stream().map(f -> f.resultNow().ref()).distinct()).hasSize(1);
    }
    assertThat(ids(once.project(), null, 10)).hasSize(1);
  }

  // --- what tests are made of
  // ---------------------------------------------------------------------

  private Issue opened(Ref project, String title, String... labels) {
    NewIssue input =
        NewIssue.builder(project, title)
            .body("Body")
            .labels(labels.length == 0 ? null : List.of(labels))
            .build();
    return tracker.createIssue(input, call("issue.create"));
  }

  /** Makes a label where trackers want them made before issues carry them. */
  private void label(Ref project, String name) {
    if (supports("label.create")) {
      tracker.createLabel(new NewIssueLabel(project, name, "d73a4a", null), call("label.create"));
    }
  }

  private IssueComment comment(Ref issue, String text) {
    return tracker.createComment(new NewIssueComment(issue, text), call("comment.create"));
  }

  private IssueLink link(Ref issue, Ref other) {
    return tracker.createLink(
        new NewIssueLink(issue, IssueLinkType.BLOCKS, other), call("link.create"));
  }

  private IssueLabel labelMade(Ref project, String name) {
    return tracker.createLabel(
        new NewIssueLabel(project, name, "d73a4a", null), call("label.create"));
  }

  private static SprintUpdate renamed(Ref sprint, String name) {
    return new SprintUpdate(sprint, Change.to(name), Change.keep(), Change.keep(), Change.keep());
  }

  private Sprint sprint(Ref project) {
    return tracker.createSprint(newSprint(project, "Week 1"), call("sprint.create"));
  }

  private static NewSprint newSprint(Ref project, String name) {
    return new NewSprint(
        project,
        name,
        Instant.parse("2031-02-03T00:00:00Z"),
        Instant.parse("2031-02-10T00:00:00Z"));
  }

  private static ProjectUpdate described(Ref project, String text) {
    return new ProjectUpdate(project, Change.keep(), Change.to(text), Change.keep());
  }

  private static IssueUpdate closing(Ref issue) {
    return IssueUpdate.builder(issue).state(Change.to(IssueState.CLOSED)).build();
  }

  private Project read(Ref project) {
    return tracker.getProject(new WhichProject(project), call("project.get"));
  }

  private Issue get(Ref issue) {
    return tracker.getIssue(new WhichIssue(issue), call("issue.get"));
  }

  private Issue update(IssueUpdate change) {
    return tracker.updateIssue(change, call("issue.update"));
  }

  private List<IssueComment> comments(Ref issue) {
    return all(
        slice ->
            tracker.listComments(
                new IssueCommentQuery(issue, slice.cursor(), slice.limit()), call("comment.list")),
        2);
  }

  private List<IssueLabel> labels(Ref project) {
    return all(
        slice ->
            tracker.listLabels(
                new IssueLabelQuery(project, slice.cursor(), slice.limit()), call("label.list")),
        50);
  }

  private List<IssueLink> links(Ref issue) {
    return all(
        slice ->
            tracker.listLinks(
                new IssueLinkQuery(issue, slice.cursor(), slice.limit()), call("link.list")),
        2);
  }

  private List<Sprint> sprints(Ref project) {
    return all(
        slice ->
            tracker.listSprints(
                new SprintQuery(project, slice.cursor(), slice.limit()), call("sprint.list")),
        2);
  }

  private List<IssueTransition> transitions(Ref issue) {
    return all(
        slice ->
            tracker.listTransitions(
                new IssueTransitionQuery(issue, slice.cursor(), slice.limit()),
                call("transition.list")),
        2);
  }

  private List<Issue> labelled(Ref project, String label) {
    return all(
        slice ->
            tracker.listIssues(
                new IssueQuery(project, null, label, slice.cursor(), slice.limit()),
                call("issue.list")),
        1);
  }

  private List<String> ids(Ref project, @Nullable IssueState state, int limit) {
    List<Issue> issues =
        all(
            slice ->
                tracker.listIssues(
                    new IssueQuery(project, state, null, slice.cursor(), slice.limit()),
                    call("issue.list")),
            limit);
    return issues.stream().map(issue -> issue.ref().id()).toList();
  }

  private Page<Project> projects(Slice slice) {
    return tracker.listProjects(
        new ProjectQuery(slice.cursor(), slice.limit()), call("project.list"));
  }

  private record Slice(@Nullable Cursor cursor, int limit) {}

  private static <T> List<T> all(Function<Slice, Page<T>> list, int limit) {
    List<T> items = new ArrayList<>();
    Cursor cursor = null;
    do {
      Page<T> page = list.apply(new Slice(cursor, limit));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      items.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return items;
  }

  private static Failure expect(FailureCode code, ThrowingCallable action) {
    return Failures.expect(code, action);
  }
}
