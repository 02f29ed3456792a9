package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Change;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.CollaboratorQuery;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.CommitStatusQuery;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.Git;
import io.auterity.spi.git.GitCommit;
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
import io.auterity.spi.git.ReleaseQuery;
import io.auterity.spi.git.RepositoryEvent;
import io.auterity.spi.git.RepositoryHookQuery;
import io.auterity.spi.git.RepositoryHookUpdate;
import io.auterity.spi.git.RepositoryPermission;
import io.auterity.spi.git.RepositoryQuery;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.ReviewQuery;
import io.auterity.spi.git.ReviewVerdict;
import io.auterity.spi.git.TagQuery;
import io.auterity.spi.git.Visibility;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichCollaborator;
import io.auterity.spi.git.WhichCommit;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichPullRequest;
import io.auterity.spi.git.WhichRelease;
import io.auterity.spi.git.WhichRepository;
import io.auterity.spi.git.WhichRepositoryHook;
import io.auterity.spi.git.WhichTag;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that the kind of git hosts can be asked for. What a vendor lacks it may refuse as
 * unsupported.
 *
 * @param repository its id as the vendor writes it, as of the others
 */
record GitQuestions(AnsweringVendor vendor, Ref repository, Ref pull, Ref hook, Ref release) {

  interface Asking<T> {
    T of(Git git, Call call);
  }

  private interface Listing {
    Page<?> of(Git git, @Nullable Cursor cursor, Call call);
  }

  static <T> T answer(AnsweringVendor vendor, String operation, Asking<T> asking) {
    return asking.of(vendor.of(Git.class), vendor.callOf("git." + operation));
  }

  static PullRequest pull(AnsweringVendor vendor, Ref pull) {
    return answer(
        vendor,
        "pull_request.get",
        (git, call) -> git.getPullRequest(new WhichPullRequest(pull), call));
  }

  /** A commit that makes a file and deletes another, to a branch that points at {@code head}. */
  static GitCommit commit(AnsweringVendor vendor, Ref repository, String message, String head) {
    List<FileChange> changes =
        List.of(
            new FileChange(FileAction.CREATE, "new.txt", "ü", null),
            new FileChange(FileAction.DELETE, "README", null, null));
    NewCommit commit = new NewCommit(repository, "topic/a", message, changes, head);
    return answer(vendor, "commit.create", (git, call) -> git.createCommit(commit, call));
  }

  private void ask(String operation, Asking<?> asking) {
    try {
      answer(vendor, operation, asking);
    } catch (CallFailedException e) {
      assertThat(e.failure().code()).as(operation + ": " + e).isEqualTo(FailureCode.UNSUPPORTED);
    }
  }

  private void paged(String operation, Listing list) {
    ask(
        operation,
        (git, call) -> {
          Page<?> first = list.of(git, null, call);
          assertThat(first.items()).as(operation).isNotEmpty();
          return first.next() == null ? first : list.of(git, first.next(), call);
        });
  }

  void all() {
    repositories();
    branches();
    commits();
    pulls();
    releases();
  }

  private void releases() {
    ask(
        "release.create",
        (git, call) ->
            git.createRelease(
                new NewRelease(repository, "v1", null, null, "Text", false, true), call));
    ask("release.get", (git, call) -> git.getRelease(new WhichRelease(release), call));
    paged(
        "release.list",
        (git, cursor, call) -> git.listReleases(new ReleaseQuery(repository, cursor, 2), call));
    ask("release.delete", (git, call) -> git.deleteRelease(new WhichRelease(release), call));
  }

  private void repositories() {
    ask(
        "repository.create",
        (git, call) ->
            git.createRepository(
                new NewRepository("atlassian", "new", "Text", Visibility.PRIVATE, null, null),
                call));
    ask("repository.get", (git, call) -> git.getRepository(new WhichRepository(repository), call));
    for (String owner : new String[] {null, "atlassian"}) {
      paged(
          "repository.list",
          (git, cursor, call) ->
              git.listRepositories(new RepositoryQuery(owner, cursor, 10), call));
    }
    ask(
        "repository.update",
        (git, call) ->
            git.updateRepository(
                new RepositoryUpdate(
                    repository,
                    Change.to("other"),
                    Change.clear(),
                    Change.to(Visibility.PUBLIC),
                    Change.to("main"),
                    Change.keep()),
                call));
    ask(
        "repository.fork",
        (git, call) -> git.forkRepository(new NewFork(repository, null, "copy"), call));
    ask(
        "repository.delete",
        (git, call) -> git.deleteRepository(new WhichRepository(repository), call));
    ask(
        "collaborator.add",
        (git, call) ->
            git.addCollaborator(
                new NewCollaborator(repository, "{u}", RepositoryPermission.WRITE), call));
    paged(
        "collaborator.list",
        (git, cursor, call) ->
            git.listCollaborators(new CollaboratorQuery(repository, cursor, 10), call));
    ask(
        "collaborator.remove",
        (git, call) -> git.removeCollaborator(new WhichCollaborator(repository, "{u}"), call));
  }

