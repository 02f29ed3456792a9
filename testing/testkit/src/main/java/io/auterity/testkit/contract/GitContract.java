package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.ChangedFile;
import io.auterity.spi.git.CollaboratorQuery;
import io.auterity.spi.git.CommitComparison;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.CommitStatus;
import io.auterity.spi.git.CommitStatusQuery;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.FolderEntry;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.Git;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.MergeMethod;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCollaborator;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewCommitStatus;
import io.auterity.spi.git.NewFork;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.NewRepositoryHook;
import io.auterity.spi.git.NewReview;
import io.auterity.spi.git.NewTag;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestQuery;
import io.auterity.spi.git.PullRequestState;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.ReleaseQuery;
import io.auterity.spi.git.RepositoryEvent;
import io.auterity.spi.git.RepositoryHookQuery;
import io.auterity.spi.git.RepositoryHookUpdate;
import io.auterity.spi.git.RepositoryPermission;
import io.auterity.spi.git.RepositoryQuery;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.Review;
import io.auterity.spi.git.ReviewQuery;
import io.auterity.spi.git.ReviewVerdict;
import io.auterity.spi.git.TagQuery;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichCollaborator;
import io.auterity.spi.git.WhichCommit;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichPullRequest;
import io.auterity.spi.git.WhichRelease;
import io.auterity.spi.git.WhichRepository;
import io.auterity.spi.git.WhichRepositoryHook;
import io.auterity.spi.git.WhichTag;
import io.auterity.testkit.FakeCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@code git} connector must do, whoever hosts. Each test has repositories of its own,
 * below names that {@link #freshName} gives, and deletes them where the host can.
 */
public abstract class GitContract extends ConnectorContract<Git> {

  private static final String README = "README.md";

  private final List<GitRepository> made = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private ProviderContext provider;

  @SuppressWarnings("NullAway.Init")
  private Git git;

  protected GitContract() {
    super(Git.class);
  }

  /** The user or organization that repositories are made for. */
  protected abstract String owner();

  /** A name that no repository of the owner has. */
  protected abstract String freshName();

  @BeforeEach
  void openAProvider() {
    provider = provider();
    git = open(provider);
  }

  @AfterEach
  void deleteWhatWasMade() {
    for (GitRepository repository :
        supports("repository.delete") ? made : List.<GitRepository>of()) {
      Failures.of(
          () ->
              git.deleteRepository(
                  new WhichRepository(repository.ref()), call("repository.delete", provider)));
    }
  }

  // --- one input for each operation
  // ---------------------------------------------------------------

  @Override
  protected Object input(String operation, Git instance) {
    // What is refused as unsupported is refused whatever is asked for.
    Ref any = new Ref(provider.id(), owner() + "/" + "unsupported");
    if (!supports(operation)) {
      return unsupported(operation, any);
    }
    git = instance;
    return switch (operation.substring(0, operation.indexOf('.'))) {
      case "repository" -> ofRepository(operation);
      case "branch" -> ofBranch(operation, begun().ref());
      case "commit", "content", "status" -> ofCommit(operation, begun());
      case "tag", "release" -> ofTag(operation, begun().ref());
      case "pull_request", "review" -> ofPull(operation);
      case "webhook", "collaborator" -> ofAccess(operation, begun().ref());
      default -> throw new AssertionError("no input for " + operation);
    };
  }

  private Object ofRepository(String operation) {
    return switch (operation) {
      case "repository.create" -> newRepository(true);
      case "repository.list" -> new RepositoryQuery(owner(), null, null);
      case "repository.update" -> described(begun().ref(), "Changed");
      case "repository.fork" -> new NewFork(begun().ref(), owner(), freshName());
      default -> new WhichRepository(begun().ref());
    };
  }

  private Object ofBranch(String operation, Ref repository) {
    String name = defaultBranch(repository);
    return switch (operation) {
      case "branch.create" -> new NewBranch(repository, "topic", name);
      case "branch.list" -> new BranchQuery(repository, null, null);
      case "branch.protect" -> new BranchProtection(repository, name, 1, List.of(), true);
      case "branch.delete" -> {
        branch(repository, "topic", name);
        yield new WhichBranch(repository, "topic");
      }
      default -> new WhichBranch(repository, name);
    };
  }

  private Object ofCommit(String operation, GitRepository repository) {
    Ref ref = repository.ref();
    String branch = defaultBranch(repository);
    return switch (operation) {
      case "commit.create" -> new NewCommit(ref, branch, "Add", List.of(file("a", "A")), null);
      case "commit.get" -> new WhichCommit(ref, branch);
      case "commit.list" -> new CommitQuery(ref, null, null, null, null, null);
      case "commit.compare" -> new CommitRange(ref, branch, branch);
      case "content.get" -> new WhichFile(ref, README, null);
      case "content.list" -> new FolderQuery(ref, null, null, null, null);
      case "status.create" ->
          new NewCommitStatus(ref, head(ref, branch), "build", CommitState.SUCCESS, null, null);
      default -> new CommitStatusQuery(ref, head(ref, branch), null, null);
    };
  }

  private Object ofTag(String operation, Ref repository) {
    String branch = defaultBranch(repository);
    return switch (operation) {
      case "tag.create" -> new NewTag(repository, "v1", branch, null);
      case "tag.list" -> new TagQuery(repository, null, null);
      case "release.list" -> new ReleaseQuery(repository, null, null);
      case "release.create" -> release(repository, "v1");
      case "release.get", "release.delete" -> new WhichRelease(released(repository, "v1").ref());
      default -> {
        git.createTag(new NewTag(repository, "v1", branch, null), call("tag.create", provider));
        yield new WhichTag(repository, "v1");
      }
    };
  }

  private Object ofPull(String operation) {
    GitRepository repository = begun();
    if (operation.equals("pull_request.list")) {
      return new PullRequestQuery(repository.ref(), null, null, null);
    }
    change(repository.ref(), "topic", "a", "A");
    NewPullRequest wanted = newPull(repository.ref(), "topic");
    if (operation.equals("pull_request.create")) {
      return wanted;
    }
    Ref pull = git.createPullRequest(wanted, call("pull_request.create", provider)).ref();
    return switch (operation) {
      case "pull_request.update" -> titled(pull, "Other");
      case "pull_request.merge" -> new PullRequestMerge(pull, null, null, null);
      case "review.create" -> new NewReview(pull, ReviewVerdict.COMMENT, "Well done");
      case "review.list" -> new ReviewQuery(pull, null, null);
      default -> new WhichPullRequest(pull);
    };
  }

  private Object ofAccess(String operation, Ref repository) {
    return switch (operation) {
      case "webhook.update", "webhook.delete" -> {
        NewRepositoryHook hook = (NewRepositoryHook) unsupported("webhook.create", repository);
        yield unsupported(
            operation, git.createWebhook(hook, call("webhook.create", provider)).ref());
      }
      default -> unsupported(operation, repository);
    };
  }

  /** An input that names {@code ref}, whatever is there. */
  private Object unsupported(String operation, Ref ref) {
    return switch (operation) {
      case "webhook.create" ->
          new NewRepositoryHook(
              ref,
              "https://example.org/hook",
              List.of(RepositoryEvent.PUSH),
              null,
              VaultSecret.of("of-a-suite-only"));
      case "webhook.update" ->
          new RepositoryHookUpdate(ref, Change.keep(), Change.keep(), Change.to(false));
      case "webhook.delete" -> new WhichRepositoryHook(ref);
      case "branch.unprotect" -> new WhichBranch(ref, "main");
      case "branch.list" -> new BranchQuery(ref, null, null);
      case "tag.list" -> new TagQuery(ref, null, null);
      case "release.list" -> new ReleaseQuery(ref, null, null);
      case "webhook.list" -> new RepositoryHookQuery(ref, null, null);
      case "collaborator.list" -> new CollaboratorQuery(ref, null, null);
      case "collaborator.add" -> new NewCollaborator(ref, "somebody", RepositoryPermission.READ);
      case "collaborator.remove" -> new WhichCollaborator(ref, "somebody");
      case "repository.fork" -> new NewFork(ref, null, null);
      case "branch.protect" -> new BranchProtection(ref, "main", 1, List.of(), true);
      case "review.create" -> new NewReview(ref, ReviewVerdict.COMMENT, "Well done");
      case "review.list" -> new ReviewQuery(ref, null, null);
      case "pull_request.update" -> titled(ref, "Other");
      case "commit.create" -> new NewCommit(ref, "main", "Add", List.of(file("a", "A")), null);
      case "commit.compare" -> new CommitRange(ref, "main", "main");
      default -> throw new AssertionError("no input for " + operation + " where it is unsupported");
    };
  }

  // --- repositories
  // -------------------------------------------------------------------------------

  @Test
  void aCreatedRepositoryCanBeReadAndListed() {
    GitRepository created = begun();

    GitRepository read =
        git.getRepository(new WhichRepository(created.ref()), call("repository.get", provider));

    assertThat(read.ref()).isEqualTo(created.ref());
    assertThat(read.owner()).isEqualTo(owner());
    assertThat(read.defaultBranch()).isEqualTo(created.defaultBranch());
    assertThat(all(this::repositories, 2)).extracting(GitRepository::ref).contains(created.ref());
  }

  @Test
  void aSecondRepositoryOfTheSameNameIsAConflict() {
    NewRepository input = newRepository(true);
    create(input);

    expect(FailureCode.CONFLICT, () -> create(input));
  }

  @Test
  void aRepositoryIsDescribedAnew() {
    Ref repository = begun().ref();

    GitRepository after =
        git.updateRepository(
            described(repository, "Überall 日本 🚀"), call("repository.update", provider));

    assertThat(after.description()).isEqualTo("Überall 日本 🚀");
    assertThat(after.archived()).isFalse();
  }

  @Test
  void aDeletedRepositoryIsGone() {
    Ref repository = begun().ref();

    git.deleteRepository(new WhichRepository(repository), call("repository.delete", provider));

    expect(
        FailureCode.NOT_FOUND,
        () -> git.getRepository(new WhichRepository(repository), call("repository.get", provider)));
  }

  @TestFactory
  Stream<DynamicTest> whatIsUnknownIsNotFound() {
    Ref nowhere = new Ref(provider.id(), owner() + "/" + freshName());
    return Stream.of(
        unknown("repository.get", () -> new WhichRepository(nowhere)),
        unknown("branch.list", () -> new BranchQuery(nowhere, null, null)),
        unknown("branch.get", () -> new WhichBranch(begun().ref(), "no-such-branch")),
        unknown("branch.create", () -> new NewBranch(begun().ref(), "b", "no-such-branch")),
        unknown("commit.get", () -> new WhichCommit(begun().ref(), "0".repeat(39) + "1")),
        unknown("content.get", () -> new WhichFile(begun().ref(), "no/such/file", null)),
        unknown("tag.get", () -> new WhichTag(begun().ref(), "no-such-tag")),
        unknown("pull_request.get", () -> new WhichPullRequest(numbered(begun().ref(), 999))));
  }

  private DynamicTest unknown(String operation, java.util.function.Supplier<Object> input) {
    return DynamicTest.dynamicTest(
        operation,
        () -> {
          if (!supports(operation)) {
            return;
          }
          Object asked = input.get();
          expect(
              FailureCode.NOT_FOUND,
              () -> invoke(operation, git, asked, call(operation, provider)));
        });
  }

  // --- branches, commits, contents
  // ----------------------------------------------------------------

  @Test
  void aBranchIsProtectedUntilItIsNot() {
    Offered.require(supports("branch.protect") && supports("branch.unprotect"));
    Ref repository = begun().ref();
    BranchProtection asked =
        new BranchProtection(repository, defaultBranch(repository), 1, List.of(), true);
    WhichBranch which = new WhichBranch(repository, asked.name());

    assertThat(git.protectBranch(asked, call("branch.protect", provider)).approvals()).isEqualTo(1);
    assertThat(git.getBranch(which, call("branch.get", provider)).guarded()).isTrue();

    git.unprotectBranch(which, call("branch.unprotect", provider));
    assertThat(git.getBranch(which, call("branch.get", provider)).guarded()).isFalse();
  }

  @Test
  void aBranchBeginsWhereItIsTold() {
    GitRepository repository = begun();

    Branch topic = branch(repository.ref(), "feature/Grün-日本", defaultBranch(repository));

    assertThat(topic.sha()).isEqualTo(head(repository.ref(), defaultBranch(repository)));
    assertThat(all(c -> branches(repository.ref(), c), 1))
        .extracting(Branch::name)
        .containsExactlyInAnyOrder("feature/Grün-日本", defaultBranch(repository));
    expect(
        FailureCode.CONFLICT,
        () -> branch(repository.ref(), "feature/Grün-日本", defaultBranch(repository)));
  }

  @Test
  void oneCommitChangesSeveralFiles() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    String text = "Zeile 1\nLigne é 日本 🚀\n";
    commit(ref, defaultBranch(repository), file("docs/Ä ö.txt", text), file("b.txt", "b\n"));

    GitCommit second =
        commit(
            ref,
            defaultBranch(repository),
            new FileChange(FileAction.UPDATE, "b.txt", "B\n", null),
            new FileChange(FileAction.DELETE, README, null, null),
            file("c/d/e.txt", "e"));

    assertThat(text(ref, "docs/Ä ö.txt")).isEqualTo(text);
    assertThat(text(ref, "b.txt")).isEqualTo("B\n");
    assertThat(head(ref, defaultBranch(repository))).isEqualTo(second.sha());
    assertThat(all(c -> folder(ref, null, c), 2))
        .extracting(FolderEntry::path)
        .containsExactlyInAnyOrder("b.txt", "c", "docs");
    assertThat(folder(ref, "c/d", null).items())
        .extracting(FolderEntry::path)
        .containsExactly("c/d/e.txt");
  }

  @Test
  void aCommitThatExpectsAnotherHeadIsAConflict() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    String before = head(ref, defaultBranch(repository));
    commit(ref, defaultBranch(repository), file("a", "A"));

    NewCommit late =
        new NewCommit(ref, defaultBranch(repository), "Late", List.of(file("b", "B")), before);

    expect(FailureCode.CONFLICT, () -> git.createCommit(late, call("commit.create", provider)));
    assertThat(log(ref, null)).hasSize(2);
  }

  @Test
  void historyIsListedNewestFirstOverPages() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    String first = head(ref, defaultBranch(repository));
    List<String> newestFirst = new ArrayList<>(List.of(first));
    for (String name : List.of("a", "b", "a2", "c")) {
      newestFirst.addFirst(commit(ref, defaultBranch(repository), file(name, name)).sha());
    }

    assertThat(log(ref, null)).extracting(GitCommit::sha).containsExactlyElementsOf(newestFirst);
    assertThat(log(ref, "b")).extracting(GitCommit::sha).containsExactly(newestFirst.get(2));
  }

  @Test
  void aComparisonTellsWhatABranchHasMore() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    change(ref, "topic", "a.txt", "1\n2\n3\n");
    GitCommit second = commit(ref, "topic", file("b.txt", "b\n"));
    Offered.require(supports("commit.compare"));

    CommitComparison comparison =
        git.compareCommits(
            new CommitRange(ref, defaultBranch(repository), "topic"),
            call("commit.compare", provider));

    assertThat(comparison.ahead()).isEqualTo(2);
    assertThat(comparison.commits()).extracting(GitCommit::sha).endsWith(second.sha());
    assertThat(comparison.files())
        .extracting(ChangedFile::path)
        .containsExactlyInAnyOrder("a.txt", "b.txt");
  }

  // --- the whole life
  // -----------------------------------------------------------------------------

  @Test
  void aChangeGoesFromBranchToRelease() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    change(ref, "topic", "a.txt", "A\n");
    PullRequest opened = opened(ref, "topic");
    assertThat(opened.state()).isEqualTo(PullRequestState.OPEN);
    assertThat(opened.headSha()).isEqualTo(head(ref, "topic"));
    reviewed(opened);

    String merged =
        git.mergePullRequest(
                new PullRequestMerge(opened.ref(), MergeMethod.SQUASH, "Bring A", opened.headSha()),
                call("pull_request.merge", provider))
            .sha();

    PullRequest after = pull(opened.ref());
    assertThat(after.state()).isEqualTo(PullRequestState.MERGED);
    assertThat(text(ref, "a.txt")).isEqualTo("A\n");
    if (merged != null) {
      assertThat(head(ref, defaultBranch(repository))).isEqualTo(merged);
    }
    Release release = released(ref, "v1.0");
    assertThat(release.tag()).isEqualTo("v1.0");
    assertThat(git.getTag(new WhichTag(ref, "v1.0"), call("tag.get", provider)).sha())
        .isEqualTo(head(ref, defaultBranch(repository)));
  }

  private void reviewed(PullRequest pull) {
    if (supports("review.create") && supports("review.list")) {
      NewReview review = new NewReview(pull.ref(), ReviewVerdict.COMMENT, "Schön: 日本 🚀");
      git.createReview(review, call("review.create", provider));
      Page<Review> reviews =
          git.listReviews(new ReviewQuery(pull.ref(), null, null), call("review.list", provider));
      assertThat(reviews.items()).extracting(Review::body).contains("Schön: 日本 🚀");
    }
  }

  @TestFactory
  Stream<DynamicTest> eachWayToMergeBringsTheChange() {
    return Stream.of(MergeMethod.values())
        .map(method -> DynamicTest.dynamicTest(method.name(), () -> mergesBy(method)));
  }

  private void mergesBy(MergeMethod method) {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    change(ref, "topic", "a.txt", "A\n");
    commit(ref, "topic", file("b.txt", "B\n"));
    commit(ref, defaultBranch(repository), file("c.txt", "C\n"));
    PullRequest opened = opened(ref, "topic");

    git.mergePullRequest(
        new PullRequestMerge(opened.ref(), method, null, null),
        call("pull_request.merge", provider));

    assertThat(text(ref, "a.txt") + text(ref, "b.txt") + text(ref, "c.txt")).isEqualTo("A\nB\nC\n");
    int commits = log(ref, null).size();
    assertThat(commits)
        .isEqualTo(
            switch (method) {
              case MERGE -> 5;
              case SQUASH -> 3;
              case REBASE -> 4;
            });
  }

  @Test
  void branchesThatChangeTheSameLinesAreAConflict() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    change(ref, "topic", "a.txt", "one\n");
    commit(ref, defaultBranch(repository), file("a.txt", "two\n"));
    PullRequest opened = opened(ref, "topic");
    String before = head(ref, defaultBranch(repository));

    expect(
        FailureCode.CONFLICT,
        () ->
            git.mergePullRequest(
                new PullRequestMerge(opened.ref(), null, null, null),
                call("pull_request.merge", provider)));
    assertThat(pull(opened.ref()).state()).isEqualTo(PullRequestState.OPEN);
    assertThat(pull(opened.ref()).mergeable()).isNotEqualTo(true);
    assertThat(head(ref, defaultBranch(repository))).isEqualTo(before);
  }

  @Test
  void pullRequestsAreListedByStateOverPages() {
    GitRepository repository = begun();
    Ref ref = repository.ref();
    List<PullRequest> opened = new ArrayList<>();
    for (String topic : List.of("t1", "t2", "t3")) {
      change(ref, topic, topic, topic);
      opened.add(opened(ref, topic));
    }
    git.updatePullRequest(closing(opened.get(1).ref()), call("pull_request.update", provider));

    assertThat(all(c -> pulls(ref, PullRequestState.OPEN, c), 1))
        .extracting(PullRequest::number)
        .containsExactlyInAnyOrder(opened.get(0).number(), opened.get(2).number());
    assertThat(all(c -> pulls(ref, null, c), 2)).hasSize(3);
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    GitRepository repository = begun();
    change(repository.ref(), "topic", "a", "A");
    PullRequest before = opened(repository.ref(), "topic");

    PullRequest after =
        git.updatePullRequest(
            titled(before.ref(), "Ein anderer Titel é"), call("pull_request.update", provider));

    assertThat(after.title()).isEqualTo("Ein anderer Titel é");
    assertThat(after.body()).isEqualTo(before.body());
    assertThat(after.state()).isEqualTo(PullRequestState.OPEN);
  }

  @Test
  void theLastWordOfACheckCounts() {
    Offered.require(supports("status.create") && supports("status.list"));
    GitRepository repository = begun();
    String sha = head(repository.ref(), defaultBranch(repository));
    status(repository.ref(), sha, CommitState.PENDING);

    status(repository.ref(), sha, CommitState.SUCCESS);

    List<CommitStatus> told =
        git.listStatuses(
                new CommitStatusQuery(repository.ref(), sha, null, null),
                call("status.list", provider))
            .items();
    assertThat(told.stream().filter(s -> s.state() == CommitState.SUCCESS))
        .extracting(CommitStatus::context)
        .containsExactly("build");
  }

  private void status(Ref repository, String sha, CommitState state) {
    git.createStatus(
        new NewCommitStatus(repository, sha, "build", state, "Bau", "https://example.org/1"),
        call("status.create", provider));
  }

  @Test
  void aLimitOutOfRangeIsRefused() {
    Ref repository = begun().ref();
    for (int limit : new int[] {0, 201}) {
      expect(
          FailureCode.INVALID,
          () ->
              git.listBranches(
                  new BranchQuery(repository, null, limit), call("branch.list", provider)));
    }
  }

  @Test
  void whoHasGoneGetsNoHistory() {
    Ref repository = begun().ref();
    FakeCall gone = call("commit.list", provider);
    gone.cancel();

    expect(
        FailureCode.CANCELLED,
        () -> git.listCommits(new CommitQuery(repository, null, null, null, null, null), gone));
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
    Object input = input(operation, git);
    Object first = invoke(operation, git, input, keyed(operation));

    assertThat(named(invoke(operation, git, input, keyed(operation)))).isEqualTo(named(first));
  }

  private Call keyed(String operation) {
    return call(operation, provider).withIdempotencyKey("run/step/0");
  }

  // What a repetition must have in common; how a pull request stands may change meanwhile.
  private static Object named(Object result) {
    return switch (result) {
      case GitRepository repository -> repository.ref();
      case PullRequest pull -> pull.ref();
      case Review review -> review.ref();
      case Release release -> release.ref();
      default -> result;
    };
  }

  @Test
  void theSameIdempotencyKeyWithAnotherInputIsAConflict() {
    var support = declared().support().get("branch.create");
    Offered.require(support != null && support.idempotencyKey());
    GitRepository repository = begun();
    NewBranch one = new NewBranch(repository.ref(), "one", defaultBranch(repository));
    NewBranch two = new NewBranch(repository.ref(), "two", defaultBranch(repository));
    git.createBranch(one, keyed("branch.create"));

    Failure failure =
        expect(FailureCode.CONFLICT, () -> git.createBranch(two, keyed("branch.create")));

    assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
  }

  // --- what tests are made of
  // ---------------------------------------------------------------------

  /** A repository with a first commit that holds {@code README.md}. */
  private GitRepository begun() {
    return create(newRepository(true));
  }

  private GitRepository create(NewRepository input) {
    GitRepository repository = git.createRepository(input, call("repository.create", provider));
    made.add(repository);
    return repository;
  }

  private NewRepository newRepository(boolean init) {
    return new NewRepository(owner(), freshName(), "For a test", null, "main", init);
  }

  private static RepositoryUpdate described(Ref repository, String text) {
    return new RepositoryUpdate(
        repository, Change.keep(), Change.to(text), Change.keep(), Change.keep(), Change.keep());
  }

  private String defaultBranch(Ref repository) {
    return defaultBranch(
        git.getRepository(new WhichRepository(repository), call("repository.get", provider)));
  }

  private static String defaultBranch(GitRepository begun) {
    return Objects.requireNonNull(begun.defaultBranch());
  }

  private Branch branch(Ref repository, String name, String from) {
    return git.createBranch(new NewBranch(repository, name, from), call("branch.create", provider));
  }

  private String head(Ref repository, String branch) {
    return git.getBranch(new WhichBranch(repository, branch), call("branch.get", provider)).sha();
  }

  private GitCommit commit(Ref repository, String branch, FileChange... changes) {
    return git.createCommit(
        new NewCommit(repository, branch, "Change files", List.of(changes), null),
        call("commit.create", provider));
  }

  /** A new branch with one commit more. */
  private void change(Ref repository, String branch, String path, String text) {
    branch(repository, branch, defaultBranch(repository));
    commit(repository, branch, file(path, text));
  }

  private static FileChange file(String path, String text) {
    return new FileChange(FileAction.CREATE, path, text, null);
  }

  private String text(Ref repository, String path) {
    var file = git.getFile(new WhichFile(repository, path, null), call("content.get", provider));
    String text = new String(file.content().bytes(), StandardCharsets.UTF_8);
    assertThat(file.text()).isEqualTo(text);
    return text;
  }

  private NewPullRequest newPull(Ref repository, String source) {
    return new NewPullRequest(
        repository, "Bring " + source, "Because", source, null, defaultBranch(repository), null);
  }

  private PullRequest opened(Ref repository, String source) {
    return git.createPullRequest(
        newPull(repository, source), call("pull_request.create", provider));
  }

  private PullRequest pull(Ref pull) {
    return git.getPullRequest(new WhichPullRequest(pull), call("pull_request.get", provider));
  }

  /** The reference of a pull request that may not exist, as this host writes it. */
  private Ref numbered(Ref repository, int number) {
    change(repository, "topic", "a", "A");
    PullRequest one = opened(repository, "topic");
    String id = one.ref().id();
    int at = id.lastIndexOf(Integer.toString(one.number()));
    return new Ref(provider.id(), id.substring(0, at) + number);
  }

  private static PullRequestUpdate titled(Ref pull, String title) {
    return new PullRequestUpdate(
        pull, Change.to(title), Change.keep(), Change.keep(), Change.keep(), Change.keep());
  }

  private static PullRequestUpdate closing(Ref pull) {
    return new PullRequestUpdate(
        pull,
        Change.keep(),
        Change.keep(),
        Change.keep(),
        Change.to(PullRequestState.CLOSED),
        Change.keep());
  }

  private NewRelease release(Ref repository, String tag) {
    return new NewRelease(repository, tag, defaultBranch(repository), tag, "Notes", null, null);
  }

  private Release released(Ref repository, String tag) {
    return git.createRelease(release(repository, tag), call("release.create", provider));
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

  private Page<GitRepository> repositories(Slice slice) {
    return git.listRepositories(
        new RepositoryQuery(owner(), slice.cursor(), slice.limit()),
        call("repository.list", provider));
  }

  private Page<Branch> branches(Ref repository, Slice slice) {
    return git.listBranches(
        new BranchQuery(repository, slice.cursor(), slice.limit()), call("branch.list", provider));
  }

  private Page<FolderEntry> folder(Ref repository, @Nullable String path, @Nullable Slice slice) {
    Slice asked = Objects.requireNonNullElse(slice, new Slice(null, 50));
    return git.listFolder(
        new FolderQuery(repository, path, null, asked.cursor(), asked.limit()),
        call("content.list", provider));
  }

  private List<GitCommit> log(Ref repository, @Nullable String path) {
    return all(
        slice ->
            git.listCommits(
                new CommitQuery(repository, null, path, null, slice.cursor(), slice.limit()),
                call("commit.list", provider)),
        2);
  }

  private Page<PullRequest> pulls(Ref repository, @Nullable PullRequestState state, Slice slice) {
    return git.listPullRequests(
        new PullRequestQuery(repository, state, slice.cursor(), slice.limit()),
        call("pull_request.list", provider));
  }

  private static Failure expect(FailureCode code, ThrowingCallable action) {
    return Failures.expect(code, action);
  }
}
