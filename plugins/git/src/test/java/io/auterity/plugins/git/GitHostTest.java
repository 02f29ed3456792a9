package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.CommitComparison;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.Merge;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewCommitStatus;
import io.auterity.spi.git.NewFork;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.NewReview;
import io.auterity.spi.git.NewTag;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestState;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.ReviewVerdict;
import io.auterity.spi.git.Tag;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichCommit;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichRepository;
import io.auterity.spi.git.WhichTag;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeDirectory;
import io.auterity.testkit.contract.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHostTest {

  private final GitHost host = GitHost.open();
  private final Ref repository = host.repository("letters");

  // --- names ----------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "..",
        "a/b",
        ".hidden",
        "x.git",
        "X.GIT",
        "ä",
        "a b",
        "a\0b",
        "../../etc/passwd",
        "con\n",
        "<script>alert(1)</script>",
        "田中",
        "$(touch /tmp/x)"
      })
  void refusesNamesThatNoAddressCouldHold(String name) {
    assertThat(Failures.field(() -> host.repository(name))).isEqualTo("name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a..b",
        "a b",
        "-rf",
        "HEAD",
        "a.lock",
        "a~1",
        "a^",
        "a:b",
        "a?",
        "a*",
        "a[",
        "a\\b",
        "/a",
        "a/",
        "a//b",
        ".a",
        "a/.b",
        "a.",
        "@{",
        "a\u0007",
        "a\u007f",
        "refs/heads/x",
        "0123456789abcdef0123456789abcdef01234567",
        "0123456789ABCDEF0123456789ABCDEF01234567",
        "\ud800"
      })
  void refusesBranchesThatGitDoesNotTake(String name) {
    assertThat(Failures.field(() -> host.branch(repository, name))).isEqualTo("name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "feature/Grün",
        "田中さんにあげて下さい",
        "😍",
        "Ω≈ç√∫",
        "null",
        "1;DROP",
        "ﷺ",
        "$(x)",
        "`x`",
        "<b>",
        "'\"",
        "%s%d",
        "a&b|c"
      })
  void takesBranchesThatGitTakes(String name) {
    host.branch(repository, name);

    Branch read = host.git().getBranch(new WhichBranch(repository, name), host.call("branch.get"));
    assertThat(read.name()).isEqualTo(name);
    host.git().deleteBranch(new WhichBranch(repository, name), host.call("branch.delete"));
    Failures.expect(FailureCode.NOT_FOUND, () -> host.head(repository, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a//b",
        "..",
        "a/../b",
        "./a",
        ".git/config",
        "a/.GIT/hooks",
        "git~1/x",
        "a\\b",
        "a\nb",
        "a\0b",
        "\ud800",
        ".g\u200cit/config"
      })
  void refusesPathsThatLeaveTheTree(String path) {
    assertThat(Failures.field(() -> host.commit(repository, "main", path, "x")))
        .isEqualTo("changes");
    assertThat(host.log(repository)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "社會科學院語學研究所", "👾 🙇 💁", "<script>alert(1)</script>", "'; DROP TABLE x", "$HOME", "-rf",
        ".gitignore", "a b/c d", "%00", "Ｔｈｅ", "…", "con"
      })
  void takesPathsAsTheyAre(String path) {
    host.commit(repository, "main", path, path);

    assertThat(host.text(repository, path)).isEqualTo(path);
  }

  @Test
  void whatNobodyMayNameIsNotFoundRatherThanRead() {
    for (String name : List.of("../../config", "HEAD", "../r1.git/HEAD", "main^{tree}", "-x")) {
      Failures.expect(FailureCode.NOT_FOUND, () -> host.head(repository, name));
      Failures.expect(
          FailureCode.NOT_FOUND,
          () ->
              host.git()
                  .getFile(new WhichFile(repository, "README.md", name), host.call("content.get")));
    }
    Ref elsewhere = new Ref("code", "../letters");
    Failures.expect(
        FailureCode.NOT_FOUND,
        () ->
            host.git().getRepository(new WhichRepository(elsewhere), host.call("repository.get")));
  }

  // --- repositories ---------------------------------------------------------------------------

  @Test
  void namesDifferInMoreThanCase() {
    Failures.expect(FailureCode.CONFLICT, () -> host.repository("Letters"));
  }

  @Test
  void anEmptyRepositoryTakesItsFirstCommit() {
    Ref empty =
        host.git()
            .createRepository(
                new NewRepository("team", "empty", null, null, "trunk", false),
                host.call("repository.create"))
            .ref();
    assertThat(host.log(empty)).isEmpty();

    GitCommit first = host.commit(empty, "trunk", "a", "A");

    assertThat(first.parents()).isEmpty();
    assertThat(host.log(empty)).containsExactly(first);
    Failures.expect(FailureCode.NOT_FOUND, () -> host.commit(empty, "other", "b", "B"));
  }

  @Test
  void aRenamedRepositoryKeepsWhatItHolds() {
    PullRequest pull = host.pull(repository, "topic");

    GitRepository renamed = update("post", null);

    assertThat(renamed.ref().id()).isEqualTo("main/post");
    assertThat(host.read(new Ref("code", "main/post#" + pull.number())).title())
        .isEqualTo(pull.title());
    Failures.expect(FailureCode.NOT_FOUND, () -> host.log(repository));
    assertThat(host.repository("letters").id()).isEqualTo("main/letters");
  }

  @Test
  void anArchivedRepositoryOnlyIsRead() {
    update(null, true);

    Failures.expect(FailureCode.CONFLICT, () -> host.commit(repository, "main", "a", "A"));
    assertThat(host.log(repository)).hasSize(1);
    update(null, false);
    host.commit(repository, "main", "a", "A");
  }

  private GitRepository update(@Nullable String name, @Nullable Boolean archived) {
    return host.git()
        .updateRepository(
            new RepositoryUpdate(
                repository,
                name == null ? Change.keep() : Change.to(name),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                archived == null ? Change.keep() : Change.to(archived)),
            host.call("repository.update"));
  }

  @Test
  void aNamesakeOfADeletedRepositoryInheritsNothing() {
    host.pull(repository, "topic");
    host.protect(repository, 1);

    host.git().deleteRepository(new WhichRepository(repository), host.call("repository.delete"));

    assertThat(host.bare(1)).doesNotExist();
    Ref again = host.repository("letters");
    assertThat(host.log(again)).hasSize(1);
    assertThat(host.pull(again, "topic").number()).isEqualTo(1);
    host.commit(again, "main", "a", "A");
  }

  @Test
  void aForkGoesItsOwnWay() {
    Ref fork =
        host.git()
            .forkRepository(new NewFork(repository, "team", null), host.call("repository.fork"))
            .ref();

    host.commit(fork, "main", "a", "A");

    assertThat(fork.id()).isEqualTo("team/letters");
    assertThat(host.log(fork)).hasSize(2);
    assertThat(host.log(repository)).hasSize(1);
  }

  @Test
  void nothingIsWrittenWhereTheDirectoryIsFull() {
    GitHost full = GitHost.open(GitHost.fresh().withDirectory(new FakeDirectory(100_000)));
    Ref small = full.repository("small");

    Failures.expect(
        FailureCode.QUOTA_EXHAUSTED, () -> full.commit(small, "main", "a", "x".repeat(100_000)));

    assertThat(full.log(small)).hasSize(1);
  }

  @Test
  void everyFileIsInItsDirectory() throws IOException {
    host.pull(repository, "topic");

    try (Stream<Path> tree = Files.list(host.provider().directory().path())) {
      assertThat(tree).containsExactly(host.bare(1));
    }
    assertThat(Files.readString(host.bare(1).resolve("config"))).doesNotContain("user");
  }

  // --- commits --------------------------------------------------------------------------------

  @Test
  void bytesComeBackAsTheyWere() {
    byte[] bytes = new byte[256];
    IntStream.range(0, 256).forEach(i -> bytes[i] = (byte) i);
    host.commit(
        repository,
        "main",
        new FileChange(FileAction.CREATE, "b.bin", null, Content.of("image/png", bytes)));

    var file =
        host.git().getFile(new WhichFile(repository, "b.bin", null), host.call("content.get"));

    assertThat(file.content().bytes()).isEqualTo(bytes);
    assertThat(file.text()).isNull();
    assertThat(file.size()).isEqualTo(256);
  }

  @Test
  void aCommitIsWholeOrNotAtAll() {
    List<FileChange> changes = new ArrayList<>();
    changes.add(new FileChange(FileAction.CREATE, "a", "A", null));
    changes.add(new FileChange(FileAction.UPDATE, "missing", "M", null));
    NewCommit input = new NewCommit(repository, "main", "Half", changes, null);

    Failures.expect(
        FailureCode.NOT_FOUND, () -> host.git().createCommit(input, host.call("commit.create")));

    assertThat(host.log(repository)).hasSize(1);
    Failures.expect(FailureCode.NOT_FOUND, () -> host.text(repository, "a"));
  }

  @Test
  void filesAndFoldersOfOneNameAreAConflict() {
    host.commit(repository, "main", "a/b", "B");

    for (String path : List.of("a", "a/b/c", "README.md")) {
      Failures.expect(FailureCode.CONFLICT, () -> host.commit(repository, "main", path, "x"));
    }
    Failures.expect(
        FailureCode.CONFLICT,
        () ->
            host.commit(
                repository,
                "main",
                new FileChange(FileAction.CREATE, "n", "n", null),
                new FileChange(FileAction.CREATE, "n/m", "m", null)));
    host.commit(
        repository,
        "main",
        new FileChange(FileAction.DELETE, "a/b", null, null),
        new FileChange(FileAction.CREATE, "a", "a", null));
    assertThat(host.text(repository, "a")).isEqualTo("a");
  }

  @Test
  void aChangeSaysWhatItWrites() {
    Content content = Content.of("text/plain", new byte[1]);
    for (FileChange odd :
        List.of(
            new FileChange(FileAction.CREATE, "a", null, null),
            new FileChange(FileAction.CREATE, "a", "a", content),
            new FileChange(FileAction.DELETE, "README.md", "a", null))) {
      assertThat(Failures.field(() -> host.commit(repository, "main", odd))).isEqualTo("changes");
    }
  }

  @Test
  void commitsAtOnceAllArrive() throws InterruptedException {
    List<Callable<GitCommit>> commits =
        IntStream.range(0, 8)
            .<Callable<GitCommit>>mapToObj(i -> () -> host.commit(repository, "main", "f" + i, "x"))
            .toList();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(commits).forEach(commit -> commit.resultNow());
    }

    assertThat(host.log(repository)).hasSize(9);
  }

  @Test
  void historyBeginsWhereItIsTold() {
    GitCommit first = host.log(repository).getFirst();

    assertThat(since(first.at())).containsExactly(first);
    assertThat(since(first.at().plusSeconds(1))).isEmpty();
    assertThat(
            Failures.field(
                () ->
                    host.git()
                        .listCommits(
                            new CommitQuery(repository, null, null, null, new Cursor("x"), null),
                            host.call("commit.list"))))
        .isEqualTo("cursor");
  }

  private List<GitCommit> since(java.time.Instant then) {
    return host.git()
        .listCommits(
            new CommitQuery(repository, null, null, then, null, null), host.call("commit.list"))
        .items();
  }

  @Test
  void aComparisonCountsLines() {
    host.commit(repository, "main", "a.txt", "1\n2\n3\n");
    host.branch(repository, "topic");
    host.commit(
        repository,
        "topic",
        new FileChange(FileAction.UPDATE, "a.txt", "1\nzwei\n3\n4\n", null),
        new FileChange(FileAction.DELETE, "README.md", null, null));
    host.commit(repository, "main", "b.txt", "b");

    CommitComparison comparison =
        host.git()
            .compareCommits(
                new CommitRange(repository, "main", "topic"), host.call("commit.compare"));

    assertThat(comparison.ahead()).isEqualTo(1);
    assertThat(comparison.behind()).isEqualTo(1);
    assertThat(comparison.files())
        .extracting(file -> file.path() + " " + file.status())
        .containsExactly("README.md removed", "a.txt modified");
    assertThat(comparison.files().getLast().additions()).isEqualTo(2);
    assertThat(comparison.files().getLast().deletions()).isEqualTo(1);
  }

  // --- pull requests and rules ----------------------------------------------------------------

  @Test
  void conflictsNameTheFiles() {
    host.branch(repository, "topic");
    host.commit(repository, "topic", "a.txt", "one\n");
    host.commit(repository, "main", "a.txt", "two\n");
    PullRequest pull = opened("topic");

    Failure failure = Failures.expect(FailureCode.CONFLICT, () -> merge(pull));

    assertThat(failure.message()).contains("a.txt");
    assertThat(pull.mergeable()).isFalse();
  }

  @Test
  void aPullRequestNeedsACommitAndIsOpenOnce() {
    host.branch(repository, "topic");
    assertThat(Failures.field(() -> opened("topic"))).isEqualTo("source");
    host.commit(repository, "topic", "a", "A");
    opened("topic");

    Failures.expect(FailureCode.CONFLICT, () -> opened("topic"));
  }

  private PullRequest opened(String source) {
    return host.git()
        .createPullRequest(
            new NewPullRequest(repository, "Bring it", null, source, null, "main", null),
            host.call("pull_request.create"));
  }

  @Test
  void aProtectedBranchTakesPullRequestsOnly() {
    PullRequest pull = host.pull(repository, "topic");
    host.protect(repository, 1, "build");

    Failures.expect(FailureCode.CONFLICT, () -> host.commit(repository, "main", "a", "A"));
    Failures.expect(FailureCode.CONFLICT, () -> merge(pull));
    review(pull, ReviewVerdict.APPROVE);
    Failures.expect(FailureCode.CONFLICT, () -> merge(pull));
    status(pull, CommitState.FAILURE);
    Failures.expect(FailureCode.CONFLICT, () -> merge(pull));
    status(pull, CommitState.SUCCESS);
    assertThat(merge(pull).merged()).isTrue();
  }

  @Test
  void anApprovalIsOfTheCommitThatWasSeen() {
    PullRequest pull = host.pull(repository, "topic");
    host.protect(repository, 1);
    review(pull, ReviewVerdict.APPROVE);

    host.commit(repository, "topic", "late", "late");

    Failures.expect(FailureCode.CONFLICT, () -> merge(pull));
    review(pull, ReviewVerdict.APPROVE);
    review(pull, ReviewVerdict.REQUEST_CHANGES);
    Failures.expect(FailureCode.CONFLICT, () -> merge(pull));
    review(pull, ReviewVerdict.APPROVE);
    merge(pull);
  }

  @Test
  void aDraftIsNotMergedUntilItIsReady() {
    PullRequest pull = host.pull(repository, "topic");
    change(pull, Change.keep(), Change.to(true));
    Failures.expect(FailureCode.CONFLICT, () -> merge(pull));

    change(pull, Change.keep(), Change.to(false));

    assertThat(merge(pull).merged()).isTrue();
    Failures.expect(
        FailureCode.CONFLICT, () -> change(pull, Change.to(PullRequestState.OPEN), Change.keep()));
    Failures.expect(FailureCode.CONFLICT, () -> merge(pull));
  }

  @Test
  void aClosedPullRequestRemembersItsCommitAndOpensAgain() {
    PullRequest pull = host.pull(repository, "topic");

    PullRequest closed = change(pull, Change.to(PullRequestState.CLOSED), Change.keep());

    assertThat(closed.headSha()).isEqualTo(pull.headSha());
    Failures.expect(FailureCode.CONFLICT, () -> merge(pull));
    PullRequest open = change(pull, Change.to(PullRequestState.OPEN), Change.keep());
    assertThat(open.state()).isEqualTo(PullRequestState.OPEN);
    assertThat(
            Failures.field(() -> change(pull, Change.to(PullRequestState.MERGED), Change.keep())))
        .isEqualTo("state");
  }

  @Test
  void theDefaultBranchAndProtectedOnesStay() {
    host.branch(repository, "topic");
    Failures.expect(FailureCode.CONFLICT, () -> deleteBranch("main"));
    host.protect(repository, 0);

    assertThat(
            host.git()
                .listBranches(new BranchQuery(repository, null, null), host.call("branch.list"))
                .items())
        .extracting(Branch::guarded)
        .containsExactly(true, false);
    host.commit(repository, "main", "a", "A");
    deleteBranch("topic");
  }

  private void deleteBranch(String name) {
    host.git().deleteBranch(new WhichBranch(repository, name), host.call("branch.delete"));
  }

  @Test
  void anAnnotatedTagHasItsMessage() {
    Tag tag =
        host.git()
            .createTag(
                new NewTag(repository, "v1", "main", "Erstes 🚀\n"), host.call("tag.create"));

    assertThat(tag.message()).isEqualTo("Erstes 🚀\n");
    assertThat(tag.sha()).isEqualTo(host.head(repository, "main"));
    Failures.expect(
        FailureCode.CONFLICT,
        () ->
            host.git()
                .createTag(new NewTag(repository, "v1", "main", null), host.call("tag.create")));
  }

  @Test
  void aBranchCannotBeAFolderOfAnother() {
    host.branch(repository, "a");

    Failures.expect(FailureCode.CONFLICT, () -> host.branch(repository, "a/b"));
  }

  @Test
  void failuresTellNoPathOfTheDisk() throws IOException {
    Files.writeString(host.bare(1).resolve("config"), "[core", StandardCharsets.UTF_8);

    Failure failure = Failures.expect(FailureCode.INTERNAL, () -> host.log(repository));

    assertThat(failure.message()).doesNotContain(host.bare(1).toString());
  }

  private Merge merge(PullRequest pull) throws CallFailedException {
    return host.git()
        .mergePullRequest(
            new PullRequestMerge(pull.ref(), null, null, null), host.call("pull_request.merge"));
  }

  private void review(PullRequest pull, ReviewVerdict verdict) {
    host.git()
        .createReview(new NewReview(pull.ref(), verdict, "I see"), host.call("review.create"));
  }

  private void status(PullRequest pull, CommitState state) {
    host.git()
        .createStatus(
            new NewCommitStatus(repository, pull.source(), "build", state, null, null),
            host.call("status.create"));
  }

  private PullRequest change(
      PullRequest pull, Change<PullRequestState> state, Change<Boolean> draft) {
    return host.git()
        .updatePullRequest(
            new PullRequestUpdate(
                pull.ref(), Change.keep(), Change.keep(), Change.keep(), state, draft),
            host.call("pull_request.update"));
  }

  @Test
  void aKeyOfABranchThatWasRefusedIsFreeAgain() {
    NewBranch lost = new NewBranch(repository, "topic", "nowhere");
    Failures.expect(
        FailureCode.NOT_FOUND,
        () -> host.git().createBranch(lost, host.call("branch.create").withIdempotencyKey("k")));

    host.git()
        .createBranch(
            new NewBranch(repository, "topic", "main"),
            host.call("branch.create").withIdempotencyKey("k"));

    assertThat(host.head(repository, "topic")).isNotEmpty();
  }

  @Test
  void aHashIsTheCommitAlsoWhereABranchIsCalledSo() throws IOException {
    GitCommit first = host.log(repository).getFirst();
    GitCommit second = host.commit(repository, "main", "a", "A");
    Files.writeString(host.bare(1).resolve("refs/heads/" + first.sha()), second.sha() + "\n");

    assertThat(
            host.git().getCommit(new WhichCommit(repository, first.sha()), host.call("commit.get")))
        .isEqualTo(first);
  }

  @Test
  void aKeyOfABranchOrTagThatGitRefusesIsFreeAgain() {
    host.branch(repository, "a");
    tag("a", host.call("tag.create"));
    FakeCall branch = host.call("branch.create").withIdempotencyKey("k");
    FakeCall tag = host.call("tag.create").withIdempotencyKey("k");
    Failures.expect(
        FailureCode.CONFLICT,
        () -> host.git().createBranch(new NewBranch(repository, "a/b", "main"), branch));
    Failures.expect(FailureCode.CONFLICT, () -> tag("a/b", tag));

    host.git().createBranch(new NewBranch(repository, "b", "main"), branch);
    tag("b", tag);

    assertThat(host.head(repository, "b")).isEqualTo(host.head(repository, "main"));
  }

  private void tag(String name, FakeCall call) {
    host.git().createTag(new NewTag(repository, name, "main", null), call);
  }

  @Test
  void aReleaseThatIsRefusedMakesNoTag() {
    FakeCall call = host.call("release.create").withIdempotencyKey("k");
    release("v1", call);

    Failures.expect(FailureCode.CONFLICT, () -> release("v2", call));
    removeTag("v1");
    Failures.expect(FailureCode.CONFLICT, () -> release("v1", host.call("release.create")));

    assertThat(release("v1", call).tag()).isEqualTo("v1");
    Failures.expect(FailureCode.NOT_FOUND, () -> removeTag("v1"));
    Failures.expect(FailureCode.NOT_FOUND, () -> removeTag("v2"));
  }

  private Release release(String tag, FakeCall call) {
    return host.git()
        .createRelease(new NewRelease(repository, tag, null, null, null, null, null), call);
  }

  private void removeTag(String name) {
    host.git().deleteTag(new WhichTag(repository, name), host.call("tag.delete"));
  }

  @Test
  void aBranchGoesWithRulesThatAskNothingAndComesBackWithoutThem() {
    host.branch(repository, "topic");
    protect("topic", 1);
    Failures.expect(FailureCode.CONFLICT, () -> deleteBranch("topic"));
    protect("topic", 0);

    deleteBranch("topic");

    host.branch(repository, "topic");
    assertThat(
            host.git()
                .getBranch(new WhichBranch(repository, "topic"), host.call("branch.get"))
                .guarded())
        .isFalse();
  }

  @Test
  void moreApprovalsThanCanBeToldApartAreRefused() {
    assertThat(Failures.field(() -> protect("main", 2))).isEqualTo("approvals");
  }

  private void protect(String branch, int approvals) {
    host.git()
        .protectBranch(
            new BranchProtection(repository, branch, approvals, List.of(), true),
            host.call("branch.protect"));
  }

  @Test
  void aPullRequestComesFromItsOwnRepository() {
    Ref other = host.repository("other");
    host.branch(repository, "topic");
    NewPullRequest input =
        new NewPullRequest(repository, "Bring it", null, "topic", other, "main", null);

    assertThat(
            Failures.field(
                () -> host.git().createPullRequest(input, host.call("pull_request.create"))))
        .isEqualTo("sourceRepository");
  }

  @Test
  void aComparisonSaysThatItIsCut() {
    host.branch(repository, "topic");
    FileChange[] files =
        IntStream.rangeClosed(0, HistoryComparison.MOST_FILES)
            .mapToObj(i -> new FileChange(FileAction.CREATE, "f" + i, "x", null))
            .toArray(FileChange[]::new);
    host.commit(repository, "topic", files);

    CommitComparison cut =
        host.git()
            .compareCommits(
                new CommitRange(repository, "main", "topic"), host.call("commit.compare"));

    assertThat(cut.truncated()).isTrue();
    assertThat(cut.files()).hasSize(HistoryComparison.MOST_FILES);
  }
}