  private void branches() {
    WhichBranch branch = new WhichBranch(repository, "feature/ü");
    ask(
        "branch.create",
        (git, call) -> git.createBranch(new NewBranch(repository, "new", "master"), call));
    ask("branch.get", (git, call) -> git.getBranch(branch, call));
    paged(
        "branch.list",
        (git, cursor, call) -> git.listBranches(new BranchQuery(repository, cursor, 2), call));
    ask(
        "branch.protect",
        (git, call) ->
            git.protectBranch(
                new BranchProtection(repository, "master", 1, List.of(), false), call));
    ask(
        "branch.protect",
        (git, call) ->
            git.protectBranch(
                new BranchProtection(repository, "master", 1, List.of("ci"), false), call));
    ask("branch.unprotect", (git, call) -> git.unprotectBranch(branch, call));
    ask("branch.delete", (git, call) -> git.deleteBranch(branch, call));
    ask(
        "tag.create",
        (git, call) -> git.createTag(new NewTag(repository, "v1", "a6e5e7d7", "One"), call));
    ask("tag.get", (git, call) -> git.getTag(new WhichTag(repository, "v1"), call));
    paged(
        "tag.list", (git, cursor, call) -> git.listTags(new TagQuery(repository, cursor, 2), call));
    ask("tag.delete", (git, call) -> git.deleteTag(new WhichTag(repository, "v1"), call));
  }

  private void commits() {
    ask("commit.get", (git, call) -> git.getCommit(new WhichCommit(repository, "a6e5"), call));
    for (String branch : new String[] {null, "feature/ü"}) {
      paged(
          "commit.list",
          (git, cursor, call) ->
              git.listCommits(
                  new CommitQuery(repository, branch, null, Instant.EPOCH, cursor, 2), call));
    }
    ask(
        "commit.compare",
        (git, call) -> git.compareCommits(new CommitRange(repository, "a", "b"), call));
    ask(
        "content.get",
        (git, call) -> git.getFile(new WhichFile(repository, "README", "topic/a"), call));
    for (String at : new String[] {null, "master"}) {
      paged(
          "content.list",
          (git, cursor, call) ->
              git.listFolder(
                  new FolderQuery(repository, at == null ? null : "packages", at, cursor, 2),
                  call));
    }
    ask(
        "status.create",
        (git, call) ->
            git.createStatus(
                new NewCommitStatus(repository, "a6e5", "ci", CommitState.ERROR, "Broken", null),
                call));
    paged(
        "status.list",
        (git, cursor, call) ->
            git.listStatuses(new CommitStatusQuery(repository, "a6e5", cursor, 2), call));
  }

  private void pulls() {
    for (Ref from : new Ref[] {null, new Ref("mine", "ada/copy")}) {
      ask(
          "pull_request.create",
          (git, call) ->
              git.createPullRequest(
                  new NewPullRequest(repository, "T", "B", "topic", from, "master", true), call));
    }
    ask("pull_request.get", (git, call) -> git.getPullRequest(new WhichPullRequest(pull), call));
    for (PullRequestState state : PullRequestState.values()) {
      ask(
          "pull_request.list",
          (git, call) ->
              git.listPullRequests(new PullRequestQuery(repository, state, null, 2), call));
    }
    Consumer<@Nullable PullRequestState> changed =
        state ->
            ask(
                "pull_request.update",
                (git, call) ->
                    git.updatePullRequest(
                        new PullRequestUpdate(
                            pull,
                            Change.keep(),
                            Change.to("B"),
                            Change.to("main"),
                            state == null ? Change.keep() : Change.to(state),
                            Change.to(false)),
                        call));
    changed.accept(null);
    changed.accept(PullRequestState.CLOSED);
    changed.accept(PullRequestState.OPEN);
    ask(
        "pull_request.update",
        (git, call) ->
            git.updatePullRequest(
                new PullRequestUpdate(
                    pull,
                    Change.to("T"),
                    Change.keep(),
                    Change.keep(),
                    Change.keep(),
                    Change.keep()),
                call));
    for (MergeMethod method : MergeMethod.values()) {
      ask(
          "pull_request.merge",
          (git, call) ->
              git.mergePullRequest(new PullRequestMerge(pull, method, "Done", null), call));
    }
    for (ReviewVerdict verdict : ReviewVerdict.values()) {
      ask(
          "review.create",
          (git, call) -> git.createReview(new NewReview(pull, verdict, "Well"), call));
    }
    ask("review.list", (git, call) -> git.listReviews(new ReviewQuery(pull, null, 2), call));
    ask(
        "webhook.create",
        (git, call) ->
            git.createWebhook(
                new NewRepositoryHook(
                    repository,
                    "https://a.example",
                    List.of(RepositoryEvent.PUSH, RepositoryEvent.ISSUE),
                    null,
                    VaultSecret.of("hunter2")),
                call));
    paged(
        "webhook.list",
        (git, cursor, call) ->
            git.listWebhooks(new RepositoryHookQuery(repository, cursor, 2), call));
    ask(
        "webhook.update",
        (git, call) ->
            git.updateWebhook(
                new RepositoryHookUpdate(
                    hook,
                    Change.keep(),
                    Change.to(List.of(RepositoryEvent.TAG)),
                    Change.to(false),
                    null),
                call));
    ask("webhook.delete", (git, call) -> git.deleteWebhook(new WhichRepositoryHook(hook), call));
  }
}
