package io.auterity.testkit.contract.git;

import io.auterity.spi.Change;
import io.auterity.spi.Ref;
import io.auterity.spi.VaultSecret;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.CollaboratorQuery;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.CommitState;
import io.auterity.spi.git.CommitStatusQuery;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCollaborator;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewCommitStatus;
import io.auterity.spi.git.NewFork;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.NewRepositoryHook;
import io.auterity.spi.git.NewReview;
import io.auterity.spi.git.NewTag;
import io.auterity.spi.git.PullRequestMerge;
import io.auterity.spi.git.PullRequestQuery;
import io.auterity.spi.git.ReleaseQuery;
import io.auterity.spi.git.RepositoryEvent;
import io.auterity.spi.git.RepositoryHookQuery;
import io.auterity.spi.git.RepositoryHookUpdate;
import io.auterity.spi.git.RepositoryPermission;
import io.auterity.spi.git.RepositoryQuery;
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
import java.util.List;

/** One input for each operation. */
final class GitInputs extends GitPart {

  GitInputs(GitContract contract) {
    super(contract);
  }

  Object of(String operation) {
    // What is refused as unsupported is refused whatever is asked for.
    Ref any = new Ref(provider().id(), contract.owner() + "/" + "unsupported");
    if (!supports(operation)) {
      return unsupported(operation, any);
    }
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
      case "repository.list" -> new RepositoryQuery(contract.owner(), null, null);
      case "repository.update" -> described(begun().ref(), "Changed");
      case "repository.fork" -> new NewFork(begun().ref(), contract.owner(), contract.freshName());
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
        git().createTag(new NewTag(repository, "v1", branch, null), call("tag.create"));
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
    Ref pull = git().createPullRequest(wanted, call("pull_request.create")).ref();
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
        yield unsupported(operation, git().createWebhook(hook, call("webhook.create")).ref());
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
          new RepositoryHookUpdate(ref, Change.keep(), Change.keep(), Change.to(false), null);
      case "webhook.delete" -> new WhichRepositoryHook(ref);
      case "branch.unprotect" -> new WhichBranch(ref, "main");
      case "branch.list" -> new BranchQuery(ref, null, null);
      case "tag.list" -> new TagQuery(ref, null, null);
      case "release.list" -> new ReleaseQuery(ref, null, null);
      case "webhook.list" -> new RepositoryHookQuery(ref, null, null);
      case "collaborator.list" -> new CollaboratorQuery(ref, null, null);
      case "collaborator.add" ->
          new NewCollaborator(ref, "collaborator", RepositoryPermission.READ);
      case "collaborator.remove" -> new WhichCollaborator(ref, "collaborator");
      case "repository.fork" -> new NewFork(ref, null, null);
      case "branch.protect" -> new BranchProtection(ref, "main", 1, List.of(), true);
      case "review.create" -> new NewReview(ref, ReviewVerdict.COMMENT, "Well done");
      case "review.list" -> new ReviewQuery(ref, null, null);
      case "pull_request.update" -> titled(ref, "Other");
      case "commit.create" -> new NewCommit(ref, "main", "Add", List.of(file("a", "A")), null);
      case "commit.compare" -> new CommitRange(ref, "main", "main");
      case "content.get" -> new WhichFile(ref, "README.md", null);
      default -> throw new AssertionError("no input for " + operation + " where it is unsupported");
    };
  }
}
