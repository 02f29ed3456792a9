package io.auterity.plugins.git;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.BranchProtection;
import io.auterity.spi.git.BranchQuery;
import io.auterity.spi.git.CommitComparison;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.CommitRange;
import io.auterity.spi.git.CommitStatus;
import io.auterity.spi.git.CommitStatusQuery;
import io.auterity.spi.git.FileContent;
import io.auterity.spi.git.FolderEntry;
import io.auterity.spi.git.FolderQuery;
import io.auterity.spi.git.Git;
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
import io.auterity.spi.git.PullRequestQuery;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.ReleaseQuery;
import io.auterity.spi.git.RepositoryQuery;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.Review;
import io.auterity.spi.git.ReviewQuery;
import io.auterity.spi.git.Tag;
import io.auterity.spi.git.TagQuery;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichCommit;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichPullRequest;
import io.auterity.spi.git.WhichRelease;
import io.auterity.spi.git.WhichRepository;
import io.auterity.spi.git.WhichTag;
import io.auterity.spi.inbound.InboundReply;
import io.auterity.spi.inbound.InboundRequest;
import io.auterity.spi.inbound.InboundRights;
import io.auterity.spi.inbound.ServesInbound;
import java.time.InstantSource;

/** The git host of one provider: hands each operation to the part that knows its resource. */
final class GitClient implements Git, ServesInbound {

  private final RepositoryStore repositoryStore;
  private final Repositories repositories;
  private final Branches branches;
  private final Commits commits;
  private final Contents contents;
  private final Tags tags;
  private final Pulls pulls;
  private final Merges merges;
  private final Reviews reviews;
  private final Releases releases;
  private final Statuses statuses;
  private final SmartHttp http;

  GitClient(ProviderContext context, GitConfig config, InstantSource clock, ObjectRoom room) {
    Host host = new Host(context, config, clock, room);
    this.repositoryStore = new RepositoryStore(host);
    this.repositories = new Repositories(host, repositoryStore);
    this.reviews = new Reviews(host);
    this.statuses = new Statuses(host);
    BranchRules rules = new BranchRules(host, reviews, statuses);
    this.branches = new Branches(host, repositories, repositoryStore, rules);
    this.commits = new Commits(host, repositories, repositoryStore, rules);
    this.contents = new Contents(repositories, repositoryStore);
    this.tags = new Tags(host, repositories, repositoryStore);
    this.pulls = new Pulls(host, repositories, repositoryStore, new PullWrites(host));
    this.merges = new Merges(host, pulls, repositories, rules);
    this.releases = new Releases(host, repositories, repositoryStore, tags);
    this.http = new SmartHttp(host, repositories, repositoryStore, rules);
  }

  /** Tells what a sudden end left untold, as far as that goes now; the rest is told later. */
  void settle(Call call) {
    try {
      repositories.settle(call);
    } catch (CallFailedException _) {
      return;
    }
  }

  @Override
  public void serve(InboundRequest request, InboundReply reply, InboundRights rights, Call call) {
    http.serve(request, reply, rights, call);
  }

  @Override
  public GitRepository createRepository(NewRepository input, Call call) {
    return repositories.create(input, call);
  }

  @Override
  public GitRepository getRepository(WhichRepository input, Call call) {
    return repositories.get(input.repository());
  }

  @Override
  public Page<GitRepository> listRepositories(RepositoryQuery input, Call call) {
    return repositories.list(input);
  }

  @Override
  public GitRepository updateRepository(RepositoryUpdate input, Call call) {
    return repositories.update(input, call);
  }

  @Override
  public Done deleteRepository(WhichRepository input, Call call) {
    return repositories.delete(input.repository(), call);
  }

  @Override
  public GitRepository forkRepository(NewFork input, Call call) {
    return repositories.fork(input, call);
  }

  @Override
  public Branch createBranch(NewBranch input, Call call) {
    return branches.create(input, call);
  }

  @Override
  public Branch getBranch(WhichBranch input, Call call) {
    return branches.get(input);
  }

  @Override
  public Page<Branch> listBranches(BranchQuery input, Call call) {
    return branches.list(input);
  }

  @Override
  public Done deleteBranch(WhichBranch input, Call call) {
    return branches.delete(input, call);
  }

  @Override
  public BranchProtection protectBranch(BranchProtection input, Call call) {
    return branches.protect(input, call);
  }

  @Override
  public Done unprotectBranch(WhichBranch input, Call call) {
    return branches.unprotect(input, call);
  }

  @Override
  public GitCommit createCommit(NewCommit input, Call call) {
    return commits.create(input, call);
  }

  @Override
  public GitCommit getCommit(WhichCommit input, Call call) {
    return commits.get(input);
  }

  @Override
  public Page<GitCommit> listCommits(CommitQuery input, Call call) {
    return commits.list(input, call);
  }

  @Override
  public CommitComparison compareCommits(CommitRange input, Call call) {
    return repositoryStore.reading(
        repositories.held(input.repository()),
        repository -> new HistoryComparison(repository, call).of(input));
  }

  @Override
  public FileContent getFile(WhichFile input, Call call) {
    return contents.file(input, call);
  }

  @Override
  public Page<FolderEntry> listFolder(FolderQuery input, Call call) {
    return contents.folder(input, call);
  }

  @Override
  public Tag createTag(NewTag input, Call call) {
    return tags.create(input, call);
  }

  @Override
  public Tag getTag(WhichTag input, Call call) {
    return tags.get(input);
  }

  @Override
  public Page<Tag> listTags(TagQuery input, Call call) {
    return tags.list(input);
  }

  @Override
  public Done deleteTag(WhichTag input, Call call) {
    return tags.delete(input, call);
  }

  @Override
  public PullRequest createPullRequest(NewPullRequest input, Call call) {
    return pulls.create(input, call);
  }

  @Override
  public PullRequest getPullRequest(WhichPullRequest input, Call call) {
    return pulls.get(input.pull(), call);
  }

  @Override
  public Page<PullRequest> listPullRequests(PullRequestQuery input, Call call) {
    return pulls.list(input, call);
  }

  @Override
  public PullRequest updatePullRequest(PullRequestUpdate input, Call call) {
    return pulls.update(input, call);
  }

  @Override
  public Merge mergePullRequest(PullRequestMerge input, Call call) {
    return merges.merge(input, call);
  }

  @Override
  public Review createReview(NewReview input, Call call) {
    return reviews.create(input, pulls, call);
  }

  @Override
  public Page<Review> listReviews(ReviewQuery input, Call call) {
    return reviews.list(input, pulls);
  }

  @Override
  public Release createRelease(NewRelease input, Call call) {
    return releases.create(input, call);
  }

  @Override
  public Release getRelease(WhichRelease input, Call call) {
    return releases.get(input.release());
  }

  @Override
  public Page<Release> listReleases(ReleaseQuery input, Call call) {
    return releases.list(input);
  }

  @Override
  public Done deleteRelease(WhichRelease input, Call call) {
    return releases.delete(input.release(), call);
  }

  @Override
  public CommitStatus createStatus(NewCommitStatus input, Call call) {
    return statuses.create(input, repositories, call);
  }

  @Override
  public Page<CommitStatus> listStatuses(CommitStatusQuery input, Call call) {
    return statuses.list(input, repositories, repositoryStore);
  }
}
