package io.auterity.spi.git;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/** Git hosting: repositories, their content and history, pull requests, releases and checks. */
@Kind(value = "git", inbound = GitRequests.class)
public interface Git {

  @Operation(
      resource = "repository",
      verb = "create",
      summary = "Create a repository",
      effect = Effect.NON_IDEMPOTENT)
  default GitRepository createRepository(NewRepository repository, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "repository",
      verb = "get",
      summary = "Read one repository",
      effect = Effect.NONE)
  default GitRepository getRepository(WhichRepository input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "repository",
      verb = "list",
      summary = "List repositories, oldest first",
      effect = Effect.NONE)
  default Page<GitRepository> listRepositories(RepositoryQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "repository",
      verb = "update",
      summary = "Change fields of a repository",
      effect = Effect.IDEMPOTENT)
  default GitRepository updateRepository(RepositoryUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "repository",
      verb = "delete",
      summary = "Delete a repository with all that it holds",
      effect = Effect.IDEMPOTENT)
  default Done deleteRepository(WhichRepository input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "repository",
      verb = "fork",
      summary = "Copy a repository to another owner",
      effect = Effect.NON_IDEMPOTENT)
  default GitRepository forkRepository(NewFork fork, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "branch",
      verb = "create",
      summary = "Create a branch",
      effect = Effect.NON_IDEMPOTENT)
  default Branch createBranch(NewBranch branch, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "branch", verb = "get", summary = "Read one branch", effect = Effect.NONE)
  default Branch getBranch(WhichBranch input, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "branch", verb = "list", summary = "List branches", effect = Effect.NONE)
  default Page<Branch> listBranches(BranchQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "branch",
      verb = "delete",
      summary = "Delete a branch",
      effect = Effect.IDEMPOTENT)
  default Done deleteBranch(WhichBranch input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "branch",
      verb = "protect",
      summary = "Set the rules that protect a branch",
      effect = Effect.IDEMPOTENT)
  default BranchProtection protectBranch(BranchProtection protection, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "branch",
      verb = "unprotect",
      summary = "Remove the rules that protect a branch",
      effect = Effect.IDEMPOTENT)
  default Done unprotectBranch(WhichBranch input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "commit",
      verb = "create",
      summary = "Add a commit that changes files to a branch",
      effect = Effect.NON_IDEMPOTENT)
  default GitCommit createCommit(NewCommit commit, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "commit", verb = "get", summary = "Read one commit", effect = Effect.NONE)
  default GitCommit getCommit(WhichCommit input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "commit",
      verb = "list",
      summary = "List commits, newest first",
      effect = Effect.NONE)
  default Page<GitCommit> listCommits(CommitQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "commit",
      verb = "compare",
      summary = "Tell what one branch, tag or commit has that another lacks",
      effect = Effect.NONE)
  default CommitComparison compareCommits(CommitRange range, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "content", verb = "get", summary = "Read a file", effect = Effect.NONE)
  default FileContent getFile(WhichFile input, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "content", verb = "list", summary = "List a folder", effect = Effect.NONE)
  default Page<FolderEntry> listFolder(FolderQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tag",
      verb = "create",
      summary = "Create a tag",
      effect = Effect.NON_IDEMPOTENT)
  default Tag createTag(NewTag tag, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "tag", verb = "get", summary = "Read one tag", effect = Effect.NONE)
  default Tag getTag(WhichTag input, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "tag", verb = "list", summary = "List tags", effect = Effect.NONE)
  default Page<Tag> listTags(TagQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "tag",
      verb = "delete",
      summary = "Delete a tag",
      effect = Effect.IDEMPOTENT)
  default Done deleteTag(WhichTag input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "pull_request",
      verb = "create",
      summary = "Open a pull request",
      effect = Effect.NON_IDEMPOTENT)
  default PullRequest createPullRequest(NewPullRequest pull, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "pull_request",
      verb = "get",
      summary = "Read one pull request",
      effect = Effect.NONE)
  default PullRequest getPullRequest(WhichPullRequest input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "pull_request",
      verb = "list",
      summary = "List pull requests, oldest first",
      effect = Effect.NONE)
  default Page<PullRequest> listPullRequests(PullRequestQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "pull_request",
      verb = "update",
      summary = "Change fields of a pull request",
      effect = Effect.IDEMPOTENT)
  default PullRequest updatePullRequest(PullRequestUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "pull_request",
      verb = "merge",
      summary = "Merge a pull request",
      effect = Effect.NON_IDEMPOTENT)
  default Merge mergePullRequest(PullRequestMerge merge, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "review",
      verb = "create",
      summary = "Review a pull request",
      effect = Effect.NON_IDEMPOTENT)
  default Review createReview(NewReview review, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "review",
      verb = "list",
      summary = "List reviews of a pull request, oldest first",
      effect = Effect.NONE)
  default Page<Review> listReviews(ReviewQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "release",
      verb = "create",
      summary = "Release a tag",
      effect = Effect.NON_IDEMPOTENT)
  default Release createRelease(NewRelease release, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "release", verb = "get", summary = "Read one release", effect = Effect.NONE)
  default Release getRelease(WhichRelease input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "release",
      verb = "list",
      summary = "List releases, newest first",
      effect = Effect.NONE)
  default Page<Release> listReleases(ReleaseQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "release",
      verb = "delete",
      summary = "Delete a release; its tag stays",
      effect = Effect.IDEMPOTENT)
  default Done deleteRelease(WhichRelease input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "status",
      verb = "create",
      summary = "Tell what a check says of a commit",
      effect = Effect.IDEMPOTENT)
  default CommitStatus createStatus(NewCommitStatus status, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "status",
      verb = "list",
      summary = "List what checks say of a commit",
      effect = Effect.NONE)
  default Page<CommitStatus> listStatuses(CommitStatusQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "webhook",
      verb = "create",
      summary = "Have the host tell an address what happens",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.SECRET)
  default RepositoryHook createWebhook(NewRepositoryHook webhook, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "webhook",
      verb = "update",
      summary = "Change fields of a webhook",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.SECRET)
  default RepositoryHook updateWebhook(RepositoryHookUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "webhook", verb = "list", summary = "List webhooks", effect = Effect.NONE)
  default Page<RepositoryHook> listWebhooks(RepositoryHookQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "webhook",
      verb = "delete",
      summary = "Delete a webhook",
      effect = Effect.IDEMPOTENT)
  default Done deleteWebhook(WhichRepositoryHook input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "collaborator",
      verb = "add",
      summary = "Let a person work on a repository",
      effect = Effect.IDEMPOTENT)
  default Done addCollaborator(NewCollaborator collaborator, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "collaborator",
      verb = "remove",
      summary = "Let a person no longer work on a repository",
      effect = Effect.IDEMPOTENT)
  default Done removeCollaborator(WhichCollaborator input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "collaborator",
      verb = "list",
      summary = "List who may work on a repository",
      effect = Effect.NONE)
  default Page<Collaborator> listCollaborators(CollaboratorQuery query, Call call) {
    throw call.unsupported();
  }
}
