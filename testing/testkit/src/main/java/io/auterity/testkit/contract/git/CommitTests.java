package io.auterity.testkit.contract.git;

import static io.auterity.testkit.contract.Failures.expect;
import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.ChangedFile;
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
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewCommitStatus;
import io.auterity.spi.git.WhichBranch;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.contract.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a host does with branches, commits and what they hold. */
abstract class CommitTests extends GitPart {

  CommitTests(GitContract contract) {
    super(contract);
  }

  @Test
  void aBranchIsProtectedUntilItIsNot() {
    offered(supports("branch.protect") && supports("branch.unprotect"));
    Ref repository = begun().ref();
    BranchProtection asked =
        new BranchProtection(repository, defaultBranch(repository), 1, List.of(), true);
    WhichBranch which = new WhichBranch(repository, asked.name());

    assertThat(git().protectBranch(asked, call("branch.protect")).approvals()).isEqualTo(1);
    assertThat(git().getBranch(which, call("branch.get")).guarded()).isTrue();

    git().unprotectBranch(which, call("branch.unprotect"));
    assertThat(git().getBranch(which, call("branch.get")).guarded()).isFalse();
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

    expect(FailureCode.CONFLICT, () -> git().createCommit(late, call("commit.create")));
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
    offered(supports("commit.compare"));

    CommitComparison comparison =
        git()
            .compareCommits(
                new CommitRange(ref, defaultBranch(repository), "topic"), call("commit.compare"));

    assertThat(comparison.ahead()).isEqualTo(2);
    assertThat(comparison.commits()).extracting(GitCommit::sha).endsWith(second.sha());
    assertThat(comparison.files())
        .extracting(ChangedFile::path)
        .containsExactlyInAnyOrder("a.txt", "b.txt");
  }

  @Test
  void theLastWordOfACheckCounts() {
    offered(supports("status.create") && supports("status.list"));
    GitRepository repository = begun();
    String sha = head(repository.ref(), defaultBranch(repository));
    status(repository.ref(), sha, CommitState.PENDING);

    status(repository.ref(), sha, CommitState.SUCCESS);

    List<CommitStatus> told =
        git()
            .listStatuses(
                new CommitStatusQuery(repository.ref(), sha, null, null), call("status.list"))
            .items();
    assertThat(told.stream().filter(s -> s.state() == CommitState.SUCCESS))
        .extracting(CommitStatus::context)
        .containsExactly("build");
  }

  private void status(Ref repository, String sha, CommitState state) {
    git()
        .createStatus(
            new NewCommitStatus(repository, sha, "build", state, "Bau", "https://example.org/1"),
            call("status.create"));
  }

  @Test
  void whoHasGoneGetsNoHistory() {
    Ref repository = begun().ref();
    FakeCall gone = call("commit.list");
    gone.cancel();

    expect(
        FailureCode.CANCELLED,
        () -> git().listCommits(new CommitQuery(repository, null, null, null, null, null), gone));
  }

  @Test
  void theSameIdempotencyKeyWithAnotherInputIsAConflict() {
    offered(takesKeys("branch.create"));
    GitRepository repository = begun();
    NewBranch one = new NewBranch(repository.ref(), "one", defaultBranch(repository));
    NewBranch two = new NewBranch(repository.ref(), "two", defaultBranch(repository));
    git().createBranch(one, keyed("branch.create"));

    Failure failure =
        expect(FailureCode.CONFLICT, () -> git().createBranch(two, keyed("branch.create")));

    assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
  }

  private Page<Branch> branches(Ref repository, Slice slice) {
    return git()
        .listBranches(
            new BranchQuery(repository, slice.cursor(), slice.limit()), call("branch.list"));
  }

  private Page<FolderEntry> folder(Ref repository, @Nullable String path, @Nullable Slice slice) {
    Slice asked = Objects.requireNonNullElse(slice, new Slice(null, 50));
    return git()
        .listFolder(
            new FolderQuery(repository, path, null, asked.cursor(), asked.limit()),
            call("content.list"));
  }
}
