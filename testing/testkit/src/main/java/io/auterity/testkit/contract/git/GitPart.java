package io.auterity.testkit.contract.git;

import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Ref;
import io.auterity.spi.git.Branch;
import io.auterity.spi.git.CommitQuery;
import io.auterity.spi.git.FileAction;
import io.auterity.spi.git.FileChange;
import io.auterity.spi.git.Git;
import io.auterity.spi.git.GitCommit;
import io.auterity.spi.git.GitRepository;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewCommit;
import io.auterity.spi.git.NewPullRequest;
import io.auterity.spi.git.NewRelease;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.PullRequest;
import io.auterity.spi.git.PullRequestUpdate;
import io.auterity.spi.git.Release;
import io.auterity.spi.git.RepositoryUpdate;
import io.auterity.spi.git.WhichBranch;
import io.auterity.spi.git.WhichFile;
import io.auterity.spi.git.WhichPullRequest;
import io.auterity.spi.git.WhichRepository;
import io.auterity.testkit.contract.ContractPart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What tests of a host ask it with. */
abstract class GitPart extends ContractPart<Git> {

  static final String README = "README.md";

  final GitContract contract;

  GitPart(GitContract contract) {
    super(contract);
    this.contract = contract;
  }

  final Git git() {
    return instance();
  }

  /** A repository with a first commit that holds {@code README.md}. */
  GitRepository begun() {
    return create(newRepository(true));
  }

  GitRepository create(NewRepository input) {
    GitRepository repository = git().createRepository(input, call("repository.create"));
    contract.made(repository);
    return repository;
  }

  NewRepository newRepository(boolean init) {
    return new NewRepository(
        contract.owner(), contract.freshName(), "For a test", null, "main", init);
  }

  static RepositoryUpdate described(Ref repository, String text) {
    return new RepositoryUpdate(
        repository, Change.keep(), Change.to(text), Change.keep(), Change.keep(), Change.keep());
  }

  String defaultBranch(Ref repository) {
    return defaultBranch(
        git().getRepository(new WhichRepository(repository), call("repository.get")));
  }

  static String defaultBranch(GitRepository begun) {
    return Objects.requireNonNull(begun.defaultBranch());
  }

  Branch branch(Ref repository, String name, String from) {
    return git().createBranch(new NewBranch(repository, name, from), call("branch.create"));
  }

  String head(Ref repository, String branch) {
    return git().getBranch(new WhichBranch(repository, branch), call("branch.get")).sha();
  }

  GitCommit commit(Ref repository, String branch, FileChange... changes) {
    return git()
        .createCommit(
            new NewCommit(repository, branch, "Change files", List.of(changes), null),
            call("commit.create"));
  }

  /** A new branch with one commit more. */
  void change(Ref repository, String branch, String path, String text) {
    branch(repository, branch, defaultBranch(repository));
    commit(repository, branch, file(path, text));
  }

  static FileChange file(String path, String text) {
    return new FileChange(FileAction.CREATE, path, text, null);
  }

  String text(Ref repository, String path) {
    var file = git().getFile(new WhichFile(repository, path, null), call("content.get"));
    String text = new String(file.content().bytes(), StandardCharsets.UTF_8);
    assertThat(file.text()).isEqualTo(text);
    return text;
  }

  NewPullRequest newPull(Ref repository, String source) {
    return new NewPullRequest(
        repository, "Bring " + source, "Because", source, null, defaultBranch(repository), null);
  }

  PullRequest opened(Ref repository, String source) {
    return git().createPullRequest(newPull(repository, source), call("pull_request.create"));
  }

  PullRequest pull(Ref pull) {
    return git().getPullRequest(new WhichPullRequest(pull), call("pull_request.get"));
  }

  static PullRequestUpdate titled(Ref pull, String title) {
    return new PullRequestUpdate(
        pull, Change.to(title), Change.keep(), Change.keep(), Change.keep(), Change.keep());
  }

  NewRelease release(Ref repository, String tag) {
    return new NewRelease(repository, tag, defaultBranch(repository), tag, "Notes", null, null);
  }

  Release released(Ref repository, String tag) {
    return git().createRelease(release(repository, tag), call("release.create"));
  }

  List<GitCommit> log(Ref repository, @Nullable String path) {
    return all(
        slice ->
            git()
                .listCommits(
                    new CommitQuery(repository, null, path, null, slice.cursor(), slice.limit()),
                    call("commit.list")),
        2);
  }
}
